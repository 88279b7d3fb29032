import Exam
import Glibc
import LMDB
public import Primitives
public import Signing

/// The personal values that were given to this ledger, sealed under a key of each owner (formats.md §4).
///
/// It is apart from the log: nothing of the log depends on it, and it is in no backup or export of the log. The log
/// says which values there are and whose they are; the store has only what was sent beside the statements.
public struct PersonalStore {
    /// A value to be kept: the commitment, and what opens it.
    struct Value {
        let commitment: PersonalCommitment
        let disclosure: Disclosure
    }

    /// What the store has of a value.
    public enum Holding: Hashable, Sendable {
        /// The value, and it opens the commitment.
        case value(Disclosure)
        /// Nothing, and nothing was ever given.
        case neverGiven
        /// Nothing any more, though it was given.
        case lost
        /// Something that is not what was sealed, or does not open the commitment.
        case damaged
    }

    let environment: Environment
    let tables: PersonalTables
    private let folder: PersonalFolder

    /// Opens the store in a folder that is held.
    ///
    /// - Parameter forWriting: whether it may be changed; it is then made where it is missing, and what is left of a
    ///   destruction that was cut short is destroyed first.
    /// - Throws: what opening a store throws.
    public init(_ folder: PersonalFolder, forWriting: Bool) throws(LedgerError) {
        if forWriting { try folder.clearRemains() }
        self.folder = folder
        do throws(LedgerError) {
            environment = try Environment(
                path: folder.path, mode: forWriting ? .readWrite(create: true) : .readOnly, tables: PersonalTables.names
            )
        } catch {
            throw error.code == .storeDamaged ? .personalDamage(error.reason) : error
        }
        tables = PersonalTables(environment)
        guard forWriting else { return }
        try folder.protectFiles()
        let meta = tables.meta
        try environment.write { (transaction) throws(LedgerError) in
            _ = try meta.insert(PersonalTables.format, at: PersonalTables.formatKey, in: &transaction)
        }
    }

    /// Keeps values, durable when it returns; each owner's key is made with the first of its values.
    ///
    /// A value that is kept already is sealed again: whoever sends it again may do so because the first was damaged.
    func keep(_ values: [Value]) throws(LedgerError) {
        let tables = tables
        try environment.write { (transaction) throws(LedgerError) in
            var keys: [PersonalOwner: SealingKey] = [:]
            for value in values {
                let (commitment, name) = (value.commitment, value.commitment.name)
                let key: SealingKey
                if let known = keys[commitment.owner] {
                    key = known
                } else {
                    key = try tables.makeKey(of: commitment.owner, in: &transaction)
                    keys[commitment.owner] = key
                }
                let sealed = try key.seal(value.disclosure.text, of: commitment.event, name: name)
                try tables.values.put(sealed.span, at: commitment.valueKey, in: &transaction)
                try tables.given.put(commitment.index, at: commitment.givenKey, in: &transaction)
            }
        }
    }

    /// What the store has of some values, in their order; nobody has seen them by that.
    func holdings(_ commitments: [PersonalCommitment]) throws(LedgerError) -> [Holding] {
        let tables = tables
        return try environment.read { (view) throws(LedgerError) -> [Holding] in
            var keys: [PersonalOwner: SealingKey?] = [:]
            var holdings: [Holding] = []
            for commitment in commitments {
                let key: SealingKey?
                if let known = keys[commitment.owner] {
                    key = known
                } else {
                    key = try tables.key(of: commitment.owner, in: view)
                    keys[commitment.owner] = key
                }
                holdings.append(try holding(commitment, key, in: view))
            }
            return holdings
        }
    }

    private func holding(
        _ commitment: PersonalCommitment, _ key: SealingKey?, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> Holding {
        guard let sealed = try tables.values.value(at: commitment.valueKey, in: view) else {
            return try tables.given.contains(commitment.givenKey, in: view) ? .lost : .neverGiven
        }
        guard let key, let text = key.open(sealed, of: commitment.event, name: commitment.name),
            let disclosure = Disclosure(text: text), disclosure.name.isSame(as: commitment.name),
            SHA256.digest(of: Array(text.utf8)) == commitment.digest
        else { return .damaged }
        return .value(disclosure)
    }

    /// Whether the key of an owner is there.
    public func hasKey(of owner: PersonalOwner) throws(LedgerError) -> Bool {
        try environment.read { (view) throws(LedgerError) -> Bool in
            try tables.keys.contains(Array(owner.text.utf8), in: view)
        }
    }

    /// What the log will say of an owner's key when it is destroyed; a key is made where there is none yet.
    public func keyCommitment(of owner: PersonalOwner) throws(LedgerError) -> Digest {
        let tables = tables
        return try environment.write { (transaction) throws(LedgerError) -> Digest in
            try tables.makeKey(of: owner, in: &transaction).commitment
        }
    }
}

/// The tables of the personal store.
struct PersonalTables: Sendable {
    /// Owner → key.
    let keys: Table<[UInt8]>
    /// Owner ‖ event id ‖ name → sealed value.
    let values: Table<[UInt8]>
    /// Event id ‖ name → index of the entry, for every value that was ever kept.
    let given: Table<[UInt8]>
    /// Owner → the act of a first officer that waits for a second.
    let proposals: Table<[UInt8]>
    /// Number → the `access.viewed` and the value that was opened on it.
    let openings: Table<[UInt8]>
    /// Name → value: the store's format.
    let meta: Table<[UInt8]>

    static let names = ["keys", "values", "given", "proposals", "openings", "meta"]
    static let formatKey = Array("format".utf8)
    /// The only layout of the tables.
    static let format: UInt64 = 1

    init(_ environment: Environment) {
        keys = environment.table("keys", keyedBy: [UInt8].self)
        values = environment.table("values", keyedBy: [UInt8].self)
        given = environment.table("given", keyedBy: [UInt8].self)
        proposals = environment.table("proposals", keyedBy: [UInt8].self)
        openings = environment.table("openings", keyedBy: [UInt8].self)
        meta = environment.table("meta", keyedBy: [UInt8].self)
    }

    /// The key of an owner; `nil` where there is none.
    func key(of owner: PersonalOwner, in view: borrowing ReadTransaction) throws(LedgerError) -> SealingKey? {
        guard let bytes = try keys.value(at: Array(owner.text.utf8), in: view) else { return nil }
        guard bytes.count == SealingKey.width else { throw keys.damagedRecord(in: view) }
        return try SealingKey(bytes)
    }

    /// The key of an owner, made where there is none.
    func makeKey(of owner: PersonalOwner, in transaction: inout WriteTransaction) throws(LedgerError) -> SealingKey {
        if let key = try key(of: owner, in: transaction.reading) { return key }
        let key = try SealingKey.generate()
        let name = Array(owner.text.utf8)
        // The closure cannot borrow the transaction, so that the bytes leave the guarded memory for a moment.
        var bytes = try key.withBytes { (bytes) throws(LedgerError) in [UInt8](copying: bytes) }
        defer { for index in bytes.indices { bytes[index] = 0 } }
        try keys.put(bytes.span, at: name, in: &transaction)
        return key
    }
}
