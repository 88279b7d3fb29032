import Exam
import Foundation
import LMDB
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

@Suite("Erasure")
struct ErasureTests {
    @Test("text and key are nowhere afterwards, the text was nowhere before, and every proof still holds")
    func nowhere() throws {
        let personal = try PersonalLedger()
        let ledger = personal.ledger
        let text = "THE CLAIM IN CLEAR 考生的原话"
        var own: [PersonalCommitment] = []
        var others: [PersonalCommitment] = []
        // Enough to split pages, and given in several commits, so that old pages stay behind.
        for round in 0..<6 {
            for number in 0..<20 {
                others.append(try personal.give("other \(round) \(number)", of: "c-\(10 + number)"))
            }
            own.append(try personal.give(text))
        }
        let key = try #require(try personal.key())
        let sealedDisclosures = try personal.findings(own).compactMap { finding -> String? in
            if case .value(let disclosure) = finding { disclosure.text } else { nil }
        }
        #expect(sealedDisclosures.count == own.count)
        _ = try SessionProjection(of: ledger.store).update()
        let copies = try personal.copies()
        let held = Array(try ledger.store.signCheckpoint(with: ledger.logKey).note.serialized.utf8)
        #expect(try personal.files(with: text.utf8).isEmpty)
        for disclosure in sealedDisclosures { #expect(try personal.files(with: disclosure.utf8).isEmpty) }
        #expect(try personal.files(with: key) == ["personal/data.mdb"])
        for secret in [Array(text.utf8), key] + sealedDisclosures.map({ Array($0.utf8) }) {
            #expect(try personal.files(with: secret, in: copies).isEmpty)
        }
        let otherKey = try #require(try personal.key("c-10"))

        let index = try personal.erase()

        #expect(try personal.files(with: key).isEmpty)
        #expect(try personal.files(with: text.utf8).isEmpty)
        for disclosure in sealedDisclosures { #expect(try personal.files(with: disclosure.utf8).isEmpty) }
        #expect(try personal.key() == nil)
        #expect(try personal.key("c-10") == otherKey)
        #expect(!(try personal.files().contains { $0.name.contains("old") || $0.name.contains("next") }))
        #expect(try personal.findings(own) == own.map { _ in .erased(at: index) })
        for finding in try personal.findings(others) {
            guard case .value = finding else {
                Issue.record("\(finding)")
                continue
            }
        }
        let report = try ledger.store.verify(VerificationOptions(checkpoints: [held]))
        #expect(report.problems.isEmpty && report.integrity == .ok && report.completeness == .ok)
    }

    @Test("values of somebody who was erased are refused, and name the entry; the statement alone is taken")
    func refusedAfterwards() throws {
        let personal = try PersonalLedger()
        let ledger = personal.ledger
        let (known, knownValue) = try personal.claim("before")
        try ledger.ingest([ledger.line(known, by: ledger.officer, disclosures: [knownValue.text])])
        let index = try personal.erase()
        let (new, newValue) = try personal.claim("after")
        let size = try ledger.store.size()
        let outcomes = try ledger.ingest([
            ledger.line(known, by: ledger.officer, disclosures: [knownValue.text]),
            ledger.line(new, by: ledger.officer, disclosures: [newValue.text]),
        ])
        for outcome in outcomes {
            guard case .refused(let rejection, nil) = outcome.answer else {
                Issue.record("\(outcome.answer)")
                continue
            }
            #expect(rejection.refusal.code == .erased)
            #expect(rejection.refusal.reason.en.contains("logged at index \(index)"))
        }
        #expect(try ledger.store.size() == size)
        let receipt = try personal.receipt(ledger.ingest([ledger.line(new, by: ledger.officer)])[0])
        #expect(receipt.index == size)
        // Another candidate's values are taken as before, also by a writer that was opened anew.
        ledger.close()
        try ledger.open()
        try personal.give("text", of: "c-02")
        let again = try ledger.ingest([ledger.line(new, by: ledger.officer, disclosures: [newValue.text])])[0]
        guard case .refused = again.answer else {
            Issue.record("\(again.answer)")
            return
        }
    }

    @Test("in an imported log the act may arrive beside the values, and counts from its place on")
    func imported() throws {
        let personal = try PersonalLedger(clock: .imported)
        let ledger = personal.ledger
        let (before, beforeValue) = try personal.claim("before")
        let (after, afterValue) = try personal.claim("after")
        let act = personal.words()[0].statement
        let outcomes = try ledger.ingest([
            ledger.line(before, by: ledger.officer, disclosures: [beforeValue.text]),
            ledger.line(act, by: ledger.officer),
            ledger.line(after, by: ledger.officer, disclosures: [afterValue.text]),
        ])
        _ = try personal.receipt(outcomes[0])
        _ = try personal.receipt(outcomes[1])
        guard case .refused(let rejection, _) = outcomes[2].answer else {
            Issue.record("\(outcomes[2].answer)")
            return
        }
        #expect(rejection.refusal.code == .erased)
    }

    @Test("a ledger with its own clock takes the act from nobody but whoever performs it")
    func performed() throws {
        let personal = try PersonalLedger()
        let act = personal.words()[0].statement
        let outcome = try personal.ledger.ingest([personal.ledger.line(act, by: personal.ledger.officer)])[0]
        guard case .refused(let rejection, _) = outcome.answer else {
            Issue.record("\(outcome.answer)")
            return
        }
        #expect(rejection.refusal.code == .performedByLedger)
    }

    @Test("a key is destroyed only by whoever holds the store alone, and not while another reads it")
    func alone() throws {
        let personal = try PersonalLedger()
        try personal.give("text")
        let reader = try PersonalFolder.existing(beside: personal.ledger.path, .shared)
        let error = #expect(throws: LedgerError.self) { try personal.erase() }
        #expect(error?.code == .storeBusy && reader != nil)
    }

    @Test("cut short after the acts, it is found by a check, and the same again finishes it")
    func unfinished() throws {
        let personal = try PersonalLedger()
        let ledger = personal.ledger
        try personal.give("text")
        let lines = personal.words().enumerated().map { PreparedLine(number: $0, content: .statement($1)) }
        _ = try require(ledger.writer).append(
            Batch(lines: lines, machineTime: ledger.now))
        #expect(try ledger.store.checkPersonalValues().problems.map(\.code) == ["personal.erasure-unfinished"])
        do {
            let folder = try PersonalFolder(beside: ledger.path, .alone)
            _ = try require(ledger.writer).erase(personal.owner(), recording: [], at: ledger.now, in: folder)
        }
        #expect(try ledger.store.checkPersonalValues().problems.isEmpty)
        #expect(try personal.key() == nil)
    }

    @Test("what a destruction that was cut short left behind is destroyed by the next use")
    func remains() throws {
        let personal = try PersonalLedger()
        try personal.give("text")
        let key = try #require(try personal.key())
        let folder = personal.ledger.path + "/personal"
        let files = FileManager.default
        try files.copyItem(atPath: folder + "/data.mdb", toPath: folder + "/old.mdb")
        try files.createDirectory(
            atPath: folder + "/next", withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try files.copyItem(atPath: folder + "/data.mdb", toPath: folder + "/next/data.mdb")
        #expect(try personal.files(with: key).count == 3)
        #expect(try personal.ledger.store.checkPersonalValues().problems.map(\.code) == ["personal.remains"])
        try personal.give("more", of: "c-02")
        #expect(try personal.files(with: key) == ["personal/data.mdb"])
        #expect(try personal.ledger.store.checkPersonalValues().problems.isEmpty)
    }

    @Test("cut short before the new file took its place, nothing is lost")
    func linked() throws {
        let personal = try PersonalLedger()
        let commitment = try personal.give("text")
        let folder = personal.ledger.path + "/personal"
        try FileManager.default.linkItem(atPath: folder + "/data.mdb", toPath: folder + "/old.mdb")
        try personal.give("more", of: "c-02")
        guard case .value = try personal.findings([commitment])[0] else {
            Issue.record("lost")
            return
        }
        #expect(!FileManager.default.fileExists(atPath: folder + "/old.mdb"))
    }
}
