import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport
import Testing

@Suite("Personal values beside the log")
struct PersonalTests {
    @Test("a value that comes beside its statement is kept, and opens the commitment")
    func kept() throws {
        let personal = try PersonalLedger()
        let commitment = try personal.give("我被锁在门外")
        guard case .value(let disclosure) = try personal.findings([commitment])[0] else {
            Issue.record("not kept")
            return
        }
        #expect(disclosure.name == "claim" && disclosure.value == "我被锁在门外")
        #expect(disclosure.digest == Base64.encode(commitment.digest.bytes.span, .urlWithoutPadding))
    }

    @Test("a value that comes later with the same bytes is kept, and the receipt is the first one")
    func later() throws {
        let personal = try PersonalLedger()
        let ledger = personal.ledger
        let (statement, disclosure) = try personal.claim("text")
        let first = try personal.receipt(ledger.ingest([ledger.line(statement, by: ledger.officer)])[0])
        #expect(!FileManager.default.fileExists(atPath: ledger.path + "/personal"))
        let again = try ledger.ingest(
            [ledger.line(statement, by: ledger.officer, disclosures: [disclosure.text])])[0]
        guard case .duplicate(let second) = again.answer else {
            Issue.record("\(again.answer)")
            return
        }
        #expect(second.index == first.index && second.leaf == first.leaf)
        let commitments = PersonalCommitment.all(of: try #require(try ledger.store.event(at: first.index)))
        #expect(try personal.findings(commitments) == [.value(disclosure)])
    }

    @Test("a value that opens no commitment of its statement is refused by name, and nothing is appended")
    func refused() throws {
        let personal = try PersonalLedger()
        let ledger = personal.ledger
        let (statement, _) = try personal.claim("text")
        let size = try ledger.store.size()
        let texts = [
            (try Disclosure(name: "claim", value: "other").text, "`claim`"),
            (try Disclosure(name: "phone", value: "text").text, "`phone`"), ("nothing", "cannot be read"),
        ]
        for (text, words) in texts {
            let outcome = try ledger.ingest([ledger.line(statement, by: ledger.officer, disclosures: [text])])[0]
            guard case .refused(let rejection, _) = outcome.answer else {
                Issue.record("\(outcome.answer)")
                continue
            }
            #expect(rejection.refusal.code == .disclosure)
            #expect(rejection.refusal.reason.en.contains(words))
        }
        // The refusals themselves are recorded, once for the same bytes.
        #expect(try ledger.store.size() == size + 1)
        #expect(!FileManager.default.fileExists(atPath: ledger.path + "/personal"))
    }

    @Test("the store and its files are for their user alone, and a store that others may look into is not used")
    func modes() throws {
        let personal = try PersonalLedger()
        try personal.give("text")
        func mode(_ name: String) throws -> Int {
            let attributes = try FileManager.default.attributesOfItem(atPath: personal.ledger.path + "/" + name)
            return try #require(attributes[.posixPermissions] as? Int)
        }
        #expect(try mode("personal") == 0o700)
        for file in ["data.mdb", "lock.mdb", "writer.lock"] { #expect(try mode("personal/" + file) == 0o600) }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o750], ofItemAtPath: personal.ledger.path + "/personal")
        let size = try personal.ledger.store.size()
        let error = #expect(throws: LedgerError.self) { try personal.give("more") }
        #expect(error?.code.rawValue == "personal.mode")
        #expect(try personal.ledger.store.size() == size)
    }

    @Test("an export has no disclosure in it")
    func exported() throws {
        let personal = try PersonalLedger()
        try personal.give("text")
        try personal.ledger.store.forEachLine(in: 0..<personal.ledger.store.size()) { line throws(LedgerError) in
            let text = String(decoding: [UInt8](copying: line), as: UTF8.self)
            #expect(!text.contains("disclosures"))
        }
    }

    @Test("every opening is recorded with the access that it rests on, and one without is found")
    func openings() throws {
        let personal = try PersonalLedger()
        let commitment = try personal.give("text")
        #expect(try personal.ledger.store.openingsWithoutAccess() == [])
        _ = try personal.findings([commitment])
        #expect(try personal.ledger.store.openingsWithoutAccess() == [])
        // The access of another ledger is none of this one.
        let other = try PersonalLedger()
        let foreign = try other.receipt(
            other.ledger.ingest([
                other.ledger.line(
                    other.ledger.statement(
                        .accessViewed(AccessViewed(purpose: "p", fields: [])), by: other.ledger.officer,
                        .administrator, id: personal.ledger.nextID()), by: other.ledger.officer)
            ])[0])
        do {
            let folder = try #require(try PersonalFolder.existing(beside: personal.ledger.path, .shared))
            _ = try PersonalStore(folder, forWriting: true).open([commitment], on: foreign, in: personal.ledger.store)
        }
        let missing = try #require(try personal.ledger.store.openingsWithoutAccess())
        #expect(missing.map(\.access) == [foreign.id] && missing.map(\.name) == ["claim"])
    }
}
