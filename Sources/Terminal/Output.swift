import Glibc
public import Primitives

/// A buffered writer of text over a file descriptor, which it never closes.
///
/// Nothing is lost silently: the first write that fails makes this and every later `write`, `line` and `flush`
/// throw the same error, so a loop over a long log ends by itself. A reader that went away (`examledger log | head`)
/// is `output.closed`, which a command ends quietly with success; everything else, a full disk included, is
/// `output.failed` (exit 30). `Interrupt.install` turns the signal of a closed pipe into that error.
///
/// What is still buffered when the last reference goes is dropped: whoever writes, flushes.
public final class Output {
    private let descriptor: Int32
    private let capacity: Int
    private var buffer: [UInt8] = []
    private var failure: LedgerError?

    /// A writer over an open descriptor, which stays its owner's.
    public init(descriptor: Int32, capacity: Int = 65_536) {
        self.descriptor = descriptor
        self.capacity = capacity
        buffer.reserveCapacity(capacity)
    }

    /// Appends a text.
    ///
    /// - Throws: `output.closed` or `output.failed`, where the buffer had to be written and could not be.
    public func write(_ text: String) throws(LedgerError) {
        buffer.append(contentsOf: text.utf8)
        try writeOutIfFull()
    }

    /// Appends bytes as they are.
    ///
    /// - Throws: as `write(_:)` of a text does.
    public func write(_ bytes: Span<UInt8>) throws(LedgerError) {
        buffer.append(bytes)
        try writeOutIfFull()
    }

    /// Appends a text and the end of the line.
    ///
    /// - Throws: as `write(_:)` of a text does.
    public func line(_ text: String = "") throws(LedgerError) {
        buffer.append(contentsOf: text.utf8)
        buffer.append(UInt8(ascii: "\n"))
        try writeOutIfFull()
    }

    /// Hands everything written so far to the system.
    ///
    /// - Throws: `output.closed` where the reader of a pipe is gone, `output.failed` for any other reason.
    public func flush() throws(LedgerError) {
        if let failure { throw failure }
        var start = 0
        while start < buffer.count {
            let written = buffer.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: start), $0.count - start)
            }
            if written > 0 {
                start += written
            } else if written < 0 && errno == EAGAIN {
                waitUntilWritable()
            } else if written == 0 || errno != EINTR {
                buffer.removeAll()
                let error = errno == EPIPE ? LedgerError.outputClosed : LedgerError.outputFailed(errno: errno)
                failure = error
                throw error
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private func writeOutIfFull() throws(LedgerError) {
        if failure != nil || buffer.count >= capacity { try flush() }
    }

    /// A terminal that another program left in non-blocking mode is waited for, as a blocking one would be.
    private func waitUntilWritable() {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = Glibc.poll(&poll, 1, -1)
    }
}

extension LedgerError {
    /// The reader of our output went away: the quiet end of a command, status 0.
    public static let outputClosed = LedgerError(
        Code(rawValue: "output.closed"),
        Phrase(en: "The reader of the output has gone.", zh: "读取输出的程序已经退出。"))

    static func outputFailed(errno code: Int32) -> LedgerError {
        let cause = Phrase.system(code)
        return LedgerError(
            Code(rawValue: "output.failed"),
            Phrase(en: "The output could not be written: \(cause.en).", zh: "无法写入输出：\(cause.zh)。"),
            hint: Phrase(
                en: "Free some space or choose another place for the output, then run the command again.",
                zh: "请腾出空间或换一个输出位置，然后重新运行该命令。"))
    }
}
