import Glibc
import Primitives
import Testing

@testable import Terminal

@Suite("Output")
struct OutputTests {
    @Test("keeps text back until it is flushed, and writes it once")
    func buffers() throws {
        let capture = Capture()
        try capture.output.write("时间 ")
        try capture.output.line("09:03")
        #expect(capture.text() == "")
        try capture.output.flush()
        #expect(capture.text() == "时间 09:03\n")
        try capture.output.flush()
        #expect(capture.text() == "")
    }

    @Test("writes by itself when its buffer is full")
    func fills() throws {
        let capture = Capture()
        let small = Output(descriptor: dup(capture.descriptor), capacity: 8)
        try small.write("1234567")
        #expect(capture.text() == "")
        try small.write("8")
        #expect(capture.text() == "12345678")
        let bytes: [UInt8] = Array("123456789".utf8)
        try small.write(bytes.span)
        #expect(capture.text() == "123456789")
    }

    @Test("reports a full disk, and again on every later use")
    func fullDisk() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let output = Output(descriptor: descriptor)
        try output.line("a report")
        let failed = LedgerError(LedgerError.Code(rawValue: "output.failed"), Phrase(en: "", zh: ""))
        #expect(throws: failed) { try output.flush() }
        #expect(throws: failed) { try output.line("more") }
        #expect(throws: failed) { try output.flush() }
    }

    @Test("tells a reader that has gone from a failure")
    func closedPipe() throws {
        _ = signal(SIGPIPE, SIG_IGN)
        let capture = Capture()
        capture.hangUp()
        try capture.output.line("a line nobody reads")
        #expect(throws: LedgerError.outputClosed) { try capture.output.flush() }
        #expect(throws: LedgerError.outputClosed) { try capture.output.line("more") }
    }

    @Test("a closed standard output is a failure, not a success")
    func closedDescriptor() throws {
        let output = Output(descriptor: -1)
        try output.line("a report")
        #expect(throws: LedgerError.outputFailed(errno: EBADF)) { try output.flush() }
    }
}
