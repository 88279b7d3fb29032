import Exam
import Primitives
import Signing
import Synchronization

/// The public keys that are known while a log is read on several threads: enough to check a signature, not to say
/// that it counts.
final class KnownKeys: Sendable {
    private let directory: Mutex<KeyDirectory>

    init(_ directory: KeyDirectory = KeyDirectory()) {
        self.directory = Mutex(directory)
    }

    subscript(_ keyID: KeyID) -> PublicKey? { directory.withLock { $0[keyID] } }

    func note(_ statement: Statement) {
        directory.withLock { $0.note(statement) }
    }
}
