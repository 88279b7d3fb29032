import Foundation
import LMDB
import Primitives
import TestSupport
import Testing

@Suite("Tables")
struct TableTests {
    @Test("an append that does not come after the last record is refused", arguments: [0, 5, 9] as [UInt64])
    func order(key: UInt64) throws {
        let store = try Store()
        let environment = try store.open()
        try environment.fill(0..<10)
        #expect(code { try environment.fill(key..<key + 1) } == .storeOrder)
        #expect(try environment.keys() == Array(0..<10))
    }

    @Test("numbers are ordered as numbers, forward and backward, from any start")
    func scans() throws {
        let store = try Store()
        let environment = try store.open()
        let keys: [UInt64] = [1, 255, 256, 65_535, 1 << 40, .max]
        try environment.write { (transaction) throws(LedgerError) in
            for key in keys.shuffled() {
                try environment.entries.put([UInt8(truncatingIfNeeded: key)].span, at: key, in: &transaction)
            }
        }
        #expect(try environment.keys() == keys)
        #expect(try environment.keys(.backward) == keys.reversed())
        for start in keys + [0, 2, 300, 1 << 50] {
            #expect(try environment.keys(from: start) == keys.filter { $0 >= start })
            #expect(try environment.keys(.backward, from: start) == keys.reversed().filter { $0 <= start })
        }
    }

    @Test("pairs order by the first number, then by the second")
    func pairs() throws {
        let store = try Store()
        let environment = try store.open()
        let table = environment.table("entries", keyedBy: PairKey.self)
        let keys = (UInt64(0)..<20).flatMap { first in (UInt64(250)..<260).map { PairKey(first, $0) } }
        try environment.write { (transaction) throws(LedgerError) in
            for key in keys.shuffled() { try table.put(key.second, at: key, in: &transaction) }
        }
        let found = try environment.read { (transaction) throws(LedgerError) in
            var found: [PairKey] = []
            try table.scan(from: PairKey(3, 0), in: transaction) { (key, _) throws(LedgerError) in
                guard key.first == 3 else { return .stop }
                found.append(key)
                return .goOn
            }
            return found
        }
        #expect(found == keys.filter { $0.first == 3 })
    }

    @Test("a key of bytes has from 1 to 511 of them", arguments: [0, 1, 511, 512])
    func keyLength(length: Int) throws {
        let store = try Store()
        let environment = try store.open()
        let table = environment.table("entries", keyedBy: [UInt8].self)
        let failure = code {
            try environment.write { (transaction) throws(LedgerError) in
                try table.put(1, at: [UInt8](repeating: 65, count: length), in: &transaction)
            }
        }
        #expect(failure == ((1...511).contains(length) ? nil : .storeKey))
    }

    @Test("a record is filled in place")
    func reserve() throws {
        let store = try Store()
        let environment = try store.open()
        try environment.write { (transaction) throws(LedgerError) in
            for key in UInt64(0)..<100 {
                try environment.entries.append(count: 3000, at: key, in: &transaction) { (bytes) throws(LedgerError) in
                    for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: key) }
                }
            }
        }
        #expect(try environment.keys() == Array(0..<100))
    }

    @Test("a record of another width than a number's is damage, not a number")
    func width() throws {
        let store = try Store.filled(1, width: 7)
        let environment = try store.open()
        #expect(
            code {
                try environment.read { (transaction) throws(LedgerError) in
                    _ = try environment.entries.number(at: 0, in: transaction)
                }
            } == .storeDamaged)
    }

    @Test("ids and names of keys are keys")
    func identifiers() throws {
        let store = try Store()
        let environment = try store.open()
        let table = environment.table("entries", keyedBy: EventID.self)
        let ids = try (0..<50).map { try #require(EventID("0190e5c0-0000-7000-8000-0000000000\($0 + 10)")) }
        try environment.write { (transaction) throws(LedgerError) in
            for id in ids { #expect(try table.insert(1, at: id, in: &transaction)) }
        }
        let last = try environment.read { (transaction) throws(LedgerError) in try table.lastKey(in: transaction) }
        #expect(last == ids.last)
    }
}
