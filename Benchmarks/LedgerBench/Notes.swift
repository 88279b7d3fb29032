import Foundation
import Ledger
import Primitives
import Signing
import Transparency

/// Checkpoints of the measured ledger, kept in files beside it.
enum Notes: String {
    /// Over everything.
    case whole
    /// Over all but the last hundredth.
    case late

    /// Signs both.
    static func write(of ledger: String, by key: SigningKey) throws {
        let store = try LedgerStore(at: ledger, forWriting: false)
        let size = try store.size()
        for (notes, size) in [(whole, size), (late, size - max(1, size / 100))] {
            let root = try store.root(of: store.prefix(size: size))
            let note = try Checkpoint(origin: store.identity.origin, size: size, root: root).signed(with: key)
            try Data(note.serialized.utf8).write(to: notes.file(beside: ledger))
        }
    }

    func read(beside ledger: String) throws -> [UInt8] { try Array(Data(contentsOf: file(beside: ledger))) }

    private func file(beside ledger: String) -> URL { URL(filePath: ledger + "." + rawValue) }
}
