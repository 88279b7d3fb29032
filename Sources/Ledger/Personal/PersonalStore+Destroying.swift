import LMDB
public import Primitives

extension PersonalStore {
    /// How many records go from the old file to the new one in one commit.
    private static let slice = 4_096

    /// Destroys the keys of owners and all that was sealed under them, for good when it returns.
    ///
    /// A store's file keeps old pages until they are used again, and parts of pages longer than that. So what is not to
    /// be destroyed is written record by record into a new file, which takes the old one's place; the old one is
    /// overwritten and unlinked. What copies of the disk or the file system keep is outside of its reach.
    ///
    /// - Parameters:
    ///   - owners: whose keys.
    ///   - folder: the store's folder, held alone.
    ///   - progress: called with the number of records just written; it may throw to stop before anything is replaced.
    /// - Throws: `store.io`, `store.full-disk`; nothing is destroyed then, or the rest is by the next use of the store.
    public static func destroy(
        _ owners: Set<PersonalOwner>, in folder: PersonalFolder,
        progress: (Int) throws(LedgerError) -> Void = { _ throws(LedgerError) in }
    ) throws(LedgerError) {
        precondition(folder.hold == .alone, "a key is destroyed by whoever holds the folder alone")
        try folder.clearRemains()
        try folder.makeNext()
        try copy(folder, leavingOut: owners, progress)
        try folder.replace()
        // Opening it makes the lock's file anew and protects it.
        _ = try PersonalStore(folder, forWriting: true)
    }

    /// Writes the store without some owners into its new place; both files are closed on return.
    private static func copy(
        _ folder: PersonalFolder, leavingOut owners: Set<PersonalOwner>,
        _ progress: (Int) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        let old = try Environment(path: folder.path, mode: .readOnly, tables: PersonalTables.names)
        let new = try Environment(
            path: folder.nextPath, mode: .readWrite(create: true), tables: PersonalTables.names)
        let names = Set(owners.map { Array($0.text.utf8) })
        let prefixes = Set(owners.map(\.prefix))
        for table in PersonalTables.names {
            try copy(table, from: old, to: new, progress) { key in
                switch table {
                case "keys", "proposals": !names.contains(key)
                case "values": !prefixes.contains(Array(key.prefix(16)))
                default: true
                }
            }
        }
    }

    private static func copy(
        _ name: String, from old: Environment, to new: Environment, _ progress: (Int) throws(LedgerError) -> Void,
        where isKept: ([UInt8]) -> Bool
    ) throws(LedgerError) {
        let source = old.table(name, keyedBy: [UInt8].self)
        let target = new.table(name, keyedBy: [UInt8].self)
        var records: [(key: [UInt8], value: [UInt8])] = []
        func flush() throws(LedgerError) {
            try new.write { (transaction) throws(LedgerError) in
                for record in records { try target.append(record.value.span, at: record.key, in: &transaction) }
            }
            try progress(records.count)
            records.removeAll(keepingCapacity: true)
        }
        try old.read { (view) throws(LedgerError) in
            try source.scan(in: view) { (key, value) throws(LedgerError) -> ScanStep in
                if isKept(key) { records.append((key, [UInt8](copying: value))) }
                if records.count == slice { try flush() }
                return .goOn
            }
        }
        if !records.isEmpty { try flush() }
    }
}
