import Glibc
import Primitives
import Testing

@testable import Terminal

@Suite("Pager")
struct PagerTests {
    @Test(
        "is chosen by the environment",
        arguments: [
            ([:], "less -FRX"), (["PAGER": "more"], "more"), (["PAGER": "more", "EXAMLEDGER_PAGER": "most"], "most"),
            (["EXAMLEDGER_PAGER": "", "PAGER": "more"], nil), (["PAGER": "cat"], nil),
        ] as [([String: String], String?)])
    func command(environment: [String: String], expected: String?) {
        #expect(Pager.command { environment[$0] } == expected)
    }

    @Test("runs a program between us and the reader")
    func pages() throws {
        let capture = Capture()
        let child = try #require(Pager.start("sed s/^/page:/", output: capture.descriptor))
        let output = Output(descriptor: child.input)
        try output.line("第一行")
        try output.line("line 2")
        try output.flush()
        close(child.input)
        child.wait()
        #expect(capture.text() == "page:第一行\npage:line 2\n")
    }

    @Test("left early, it is a quiet end")
    func leftEarly() throws {
        _ = signal(SIGPIPE, SIG_IGN)
        let context = makeContext(isTerminal: true, environment: ["PAGER": "exit 0"])
        var isBodyFinished = false
        try Pager.run(in: context) { context in
            for _ in 0..<100_000 { try context.output.line("a long line of a long log") }
            isBodyFinished = true
        }
        #expect(!isBodyFinished)
    }

    @Test("stays out of the way without a terminal, and when it is not wanted")
    func unused() throws {
        let capture = Capture()
        for isTerminal in [true, false] {
            let context = makeContext(output: capture.output, isTerminal: isTerminal, environment: ["PAGER": "false"])
            try Pager.run(in: context, isWanted: !isTerminal) { try $0.output.line("direct") }
            try capture.output.flush()
            #expect(capture.text() == "direct\n")
        }
    }
}
