import ArgumentParser
import Exam
import Glibc
import Primitives
import Signing
import Terminal

/// A text about a person: it stays outside the log, and the log holds its digest.
struct PersonalText: ParsableArguments {
    @Option(help: ArgumentHelp("A file with the text; only its digest enters the log.", valueName: "file"))
    var text: String?

    @Option(
        help: ArgumentHelp(
            "A file for a copy of what proves the text; the personal store keeps it anyway.", valueName: "file"))
    var disclosure: String?

    /// The text as the member of a statement that it belongs to; `nil` where none is given.
    func named(_ name: String) throws(LedgerError) -> Named? {
        guard let text else {
            guard disclosure == nil else {
                throw .usage("--disclosure is of use with --text only.", "--disclosure 只能与 --text 一起使用。")
            }
            return nil
        }
        return Named(name: name, text: text, file: disclosure)
    }

    /// A text with its name, and the file for a copy of its disclosure.
    struct Named {
        let name: String
        let text: String
        let file: String?

        /// The disclosure; where a copy is asked for, written for this user alone.
        func kept() throws(LedgerError) -> Kept {
            if let file, access(file, F_OK) == 0 {
                throw LedgerError(
                    LedgerError.Code(rawValue: "key.exists"),
                    Phrase(en: "\(file) is there already.", zh: "\(file) 已存在。"))
            }
            var bytes: [UInt8] = []
            let lines = try LineReader(text, limit: 1 << 20)
            var line: [UInt8] = []
            while try lines.next(&line) { bytes += line + [UInt8(ascii: "\n")] }
            if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
            guard let value = String(validating: bytes, as: UTF8.self) else {
                throw .usage("\(text) is not UTF-8 text.", "\(text) 不是 UTF-8 文本。")
            }
            let kept = Kept(disclosure: try Disclosure(name: name, value: .string(value)), file: file)
            try kept.write()
            return kept
        }
    }

    /// A disclosure, and the file with a copy of it.
    struct Kept {
        let disclosure: Disclosure
        let file: String?

        /// What the statement says of it.
        var commitment: Statement.Commitment {
            Statement.Commitment(name: disclosure.name, digest: SHA256.digest(of: Array(disclosure.text.utf8)))
        }

        /// Takes the file away again: nothing commits to it.
        func discard() { if let file { unlink(file) } }

        fileprivate func write() throws(LedgerError) {
            guard let file else { return }
            let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw .file(file, Phrase(en: "written", zh: "写入")) }
            defer { close(descriptor) }
            let output = Output(descriptor: descriptor)
            try output.write(disclosure.text + "\n")
            try output.flush()
        }
    }
}
