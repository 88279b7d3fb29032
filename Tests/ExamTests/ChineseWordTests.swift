import Foundation
import TestSupport
import Testing

/// One word for one thing in Chinese: the guide's list of words says which.
@Suite("Chinese words")
struct ChineseWordTests {
    /// A word that has no place, and the one that stands for the same.
    struct Retired: CustomTestStringConvertible, Sendable {
        let word: String
        let kept: String

        init(_ word: String, _ kept: String) {
            self.word = word
            self.kept = kept
        }

        var testDescription: String { "\(word) → \(kept)" }

        /// The kept word may hold the retired one, as 抽签号 does.
        func stands(in line: String) -> Bool {
            let rest = ChineseWordTests.titles.reduce(line) { $0.replacingOccurrences(of: $1, with: "") }
            return rest.components(separatedBy: kept).contains { $0.contains(word) }
        }
    }

    /// Titles of rules are published names, which others look the rules up by: they stay as they are.
    static let titles = ["进入前有签号", "签号唯一连续", "门禁取最新位点", "争议处理", "双人审批"]

    static let retired = [
        Retired("考室", "考场"), Retired("争议", "异议"), Retired("签号", "抽签号"), Retired("行为人", "陈述人"),
        Retired("陈述者", "陈述人"), Retired("树根", "根"), Retired("审计问题", "审计发现"), Retired("门禁", "公布关口"),
        Retired("官员", "人员"), Retired("保留期", "保存期"), Retired("个人密钥", "个人信息密钥"), Retired("片段", "分段"),
        Retired("技术支持", "技术服务"), Retired("提供者", "种子提供方"), Retired("见证数量", "见证法定数"),
        Retired("审批", "批准"), Retired("未结异议", "未决异议"),
    ]

    /// Every text that people read: the program's, the schemas', the documents'.
    static let texts: [(name: String, text: String)] = {
        let root = Repository.root
        let sources = FileManager.default.enumerator(
            at: root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        let folders = ["schemas", "docs", "examples/disputes"].flatMap { name in
            (try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: name).path))?
                .map { root.appending(path: "\(name)/\($0)") } ?? []
        }
        let files = (sources?.allObjects.compactMap { $0 as? URL } ?? []) + folders
        let read =
            files.filter { ["swift", "json", "md"].contains($0.pathExtension) }
            + ["README.zh-Hans.md", "README.md"].map { root.appending(path: $0) }
        return read.compactMap { file in
            (try? String(contentsOf: file, encoding: .utf8)).map { (file.lastPathComponent, $0) }
        }
    }()

    @Test("give no word a second one", arguments: retired)
    func single(retired: Retired) {
        #expect(Self.texts.count > 500)
        for (name, text) in Self.texts where text.contains(retired.word) {
            for line in text.components(separatedBy: "\n") where retired.stands(in: line) {
                Issue.record("\(name): \(retired.testDescription): \(line)")
            }
        }
    }

    @Test("are the same in both guides, and hold what is kept of each pair")
    func guides() throws {
        let words = try ["docs/guide.md", "docs/guide.zh-Hans.md"].map(Self.words)
        #expect(words[0].count > 30)
        #expect(words[0] == words[1])
        let chinese = try DocumentTests.lines(of: "docs/guide.zh-Hans.md").joined(separator: "\n")
        for pair in Self.retired { #expect(chinese.contains(pair.kept), "\(pair.kept)") }
    }

    /// The English and the Chinese word of each row of the list.
    private static func words(of guide: String) throws -> [String] {
        let lines = try DocumentTests.lines(of: guide)
        let rows = lines.drop { !$0.hasPrefix("| English | 中文 |") }.prefix { $0.hasPrefix("|") }
        return rows.map { $0.split(separator: "|").prefix(2).joined(separator: "|") }
    }
}
