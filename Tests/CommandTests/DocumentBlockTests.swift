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

    @Test("has the commands of every example of a dispute, which are run there", arguments: 1...20)
    func disputes(number: Int) throws {
        let name = "D-" + (number < 10 ? "0" : "") + String(number)
        let example = try ConsoleDocument(Repository.root.appending(path: "examples/disputes/\(name)/README.md"))
        let page = try ConsoleDocument(Repository.root.appending(path: "docs/disputes.md"))
        func promises(_ document: ConsoleDocument) -> [String] { document.steps.map { "\($0.command) \($0.status)" } }
        #expect(example.steps.count > 2)
        #expect(promises(page).contains(promises(example)))
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
