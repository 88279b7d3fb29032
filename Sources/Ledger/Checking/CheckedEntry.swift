import Exam
import Primitives
import Signing

/// An entry after everything that can be checked without the entries in front of it.
struct CheckedEntry: Sendable {
    let index: UInt64
    /// Its header, where the bytes have the form of an entry.
    var header: EntryHeader?
    /// The hash of its bytes; `nil` where there are none to read.
    var leaf: Digest?
    /// The leaf hash that the tree has in its place, where that is to be believed rather than its bytes.
    var treeLeaf: Digest?
    /// What it says, where it can be read strictly.
    var statement: Statement?
    /// The key by which its signature was found to hold.
    var signedBy: PublicKey?
    /// Its bytes, where no key that was known by then made its signature: a key that counts may be named before it.
    var unsettled: [UInt8] = []
    /// What is wrong with it by itself.
    var problems: [VerificationProblem] = []

    init(_ index: UInt64) {
        self.index = index
    }

    var stream: String? { statement?.stream.text }
}
