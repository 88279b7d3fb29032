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
        help: ArgumentHelp("Where to put what proves the text later; it is for authorised eyes.", valueName: "file"))
    var disclosure: String?

    /// The text as the member of a statement that it belongs to; `nil` where none is given.
    func named(_ name: String) throws(LedgerError) -> Named? {
        switch (text, disclosure) {
        case (nil, nil): return nil
        case (let text?, let disclosure?): return Named(name: name, text: text, file: disclosure)
        default:
            throw .usage(
                "--text and --disclosure go together: without the disclosure nobody could prove the text.",
                "--text 与 --disclosure 须同时给出：没有披露文件便无法证明文本内容。")
        }
    }

    /// A text with its name and the file of its disclosure.
    struct Named {
        let name: String
        let text: String
        let file: String

        /// The disclosure, written for this user alone.
        func kept() throws(LedgerError) -> Kept {
            guard access(file, F_OK) != 0 else {
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

    /// A disclosure that is kept in a file.
    struct Kept {
        let disclosure: Disclosure
        let file: String

        /// What the statement says of it.
        var commitment: Statement.Commitment {
            Statement.Commitment(name: disclosure.name, digest: SHA256.digest(of: Array(disclosure.text.utf8)))
        }

        /// Takes the file away again: nothing commits to it.
        func discard() { unlink(file) }

        fileprivate func write() throws(LedgerError) {
            let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw .file(file, Phrase(en: "written", zh: "写入")) }
            defer { close(descriptor) }
            let output = Output(descriptor: descriptor)
            try output.write(disclosure.text + "\n")
            try output.flush()
        }
    }
}
