import Exam
import LMDB
import Ledger
import Primitives
import Signing
import Testing

@Suite("A sealed exam")
struct SealTests {
    /// A ledger whose exam a first officer has sealed, and the key of a second.
    private func sealed(
        clock: LedgerOpened.Clock = .ledger
    ) throws -> (ledger: FreshLedger, seal: EventID, second: SigningKey) {
        let ledger = try FreshLedger(clock: clock)
        let second = try SigningKey.generate(name: "a-02")
        try ledger.ingest([
            ledger.line(ledger.defined(), by: ledger.officer),
            ledger.line(ledger.enrolment(of: second, .administrator), by: ledger.authority),
        ])
        let through = try require(ledger.store.event(at: 5)).id
        let seal = try ledger.perform(
            .ledgerSealed(LedgerSealed(throughEvent: through)), by: ledger.officer, sitting: nil, candidate: nil)
        return (ledger, seal, second)
    }

    private func approve(_ seal: EventID, by key: SigningKey, in ledger: FreshLedger) throws {
        try ledger.ingest([
            ledger.line(
                ledger.statement(
                    .approvalRecorded(ApprovalRecorded(subject: seal, decision: .approve)), by: key, .administrator,
                    sitting: nil, candidate: nil), by: key)
        ])
    }

    private func file(_ ledger: FreshLedger, id: String = "d-1") -> String {
        ledger.line(
            ledger.statement(
                .disputeFiled(DisputeFiled(disputeID: id, kind: "score")), by: ledger.candidate, .candidate),
            by: ledger.candidate)
    }

    @Test("takes everything until a second officer approves the seal, and not for the same one's approval")
    func notBefore() throws {
        let (ledger, seal, second) = try sealed()
        #expect(try ledger.answers([ledger.line(ledger.declined(), by: ledger.candidate)]) == ["appended"])
        try approve(seal, by: ledger.officer, in: ledger)
        #expect(try ledger.answers([ledger.line(ledger.declined(), by: ledger.candidate)]) == ["appended"])
        try approve(seal, by: second, in: ledger)
        #expect(try ledger.answers([ledger.line(ledger.declined(), by: ledger.candidate)]) == ["exam.sealed"])
    }

    @Test("refuses what is about the sittings, says so in the log once, and takes disputes and releases")
    func refuses() throws {
        let (ledger, seal, second) = try sealed()
        try approve(seal, by: second, in: ledger)
        let late = ledger.line(ledger.declined(), by: ledger.candidate)
        let before = try ledger.store.size()
        #expect(try ledger.answers([late, late]) == ["exam.sealed", "exam.sealed"])
        #expect(try ledger.store.size() == before + 1)
        guard case .ledgerAppendRefused(let refused) = try ledger.store.event(at: before)?.payload else {
            Issue.record("the refusal is not recorded")
            return
        }
        #expect(refused.reason == .sealed)
        #expect(refused.attemptedType == "login.face.declined")
        let withheld = ledger.statement(
            .releaseWithheld(ReleaseWithheld(reason: "r")), by: ledger.officer, .administrator)
        #expect(
            try ledger.answers([
                file(ledger), ledger.line(withheld, by: ledger.officer),
                ledger.line(ledger.defined("again"), by: ledger.officer),
            ]) == ["appended", "appended", "exam.sealed"])
        #expect(try ledger.verify().problems.isEmpty)
    }

    @Test("stays sealed when the ledger is opened again")
    func reopened() throws {
        let (ledger, seal, second) = try sealed()
        try approve(seal, by: second, in: ledger)
        ledger.close()
        try ledger.open()
        #expect(
            try ledger.answers([ledger.line(ledger.declined(), by: ledger.candidate), file(ledger)])
                == ["exam.sealed", "appended"])
    }

    @Test("is sealed in the midst of one batch")
    func inBatch() throws {
        let (ledger, seal, second) = try sealed()
        let approval = ledger.statement(
            .approvalRecorded(ApprovalRecorded(subject: seal, decision: .approve)), by: second, .administrator,
            sitting: nil, candidate: nil)
        #expect(
            try ledger.answers([
                ledger.line(ledger.declined(), by: ledger.candidate), ledger.line(approval, by: second),
                ledger.line(ledger.declined(), by: ledger.candidate),
            ]) == ["appended", "appended", "exam.sealed"])
    }

    @Test("takes everything where the clock is imported: the rules judge it")
    func imported() throws {
        let (ledger, seal, second) = try sealed(clock: .imported)
        try approve(seal, by: second, in: ledger)
        #expect(try ledger.answers([ledger.line(ledger.declined(), by: ledger.candidate)]) == ["appended"])
        #expect(try ledger.verify().problems.isEmpty)
    }

    @Test("an envelope never seals a ledger with its own clock")
    func envelope() throws {
        let (ledger, seal, _) = try sealed()
        let statement = ledger.statement(
            .ledgerSealed(LedgerSealed(throughEvent: seal)), by: ledger.officer, .administrator, sitting: nil,
            candidate: nil)
        #expect(try ledger.answers([ledger.line(statement, by: ledger.officer)]) == ["act.of_the_ledger"])
    }
}

extension FreshLedger {
    /// Says something as a command does that performs it.
    @discardableResult
    func perform(
        _ payload: Payload, by key: SigningKey, sitting: String? = "1", candidate: String? = "c-01"
    ) throws -> EventID {
        let statement = statement(payload, by: key, .administrator, sitting: sitting, candidate: candidate)
        let verified = VerifiedStatement(statement, signedBy: key, receivedAt: clock == .imported ? now : nil)
        let outcomes = try require(writer).append(
            Batch(lines: [PreparedLine(number: 1, content: .statement(verified))], machineTime: now))
        guard case .appended = outcomes.first?.answer else { throw Unexpected(try require(outcomes.first)) }
        return statement.id
    }

    /// What becomes of some lines, in a word each.
    func answers(_ lines: [String]) throws -> [String] {
        try ingest(lines).map { outcome in
            switch outcome.answer {
            case .appended: "appended"
            case .duplicate: "duplicate"
            case .refused(let rejection, _): rejection.refusal.code.rawValue
            }
        }
    }
}
