import ArgumentParser
import Testing

@testable import Commands

@Suite("A command line")
struct InvocationTests {
    @Test(
        "is read alone as the whole program reads it",
        arguments: [
            "version", "prove #412 -o 412.tlog-proof", "key show a.vkey --format json", "help key enroll",
            "verify --ledger day --audited note.txt --lang zh-Hans", "draw verify",
            "witness serve --listen 127.0.0.1:0 w",
        ])
    func readAlone(line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let alone = Invocation(words)?.parsed()
        let whole = try? ExamLedger.parseAsRoot(words)
        #expect((alone == nil) == (whole == nil))
        if let alone, let whole { #expect(String(reflecting: alone) == String(reflecting: whole)) }
    }

    @Test(
        "is left to the whole program where it is wrong or asks for help",
        arguments: [
            "", "nothing", "key", "key nothing", "version --nothing", "prove --from x", "prove --help",
            "prove -h", "prove --version", "--version", "--help", "prove --generate-completion-script bash",
            "--generate-completion-script bash", "stats extra",
        ])
    func leftToTheProgram(line: String) {
        #expect(Invocation(line.split(separator: " ").map(String.init))?.parsed() == nil)
    }
}
