import Exam
import Foundation
import LMDB
import Ledger
import Primitives
import Signing
import TestSupport
import Testing

@Suite("The check of personal values")
struct PersonalCheckTests {
    @Test("tells kept, never given and erased apart, and none of them is a problem")
    func sound() throws {
        let personal = try PersonalLedger()
        let ledger = personal.ledger
        try personal.give("one")
        try personal.give("two", of: "c-02")
        try personal.give("three", of: "c-02")
        let (statement, _) = try personal.claim("kept elsewhere")
        try ledger.ingest([ledger.line(statement, by: ledger.officer)])
        let index = try personal.erase("c-02")
        let report = try ledger.store.checkPersonalValues()
        #expect(report.hasStore && report.problems.isEmpty)
        #expect(report.commitments == 4 && report.kept == 1 && report.neverGiven == 1 && report.erased == 2)
        #expect(report.erasures.map(\.index) == [index] && report.erasures.map(\.values) == [2])
        #expect(report.erasures.map(\.stream) == ["candidate/e/1/c-02"])
    }

    @Test("without a store, says of every value what the log says")
    func withoutStore() throws {
        let personal = try PersonalLedger()
        let ledger = personal.ledger
        try personal.give("one")
        try personal.give("two", of: "c-02")
        try personal.erase("c-02")
        try FileManager.default.removeItem(atPath: ledger.path + "/personal")
        let report = try ledger.store.checkPersonalValues()
        #expect(!report.hasStore && report.problems.isEmpty)
        #expect(report.neverGiven == 1 && report.erased == 1)
    }

    @Test("a value that was kept and is gone is lost, one that was changed is damaged, and both are problems")
    func wrong() throws {
        let personal = try PersonalLedger()
        let (lost, damaged) = (try personal.give("one"), try personal.give("two", of: "c-02"))
        try personal.give("three", of: "c-03")
        let changed = try personal.change { records in
            for (key, value) in records {
                if key.contains(lost.event.bytes) { records[key] = .some(nil) }
                if key.contains(damaged.event.bytes) { records[key]??[value!.count - 1] ^= 1 }
            }
        }
        #expect(changed == 2)
        let report = try personal.ledger.store.checkPersonalValues()
        #expect(report.problems.map(\.code) == ["personal.lost", "personal.damaged"])
        #expect(report.problems.map(\.index) == [lost.index, damaged.index])
        #expect(report.kept == 1 && report.commitments == 3)
        #expect(try personal.findings([lost, damaged]) == [.lost, .damaged])
    }

    @Test("a value in the place of another is damaged")
    func exchanged() throws {
        let personal = try PersonalLedger()
        let (one, two) = (try personal.give("one"), try personal.give("two"))
        let changed = try personal.change { records in
            let keys = Array(records.keys)
            (records[keys[0]], records[keys[1]]) = (records[keys[1]], records[keys[0]])
        }
        #expect(changed == 2)
        #expect(try personal.findings([one, two]) == [.damaged, .damaged])
    }
}

extension PersonalLedger {
    /// Changes the sealed values in the store's file, or takes some out, and returns how many were touched.
    fileprivate func change(_ edit: (inout [[UInt8]: [UInt8]?]) -> Void) throws -> Int {
        let store = try Environment(
            path: ledger.path + "/personal", mode: .readWrite(create: false), tables: ["values"])
        let values = store.table("values", keyedBy: [UInt8].self)
        var before: [[UInt8]: [UInt8]?] = [:]
        try store.read { (view) throws(LedgerError) in
            try values.scan(in: view) { (key, value) throws(LedgerError) -> ScanStep in
                before[key] = [UInt8](copying: value)
                return .goOn
            }
        }
        var after = before
        edit(&after)
        let touched = after.filter { before[$0.key] != $0.value }
        try store.write { (transaction) throws(LedgerError) in
            for (key, value) in touched {
                if let value {
                    try values.put(value.span, at: key, in: &transaction)
                } else {
                    try values.delete(key, in: &transaction)
                }
            }
        }
        return touched.count
    }
}
