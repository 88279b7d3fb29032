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

    @Test(
        "the file is never shorter than it says, whatever was put and taken out again",
        arguments: 1...12 as ClosedRange<UInt64>)
    func lengthened(seed: UInt64) throws {
        let store = try Store()
        var state = seed
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        do {
            let environment = try store.open()
            for _ in 0..<60 {
                try environment.write { (transaction) throws(LedgerError) in
                    for _ in 0..<next(40) {
                        let key = next(100)
                        if next(2) == 0 {
                            let bytes = [UInt8](
                                repeating: UInt8(key), count: Int(next(4) == 0 ? next(30_000) : next(900)))
                            try environment.entries.put(bytes.span, at: key, in: &transaction)
                        } else {
                            try environment.entries.delete(key, in: &transaction)
                        }
                    }
                }
                let statistics = try environment.statistics()
                #expect(statistics.fileSize >= statistics.usedBytes)
            }
        }
        #expect(code { _ = try store.open(.readOnly).keys() } == nil)
    }
}
