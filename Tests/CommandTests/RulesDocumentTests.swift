import Foundation
import Primitives
import TestSupport
import Testing

@Suite("The page of rules")
struct RulesDocumentTests {
    @Test(
        "is what the program writes", arguments: [(Language.en, "docs/rules.md"), (.zhHans, "docs/rules.zh-Hans.md")])
    func written(language: Language, name: String) throws {
        let folder = try TemporaryFolder()
        let command = ["examledger", "rules", "--markdown", "--lang", language.rawValue]
        let run = try ProgramRun(
            command, in: folder.url, environment: ProgramRun.environment(work: folder.url), input: nil)
        let page = try Data(contentsOf: Repository.root.appending(path: name))
        #expect(run.status == 0)
        #expect(
            run.output == page,
            "\(name) is not what the rules say now; make it anew: \(command.joined(separator: " ")) > \(name)")
    }
}
