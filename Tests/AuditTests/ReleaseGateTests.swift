import Audit
import Exam
import Foundation
import Ledger
import Primitives
import Signing
import Simulation
import Testing
import Transparency

@Suite("The gate of a release")
struct ReleaseGateTests {
    /// Something that stands against a release that is otherwise in order, and by what it is named.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let demand: Blocker.Demand
        /// Whether it is about a candidate.
        var isOfCandidate = false
        var scores = ReleaseLedger.scores
        let bend: @Sendable (ReleaseLedger, EventID) throws -> Void

        init(
            _ description: String, _ demand: Blocker.Demand, ofCandidate: Bool = false,
            scores: [UInt8] = ReleaseLedger.scores, _ bend: @escaping @Sendable (ReleaseLedger, EventID) throws -> Void
        ) {
            testDescription = description
            self.demand = demand
            isOfCandidate = ofCandidate
            self.scores = scores
            self.bend = bend
        }
    }

    static let refusals = [
        Refusal("a changed byte in the score file", .scores, scores: changedScores) { _, _ in },
        Refusal("one byte more in the score file", .scores, scores: ReleaseLedger.scores + [0x0A]) { _, _ in },
        Refusal("a checkpoint that no witness signed", .witnesses) { ledger, _ in
            try ledger.checkpoint(witnessed: false)
        },
        Refusal("a checkpoint that is behind", .witnesses) { ledger, _ in
            try ledger.say(.exportIssued(ExportIssued(purpose: "p", fields: [], sha256: .zero)), by: "a-01")
        },
        Refusal("an open dispute", .rule("REL-05"), ofCandidate: true) { ledger, _ in
            try ledger.file(on: ledger.sessions[0])
            try ledger.checkpoint()
        },
        Refusal("a dispute that was opened and decided since the approvals", .rule("REL-01")) { ledger, _ in
            try ledger.file(on: ledger.sessions[0])
            try ledger.decide(on: ledger.sessions[0])
            try ledger.checkpoint()
        },
        Refusal("a decision that the seal does not cover", .rule("REL-07")) { ledger, _ in
            try ledger.issue(on: ledger.sessions[0])
            try ledger.checkpoint()
        },
        Refusal("a candidate whom somebody withheld since", .cohort) { ledger, proposal in
            try ledger.say(
                .releaseWithheld(ReleaseWithheld(reason: "r", proposal: proposal)), by: "a-03",
                in: ledger.sessions[0].stream)
            try ledger.checkpoint()
        },
        Refusal("a later proposal", .cohort) { ledger, _ in
            try ledger.say(.releaseProposed(ledger.draft().payload), by: "a-03")
            try ledger.checkpoint()
        },
    ]

    private static var changedScores: [UInt8] {
        var bytes = ReleaseLedger.scores
        bytes[12] ^= 1
        return bytes
    }

    @Test("opens where everything is in order, on a ledger with its own clock, and closes for", arguments: refusals)
    func closes(refusal: Refusal) throws {
        let ledger = try ReleaseLedger()
        let proposal = try ledger.ready()
        let policy = try ledger.policy()
        let open = try ledger.gate(of: proposal, policy)
        #expect(open.blockers == [])
        #expect(open.cohort == (try ledger.sessions.map(\.stream)))
        let fact = try ledger.proposal(proposal, in: ledger.basis())
        try refusal.bend(ledger, proposal)
        let gate = try ledger.basis().gate(
            of: fact, ledger.proof(policy), scores: ledger.scoreFile(refusal.scores)
        ) { ledger.statement(.scoreReleased($0), by: ledger.platform, role: .platform) }
        let found = gate.blockers.filter { $0.demand == refusal.demand }
        #expect(!found.isEmpty, "\(gate.blockers)")
        #expect(found.allSatisfy { ($0.candidate != nil) == refusal.isOfCandidate })
    }

    @Test("fails closed without a policy, and for another witness's key")
    func trust() throws {
        let ledger = try ReleaseLedger()
        let proposal = try ledger.ready()
        #expect(try ledger.gate(of: proposal, nil).blockers.map(\.demand).contains(.witnesses))
        let other = try SigningKey.generate(name: "witness.example/w1")
        let stranger = try VerificationKey(name: other.name, publicKey: other.publicKey, algorithm: .cosignature)
        let gate = try ledger.gate(of: proposal, ledger.policy(witness: stranger))
        #expect(gate.blockers.map(\.demand).contains(.witnesses))
        #expect(!gate.isOpen)
    }

    @Test("follows the log from an old key to the one that signed the head, under the authority that changed them")
    func rotated() throws {
        let ledger = try ReleaseLedger()
        let (next, stranger) = (
            try SigningKey.generate(name: ledger.simulation.origin),
            try SigningKey.generate(name: ledger.simulation.origin)
        )
        try ledger.rotate(to: next)
        let proposal = try ledger.ready(by: next)
        for policy in [try ledger.policy(), try ledger.policy(log: next)] {
            #expect(try ledger.gate(of: proposal, policy).blockers == [])
        }
        for policy in [try ledger.policy(log: stranger), try ledger.policy(authority: stranger)] {
            #expect(try ledger.gate(of: proposal, policy).blockers.map(\.demand).contains(.witnesses))
        }
        // The old key signs nothing that holds the entry of its end.
        try ledger.checkpoint(by: ledger.logKey)
        #expect(throws: LedgerError(.checkpointInvalid, Phrase(en: "", zh: ""))) {
            try ledger.gate(of: proposal, ledger.policy())
        }
    }

    @Test("takes two officers: one with two keys is one")
    func twoKeys() throws {
        let ledger = try ReleaseLedger()
        try ledger.seal()
        let second = try ledger.secondKey(of: "a-02")
        let proposal = try ledger.propose(ledger.draft())
        try ledger.approve(proposal, by: ledger.key("a-02"))
        let basis = try ledger.basis()
        let fact = try ledger.proposal(proposal, in: basis)
        #expect(basis.objection(toApproving: fact, by: "a-02", key: second.publicKey.id) != nil)
        #expect(try basis.objection(toApproving: fact, by: "a-04", key: ledger.key("a-04").publicKey.id) == nil)
        try ledger.approve(proposal, by: second)
        try ledger.checkpoint()
        #expect(try ledger.gate(of: proposal, ledger.policy()).blockers.map(\.demand) == [.rule("REL-06")])
        try ledger.approve(proposal, by: ledger.key("a-04"))
        try ledger.checkpoint()
        #expect(try ledger.gate(of: proposal, ledger.policy()).isOpen)
    }

    @Test("takes no officer who adjudicated one of those released")
    func adjudicator() throws {
        let ledger = try ReleaseLedger()
        try ledger.issue(on: ledger.sessions[0])
        try ledger.seal()
        let proposal = try ledger.propose(ledger.draft())
        let basis = try ledger.basis()
        let fact = try ledger.proposal(proposal, in: basis)
        #expect(try basis.objection(toApproving: fact, by: "a-03", key: ledger.key("a-03").publicKey.id) != nil)
        try ledger.approve(proposal, by: ledger.key("a-03"))
        try ledger.approve(proposal, by: ledger.key("a-04"))
        try ledger.checkpoint()
        #expect(try ledger.gate(of: proposal, ledger.policy()).blockers.map(\.demand) == [.rule("REL-06")])
    }

    @Test("refuses an approval for a position after which a dispute came and went")
    func olderPosition() throws {
        let ledger = try ReleaseLedger()
        try ledger.seal()
        let proposal = try ledger.propose(ledger.draft())
        let seen = try ledger.lastEvent()
        try ledger.file(on: ledger.sessions[1])
        try ledger.decide(on: ledger.sessions[1])
        let basis = try ledger.basis(naming: [seen])
        let fact = try ledger.proposal(proposal, in: basis)
        func gate(at position: EventID) throws -> Gate {
            let approval = try ledger.statement(
                .releaseApproved(
                    ReleaseApproved(proposal: proposal, atEvent: position, cohortRoot: fact.data.cohortRoot)),
                by: ledger.key("a-02"))
            return try basis.gate(
                of: fact,
                approvedBy: RecordedEvent(
                    supposing: approval, signedBy: ledger.key("a-02").publicKey.id, after: basis.prefix),
                ledger.proof()
            ) { ledger.statement(.scoreReleased($0), by: ledger.platform, role: .platform) }
        }
        #expect(try gate(at: seen).blockers.map(\.demand) == [.rule("REL-01")])
        #expect(try gate(at: ledger.lastEvent()).blockers == [])
    }

    @Test("is closed by a draw that does not hold, whatever an officer waives")
    func draw() throws {
        let ledger = try ReleaseLedger(faults: .named(["draw-proof-wrong"]))
        let sitting = try #require(ledger.sessions.first)
        try ledger.say(
            .findingResolved(FindingResolved(ruleID: "DRAW-05", reason: "r")), by: "a-03",
            in: .sitting(exam: sitting.exam, sitting: sitting.sitting))
        try ledger.seal()
        #expect(try ledger.draft(sittings: [sitting.sitting]).gate.blockers.map(\.demand).contains(.draw))
    }

    @Test("is closed before the exam is sealed, and names what is missing")
    func unsealed() throws {
        let ledger = try ReleaseLedger()
        #expect(try ledger.draft().gate.blockers.map(\.demand) == [.rule("REL-07")])
    }

    @Test("leaves out whoever has something of their own against them, and lets a later proposal release them")
    func withheld() throws {
        let ledger = try ReleaseLedger(candidates: 3)
        try ledger.seal()
        try ledger.file(on: ledger.sessions[1])
        let draft = try ledger.draft()
        #expect(draft.gate.isOpen)
        #expect(draft.payload.withheld == [try ledger.sessions[1].candidate])
        #expect(draft.blocked.map(\.candidate) == [try ledger.sessions[1].stream])
        #expect(
            draft.payload.cohortRoot == Cohort.root(of: try [ledger.sessions[0].stream, ledger.sessions[2].stream]))
        let proposal = try ledger.propose(draft)
        for officer in ["a-02", "a-04"] { try ledger.approve(proposal, by: ledger.key(officer)) }
        try ledger.checkpoint()
        let gate = try ledger.gate(of: proposal, ledger.policy())
        #expect(gate.blockers == [])
        try ledger.say(
            .scoreReleased(ScoreReleased(draft.payload, proposal: proposal, at: ledger.lastEvent())),
            by: ledger.platform, role: .platform)
        try ledger.decide(on: ledger.sessions[1])
        let later = try ledger.draft()
        #expect(later.gate.blockers == [])
        #expect(later.gate.cohort == [try ledger.sessions[1].stream])
        #expect(later.payload.withheld == [])
    }

    @Test("once it was lawful, a release stays so: what is filed or decided later is not held against it")
    func afterwards() throws {
        let ledger = try ReleaseLedger()
        let proposal = try ledger.ready()
        let fact = try ledger.proposal(proposal, in: ledger.basis())
        try ledger.say(
            .scoreReleased(ScoreReleased(fact.data, proposal: proposal, at: ledger.lastEvent())),
            by: ledger.platform, role: .platform)
        try ledger.file(on: ledger.sessions[0])
        try ledger.issue(on: ledger.sessions[1])
        let failed = try ledger.basis().result.failures(.blocking).map(\.rule)
        #expect(!failed.contains { $0.hasPrefix("REL-") }, "\(failed)")
    }
}

extension ReleaseLedger {
    func file(on session: SessionName) throws {
        try say(.disputeFiled(DisputeFiled(disputeID: "d-1", kind: "score")), by: "a-01", in: session.stream)
    }

    func decide(on session: SessionName) throws {
        try say(.disputeDecided(DisputeDecided(disputeID: "d-1", outcome: .rejected)), by: "a-03", in: session.stream)
    }

    /// A decision that imposes nothing.
    func issue(on session: SessionName) throws {
        try say(
            .decisionIssued(
                DecisionIssued(
                    caseID: "k-1", outcome: .none, basis: "b", ruleIDs: ["LOGIN-01"])), by: "a-03",
            in: session.stream)
    }
}
