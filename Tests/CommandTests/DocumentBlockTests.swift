import Foundation
import TestSupport
import Testing

@Suite("What the documents promise")
struct DocumentBlockTests {
    @Test(
        "is what the program answers",
        arguments: [
            "README.md", "README.zh-Hans.md", "docs/guide.md", "docs/guide.zh-Hans.md", "examples/exam-day/README.md",
        ])
    func blocks(name: String) throws {
        let document = try ConsoleDocument(Repository.root.appending(path: name))
        #expect(!document.steps.isEmpty)
        try document.run(links: ["examples": Repository.root.appending(path: "examples")])
    }

    @Test("counts the rules that there are, and names their families", arguments: ["README.md", "README.zh-Hans.md"])
    func rules(name: String) throws {
        let text = try String(contentsOf: Repository.root.appending(path: name), encoding: .utf8)
        let claim = try #require(
            text.components(separatedBy: "\n").first { $0.contains("115") && $0.contains("INT") }, "no claim in \(name)"
        )
        let numbers = claim.matches(of: /[0-9]+/).compactMap { Int($0.0) }
        let families = claim.matches(of: /[A-Z]{3,}/).map { String($0.0) }
        let folder = try TemporaryFolder()
        let run = try ProgramRun(
            ["examledger", "rules", "--format", "ndjson"], in: folder.url,
            environment: ProgramRun.environment(work: folder.url), input: nil)
        let ids = String(decoding: run.output, as: UTF8.self).matches(of: /"id":"([A-Z]+)-[0-9]+"/)
        #expect(run.status == 0)
        #expect(numbers == [115, ids.count])
        #expect(Set(families) == Set(ids.map { String($0.1) }))
    }
}
