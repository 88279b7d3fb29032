import Primitives
import Terminal
import Transparency

/// The file of a checkpoint that somebody kept.
enum NoteFile {
    /// The note in a file, as it was signed; whom it is by is asked where it is used.
    ///
    /// - Throws: `checkpoint.invalid` where the file is no checkpoint, what reading it throws.
    static func read(_ path: String) throws(LedgerError) -> [UInt8] {
        let note = Array(try TextFile.read(path).utf8)
        do throws(NoteDefect) { _ = try Checkpoint(statedIn: note) } catch {
            throw LedgerError.untrusted(error).about(path)
        }
        return note
    }
}

extension LedgerError {
    /// The same, with the file in front that it is about.
    func about(_ path: String) -> LedgerError {
        let name = path.printable
        return LedgerError(code, Phrase(en: "\(name): \(reason.en)", zh: "\(name): \(reason.zh)"), hint: hint)
    }
}
