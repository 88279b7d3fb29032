import Glibc
public import Primitives

/// Keys as they are pressed on the person's terminal, one at a time, without a line to send and without an echo.
///
/// The terminal is as before when the value is gone.
public struct Keyboard: ~Copyable {
    /// What a key asks for.
    public enum Key: Hashable, Sendable {
        /// Arrow right or down, the space bar, Return, `n`.
        case next
        /// Arrow left or up, Backspace, `p`.
        case previous
        /// Page down.
        case pageForward
        /// Page up.
        case pageBack
        /// Home, `g`.
        case first
        /// End, `G`.
        case last
        /// `q`, Escape, or the end of the input.
        case quit
        /// Any other.
        case other
    }

    private let descriptor: Int32
    private let before: termios

    /// The keyboard of the process's own terminal, unless another is named; `nil` where there is none.
    public init?(terminal path: String = "/dev/tty") {
        descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
        var settings = termios()
        guard isatty(descriptor) == 1, tcgetattr(descriptor, &settings) == 0 else {
            close(descriptor)
            return nil
        }
        before = settings
        settings.c_lflag &= ~tcflag_t(ECHO | ICANON)
        tcsetattr(descriptor, TCSANOW, &settings)
    }

    deinit {
        var settings = before
        tcsetattr(descriptor, TCSAFLUSH, &settings)
        close(descriptor)
    }

    /// How many rows and columns the terminal has now; 24 and 80 where it does not tell.
    public var size: (rows: Int, columns: Int) {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else { return (24, 80) }
        return (Int(size.ws_row), Int(size.ws_col))
    }

    /// Waits for the next key.
    ///
    /// - Throws: `interrupted` after SIGINT or SIGTERM.
    public borrowing func next() throws(LedgerError) -> Key {
        guard let byte = try byte() else { return .quit }
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "n"): return .next
        case UInt8(ascii: "p"), 0x7F, 0x08: return .previous
        case UInt8(ascii: "g"): return .first
        case UInt8(ascii: "G"): return .last
        case UInt8(ascii: "q"): return .quit
        case 0x1B: return try escaped()
        default: return .other
        }
    }

    /// What follows an Escape; nothing within a moment means that the key itself was pressed.
    private borrowing func escaped() throws(LedgerError) -> Key {
        guard isReady(), let second = try byte() else { return .quit }
        guard second == UInt8(ascii: "[") || second == UInt8(ascii: "O"), let third = try byte() else { return .other }
        switch third {
        case UInt8(ascii: "A"), UInt8(ascii: "D"): return .previous
        case UInt8(ascii: "B"), UInt8(ascii: "C"): return .next
        case UInt8(ascii: "H"): return .first
        case UInt8(ascii: "F"): return .last
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return try numbered(third)
        default: return .other
        }
    }

    /// A key that is told by a number, such as `ESC [ 5 ~`.
    private borrowing func numbered(_ digit: UInt8) throws(LedgerError) -> Key {
        var sequence = [digit]
        while let byte = try byte() {
            sequence.append(byte)
            if (0x40...0x7E).contains(byte) { break }
        }
        switch String(decoding: sequence, as: UTF8.self) {
        case "1~", "7~": return .first
        case "4~", "8~": return .last
        case "5~": return .pageBack
        case "6~": return .pageForward
        default: return .other
        }
    }

    private borrowing func isReady() -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, 50) > 0
    }

    private borrowing func byte() throws(LedgerError) -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count == 1 { return byte }
            if count < 0, errno == EINTR, Interrupt.requested == nil { continue }
            if Interrupt.requested != nil { throw .interrupted }
            return nil
        }
    }
}
