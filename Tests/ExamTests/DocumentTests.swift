import Exam
import Foundation
import TestSupport
import Testing

@Suite("The project's documents")
struct DocumentTests {
    static let names = [
        "README.md", "README.zh-Hans.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/guide.md",
        "docs/guide.zh-Hans.md", "docs/formats.md", "docs/formats.zh-Hans.md", "docs/rules.md", "docs/rules.zh-Hans.md",
        "examples/exam-day/README.md",
    ]

    static func lines(of name: String) throws -> [String] {
        try String(contentsOf: Repository.root.appending(path: name), encoding: .utf8).components(separatedBy: "\n")
    }

    @Test("link only to files that are there", arguments: names)
    func links(name: String) throws {
        let folder = Repository.root.appending(path: name).deletingLastPathComponent()
        for line in try Self.lines(of: name) {
            for match in line.matches(of: /\]\(([^)#]+)\)/) where !match.1.hasPrefix("https:") {
                #expect(
                    FileManager.default.fileExists(atPath: folder.appending(path: String(match.1)).path), "\(match.1)")
            }
        }
    }

    @Test(
        "have the same headings, commands and tables in both languages",
        arguments: [
            ("README.md", "README.zh-Hans.md"), ("docs/guide.md", "docs/guide.zh-Hans.md"),
            ("docs/formats.md", "docs/formats.zh-Hans.md"), ("docs/rules.md", "docs/rules.zh-Hans.md"),
        ])
    func languages(english: String, chinese: String) throws {
        let shapes = try [english, chinese].map { try Self.lines(of: $0).compactMap(Self.shape) }
        #expect(shapes[0] == shapes[1])
    }

    /// What a line must be in either language: the level of a heading, a command, the first cell of a row.
    private static func shape(_ line: String) -> String? {
        if let heading = line.prefixMatch(of: #/#+ /#) { return String(heading.0) }
        if line.hasPrefix("$ ") { return line.replacing(" --lang zh-Hans", with: "") }
        if line.hasPrefix("|") {
            let cell = line.split(separator: "|").first ?? ""
            return "|" + cell.matches(of: /`[^`]+`|[0-9]+/).map(\.0).joined(separator: " ")
        }
        return nil
    }

    @Test("explain every code of a refusal in the guide, and no other")
    func refusals() throws {
        let text = try Self.lines(of: "docs/guide.md").filter { $0.hasPrefix("| `") }
            .compactMap { $0.split(separator: "|").first }.joined()
        let named = text.matches(of: /`([a-z_.]+)`/).map { String($0.1) }
        #expect(named.sorted() == Refusal.Code.allCases.map(\.rawValue).sorted())
    }

    @Test("name as evidence only suites that there are")
    func evidence() throws {
        let tests = Repository.root.appending(path: "Tests")
        let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)?.allObjects ?? []
        let sources = try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        let rows = try Self.lines(of: "SECURITY.md").filter { $0.hasPrefix("|") && $0.contains("suite") }
        #expect(rows.count > 10)
        for name in rows.joined().matches(of: /[^*]\*([^*]+)\*/).map(\.1) {
            #expect(sources.contains("\"\(name)"), "\(name)")
        }
    }
}
