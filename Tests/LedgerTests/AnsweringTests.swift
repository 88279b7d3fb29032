import Conduct
import Exam
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

@Suite("A ledger that answers")
struct AnsweringTests {
    private static let start = FreshLedger.opening + 1_000_000

    /// A sitting, a candidate who asks again and again, and the clock as each batch sees it.
    private func requests(_ ledger: FreshLedger) throws -> [String] {
        var parameters = Parameters.catalogueDefaults
        parameters.loginOpenMs = -900_000
        parameters.loginCloseMs = 60_000
        let hash = SHA256.digest(of: Array("pledge".utf8))
        func officer(_ payload: Payload, sitting: String? = "1", candidate: String? = nil) -> String {
            ledger.line(
                ledger.statement(
                    payload, by: ledger.officer, .administrator, sitting: sitting, candidate: candidate),
                by: ledger.officer)
        }
        func candidate(_ payload: Payload) -> String {
            ledger.line(ledger.statement(payload, by: ledger.candidate, .candidate), by: ledger.candidate)
        }
        return [
            candidate(.loginFaceAttempted(LoginFaceAttempted(attemptNo: 1))),
            officer(
                .examPolicySet(ExamPolicySet(params: parameters, policyHash: hash)), sitting: nil),
            officer(
                .sittingScheduled(
                    SittingScheduled(
                        startAt: AnsweringTests.start.milliseconds, durationMs: 600_000, postGroup: "g", paperID: "p",
                        rooms: ["r"], policyHash: hash))),
            candidate(.loginFaceAttempted(LoginFaceAttempted(attemptNo: 2))),
            officer(.candidateRegistered(CandidateRegistered(roomID: "r")), candidate: "c-01"),
            candidate(.loginFaceAttempted(LoginFaceAttempted(attemptNo: 3))),
            candidate(.drawRequested(DrawRequested())),
            candidate(.entryRequested(EntryRequested(displayCount: 1, virtualDisplay: false))),
            candidate(.homeReturned(HomeReturned(pendingBytes: 5))),
            candidate(.evidenceUploadConfirmed(EvidenceUploadConfirmed(shownStatus: .uploaded))),
            ledger.line(ledger.opened(), by: ledger.phone),
        ]
    }

    private func said(_ outcomes: [LineOutcome]) -> [String] {
        outcomes.map { outcome in
            outcome.unanswered == nil
                ? outcome.said.map(\.saying.payload.type.rawValue).joined(separator: " ") : "unanswered"
        }
    }

    private static let expected = [
        "login.refused", "", "", "login.refused login.refused", "", "login.refused", "draw.request.refused",
        "entry.refused",
        "home.return.refused", "evidence.confirm.refused", "",
    ]

    @Test("records its answers behind the requests, in the transaction that takes them in")
    func answers() throws {
        let ledger = try FreshLedger()
        try ledger.answer(with: Conductor())
        let outcomes = try ledger.ingest(requests(ledger))
        #expect(said(outcomes) == AnsweringTests.expected)
        for outcome in outcomes {
            guard case .appended(let receipt) = outcome.answer else { throw FreshLedger.Unexpected(outcome) }
            for (distance, said) in outcome.said.enumerated() {
                let event = try require(ledger.store.event(at: receipt.index + UInt64(distance) + 1))
                #expect(event.id == said.receipt.id)
                #expect(event.payload == said.saying.payload)
                #expect(event.statement.cause == receipt.id)
                #expect(event.keyID == ledger.platform.publicKey.id)
                #expect(event.statement.actor.role == .platform)
            }
        }
        let report = try ledger.store.verify()
        #expect(report.problems.isEmpty)
    }

    @Test("arrives at the same root however the lines are cut, and by a conductor that starts in between")
    func splits() throws {
        let first = try FreshLedger()
        let lines = try requests(first)
        try first.answer(with: Conductor())
        try first.ingest(lines)
        for cut in [1, 3] {
            let second = try FreshLedger(like: first)
            for start in stride(from: 0, to: lines.count, by: cut) {
                try second.answer(with: Conductor())
                try second.ingest(Array(lines[start..<min(lines.count, start + cut)]))
            }
            #expect(try second.store.frontier().root == first.store.frontier().root)
        }
    }

    @Test("answers the same bytes once, and says nothing where nobody answers")
    func once() throws {
        let silent = try FreshLedger()
        let lines = try requests(silent)
        #expect(try silent.ingest(lines).allSatisfy { $0.said.isEmpty && $0.unanswered == nil })
        #expect(try silent.store.size() == 5 + UInt64(lines.count))
        let ledger = try FreshLedger(like: silent)
        try ledger.answer(with: Conductor())
        try ledger.ingest(lines)
        let size = try ledger.store.size()
        #expect(try ledger.ingest(lines).allSatisfy { $0.said.isEmpty })
        #expect(try ledger.store.size() == size)
    }

    @Test("runs its timers once, at the machine's time")
    func ticks() throws {
        let ledger = try FreshLedger()
        try ledger.answer(with: Conductor())
        try ledger.ingest(requests(ledger))
        let writer = try require(ledger.writer)
        let streams = [
            StreamName.sitting(exam: "e", sitting: "1"), .candidate(exam: "e", sitting: "1", candidate: "c-01"),
        ]
        let opens = AnsweringTests.start + -900_000
        #expect(try writer.tick(streams, at: opens + -1).isEmpty)
        let said = try writer.tick(streams, at: opens)
        #expect(
            said.map(\.saying.payload) == [.loginWindowOpened(LoginWindowOpened(atMs: opens.milliseconds))])
        #expect(try ledger.store.event(at: said[0].receipt.index)?.receivedAt == opens)
        #expect(try writer.tick(streams, at: opens + 5).isEmpty)
        let late = try writer.tick(streams, at: AnsweringTests.start + 99_000)
        #expect(late.map(\.saying.payload.type) == [.countdownEnded, .examStarted, .loginWindowClosed])
    }
}
