import Foundation
import TestSupport
import Testing

@Suite("What the documents promise")
struct DocumentBlockTests {
    @Test(
        "is what the program answers",
        arguments: [
            "README.md", "README.zh-Hans.md", "docs/guide.md", "docs/guide.zh-Hans.md", "docs/disputes.md",
            "docs/disputes.zh-Hans.md", "examples/exam-day/README.md",
        ])
    func blocks(name: String) throws {
        let document = try ConsoleDocument(Repository.root.appending(path: name))
        #expect(!document.steps.isEmpty)
        try document.run(links: ["examples": Repository.root.appending(path: "examples")])
    }

    @Test("is runnable in every example of a dispute", arguments: 1...20)
    func disputes(number: Int) throws {
        let name = "D-" + (number < 10 ? "0" : "") + String(number)
        let file = Repository.root.appending(path: "examples/disputes/\(name)/README.md")
        let document = ConsoleDocument(name: name, text: try String(contentsOf: file, encoding: .utf8))
        #expect(document.steps.count > 2)
        try document.run(links: ["examples": Repository.root.appending(path: "examples")])
    }

    @Test("counts the rules that there are", arguments: ["README.md", "README.zh-Hans.md"])
    func rules(name: String) throws {
        let text = try String(contentsOf: Repository.root.appending(path: name), encoding: .utf8)
        let claim = try #require(text.firstMatch(of: /All ([0-9]+) published rules|全部 ([0-9]+) 条公布的规则/))
        let folder = try TemporaryFolder()
        let run = try ProgramRun(
            ["examledger", "rules", "--format", "ndjson"], in: folder.url,
            environment: ProgramRun.environment(work: folder.url), input: nil)
        let ids = String(decoding: run.output, as: UTF8.self).matches(of: /"id":"([A-Z]+)-[0-9]+"/)
        #expect(run.status == 0)
        #expect((claim.1 ?? claim.2).flatMap { Int($0) } == ids.count)
    }
}
