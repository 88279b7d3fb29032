import Foundation
import LMDB
import Primitives
import TestSupport
import Testing

@Suite("Transactions")
struct TransactionTests {
    @Test("what was committed is there after reopening")
    func durable() throws {
        let store = try Store.filled(1000)
        #expect(try store.open(.readOnly).keys() == Array(0..<1000))
        #expect(try store.open(.readWrite(create: false)).count() == 1000)
    }

    @Test("a write that throws is undone")
    func rollback() throws {
        let store = try Store()
        let environment = try store.open()
        try environment.fill(0..<10)
        let refusal = LedgerError(.init(rawValue: "test.stop"), Phrase(en: "stop", zh: "停"))
        #expect(throws: refusal) {
            try environment.write { (transaction) throws(LedgerError) in
                try environment.entries.append([1].span, at: 10, in: &transaction)
                #expect(try environment.entries.contains(10, in: transaction.reading))
                throw refusal
            }
        }
        #expect(try environment.count() == 10)
    }

    @Test("a view does not change while a write commits")
    func snapshot() throws {
        let store = try Store()
        let environment = try store.open()
        try environment.fill(0..<10)
        try environment.read { (transaction) throws(LedgerError) in
            try environment.fill(10..<500)
            #expect(try environment.entries.count(in: transaction) == 10)
            #expect(try environment.entries.lastKey(in: transaction) == 9)
            #expect(try environment.count() == 500)
        }
    }

    @Test("a write sees its own changes")
    func ownChanges() throws {
        let store = try Store()
        let environment = try store.open()
        try environment.write { (transaction) throws(LedgerError) in
            try environment.entries.put(7, at: 1, in: &transaction)
            #expect(try environment.entries.number(at: 1, in: transaction.reading) == 7)
            #expect(try !environment.entries.insert(8, at: 1, in: &transaction))
            try environment.entries.put(9, at: 1, in: &transaction)
            #expect(try environment.entries.number(at: 1, in: transaction.reading) == 9)
            #expect(try environment.entries.delete(1, in: &transaction))
            #expect(try !environment.entries.delete(1, in: &transaction))
        }
        #expect(try environment.count() == 0)
    }

    @Test("many threads read while one writes")
    func concurrency() async throws {
        let store = try Store()
        let environment = try store.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for batch in UInt64(0)..<50 { try environment.fill(batch * 10..<batch * 10 + 10) } }
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<100 {
                        let count = try environment.keys().count
                        #expect(count.isMultiple(of: 10))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try environment.count() == 500)
    }

    @Test("a record that was put and taken out again leaves a store that opens")
    func lengthened() throws {
        for width in [100, 3_000, 20_000, 200_000] {
            let store = try Store.filled(5)
            do {
                let environment = try store.open()
                try environment.write { (transaction) throws(LedgerError) in
                    for index in UInt64(5)..<60 {
                        try environment.entries.append(
                            [UInt8](repeating: 1, count: width).span, at: index, in: &transaction)
                    }
                    for index in UInt64(5)..<60 { try environment.entries.delete(index, in: &transaction) }
                }
            }
            #expect(try store.open(.readOnly).keys() == Array(0..<5))
        }
    }
}
