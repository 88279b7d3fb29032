import Foundation
import TestSupport
import Testing

@Suite("Command scripts")
struct ScriptTests {
    @Test("does what the script says", arguments: Script.all)
    func script(script: Script) throws {
        var runner = try ScriptRunner(script)
        try runner.run()
    }

    @Test("the folder of scripts is found")
    func found() {
        #expect(Script.all.contains { $0.name == "runner.txt" })
    }

    @Test(
        "a line that fails is named, with what was said",
        arguments: [
            ("exec true\nexec false", "x:2: exec false\nexit status 1"), ("! exec true", "x:1: "),
            ("! exec sh -c 'kill -SEGV $$'", "ended by signal 11"),
            ("exec printf 'one\\ntwo'\nstdout three", "x:2: stdout three\nit does not match\n[stdout]\none\ntwo"),
            ("exec echo one\n! stdout one", "it matches"), ("exec true\nexit 3", "exit status 0"),
            ("exec echo a\ncmp stdout f\n-- f --\nb\n", "differ in line 1:\n  stdout: a\n  f: b"),
            ("nonsense", "no command nonsense"), ("exec no-such-program-here", "no program no-such-program-here"),
            ("exec echo 'a", "a quote is not closed"), ("! cp a b", "cp cannot be negated"),
            ("stdout x", "nothing was run yet"), ("tamper f --at 9\n-- f --\nb\n", "it has 2 bytes"),
        ])
    func failures(text: String, message: String) throws {
        var runner = try ScriptRunner(Script(name: "x", text: text))
        let failure = try #require(throws: ScriptFailure.self) { try runner.run() }
        #expect(failure.description.contains(message), "\(failure)")
    }

    @Test("a program that never ends is ended")
    func runaway() throws {
        let folder = try TemporaryFolder()
        let failure = try #require(throws: ScriptFailure.self) {
            try ProgramRun(
                ["sleep", "60"], in: folder.url, environment: ProgramRun.environment(work: folder.url), input: nil,
                limit: 0.2)
        }
        #expect(failure.description.contains("still running"))
    }

    @Test("the built program is found beside the tests")
    func program() throws {
        var runner = try ScriptRunner(
            Script(name: "x", text: "exec sh -c 'command -v examledger'\nstdout /examledger$"))
        try runner.run()
    }
}
