import Exam
import Primitives
import Signing
import Synchronization

/// The part of intake that runs on all cores: each line by itself, as far as the keys that are known by then allow.
///
/// A line whose key is announced in a line before it, by a thread that has not read that far, waits: whether the key
/// is known is the same on any number of threads.
final class LineCheck: Sendable {
    /// A line of input, without its line break.
    struct Line: Sendable {
        let number: Int
        let bytes: [UInt8]
    }

    /// A line that was read.
    enum Checked: Sendable {
        /// Its signature was checked, or it has none.
        case ready(PreparedLine)
        /// No key of its id is known yet.
        case waiting(EnvelopePreparer.ReadLine)
    }

    private let directory: Mutex<KeyDirectory>

    init(_ directory: KeyDirectory) {
        self.directory = Mutex(directory)
    }

    /// Reads a line and checks its signature where its key is known.
    func check(_ line: Line, by preparer: inout EnvelopePreparer) -> Checked {
        let read = preparer.read(line.bytes.span, number: line.number)
        if let statement = read.statement { directory.withLock { $0.note(statement, line: line.number) } }
        guard let keyID = read.signature?.keyID else { return .ready(preparer.prepare(read, by: nil)) }
        guard let key = key(keyID, of: read) else { return .waiting(read) }
        return .ready(preparer.prepare(read, by: key))
    }

    /// A line once all lines before it were read.
    func settle(_ checked: Checked, by preparer: inout EnvelopePreparer) -> PreparedLine {
        switch checked {
        case .ready(let line): line
        case .waiting(let read): preparer.prepare(read, by: read.signature.flatMap { key($0.keyID, of: read) })
        }
    }

    private func key(_ keyID: KeyID, of line: EnvelopePreparer.ReadLine) -> PublicKey? {
        directory.withLock { $0.key(keyID, announcedBefore: line.number) }
    }
}
