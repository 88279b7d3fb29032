import Glibc
public import Primitives

/// Questions to the person at the terminal, asked on `/dev/tty` so that pipes stay clean.
public struct Prompt {
    private let path: String
    private let language: Language

    /// Questions in a language, on the process's own terminal unless another is named.
    public init(language: Language, terminal path: String = "/dev/tty") {
        self.path = path
        self.language = language
    }

    /// Whether the person agrees; `nil` where there is no terminal, and the caller asks for `--yes`.
    ///
    /// Only a clear yes is one: `y`, `yes` or `是`. Anything else, an ended input included, is a no.
    ///
    /// - Throws: `interrupted` after SIGINT or SIGTERM.
    public func confirm(_ question: Phrase) throws(LedgerError) -> Bool? {
        guard let answer = try ask(question[language] + " [y/N] ", isSecret: false) else { return nil }
        let word = String(decoding: answer, as: UTF8.self).lowercased().filter { !$0.isWhitespace }
        return ["y", "yes", "是"].contains(word)
    }

    /// A passphrase typed without echo; `nil` where there is no terminal.
    ///
    /// - Throws: `interrupted` after SIGINT or SIGTERM; the echo is back on by then.
    public func passphrase(_ question: Phrase) throws(LedgerError) -> [UInt8]? {
        try ask(question[language] + Phrase(en: ": ", zh: "：")[language], isSecret: true)
    }

    private func ask(_ question: String, isSecret: Bool) throws(LedgerError) -> [UInt8]? {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard isatty(descriptor) == 1 else { return nil }
        let output = Output(descriptor: descriptor)
        var settings = termios()
        tcgetattr(descriptor, &settings)
        let before = settings
        if isSecret {
            settings.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(descriptor, TCSAFLUSH, &settings)
        }
        defer {
            if isSecret {
                var restored = before
                tcsetattr(descriptor, TCSAFLUSH, &restored)
            }
        }
        try output.write(question)
        try output.flush()
        let answer = try line(from: descriptor)
        if isSecret {
            // The end of the line was not echoed either.
            try output.line()
            try output.flush()
        }
        return answer
    }

    private func line(from descriptor: Int32) throws(LedgerError) -> [UInt8] {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count < 0 && errno == EINTR {
                if Interrupt.requested != nil { throw .interrupted }
                continue
            }
            if count <= 0 || byte == UInt8(ascii: "\n") { return line }
            line.append(byte)
        }
    }
}
