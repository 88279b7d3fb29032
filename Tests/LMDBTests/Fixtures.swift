import Foundation
import LMDB
import Primitives
import TestSupport

/// A store in a folder of its own with one table of records under numbers.
struct Store {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/store"
    }

    func open(
        _ mode: Environment.Mode = .readWrite(create: true), options: Environment.Options = .init()
    ) throws(LedgerError) -> Environment {
        try Environment(path: path, mode: mode, tables: ["entries"], options: options)
    }

    var data: URL { URL(filePath: path + "/data.mdb") }

    /// A closed store with `count` records of `width` bytes.
    static func filled(_ count: UInt64, width: Int = 300) throws -> Store {
        let store = try Store()
        try store.open().fill(0..<count, width: width)
        return store
    }
}

extension Environment {
    var entries: Table<UInt64> { table("entries", keyedBy: UInt64.self) }

    func fill(_ range: Range<UInt64>, width: Int = 300) throws(LedgerError) {
        try write { (transaction) throws(LedgerError) in
            for index in range {
                try entries.append(
                    [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: width).span, at: index,
                    in: &transaction)
            }
        }
    }

    func count() throws(LedgerError) -> UInt64 {
        try read { (transaction) throws(LedgerError) in try entries.count(in: transaction) }
    }

    func keys(_ direction: ScanDirection = .forward, from start: UInt64? = nil) throws(LedgerError) -> [UInt64] {
        try read { (transaction) throws(LedgerError) in
            var keys: [UInt64] = []
            try entries.scan(direction, from: start, in: transaction) { (key, value) throws(LedgerError) in
                // Every byte is read, so that a page that is not there is met.
                for index in value.indices where value[index] != UInt8(truncatingIfNeeded: key) {
                    throw entries.damagedRecord(in: transaction)
                }
                keys.append(key)
                return .goOn
            }
            return keys
        }
    }
}

/// The code of the error that an act throws; `nil` when it does not.
func code(of act: () throws -> Void) -> LedgerError.Code? {
    do {
        try act()
        return nil
    } catch {
        return (error as? LedgerError)?.code
    }
}
