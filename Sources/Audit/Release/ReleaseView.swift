import Exam
import Primitives

/// The releases of an exam as rules see them: what is proposed, for whom, and what stands against it.
///
/// Built when everything else has been judged, because a release rests on the findings.
public struct ReleaseView: Sendable {
    /// The exam and its sittings.
    public let exam: ExamView
    /// The exam's own stream, indexed.
    let events: EventIndex
    /// The proposals that stand, in the order of the log.
    let proposals: [Proposal]
    private let approvals: Approvals
    private let positions: [EventID: UInt64]

    /// The releases of an exam.
    ///
    /// - Parameters:
    ///   - exam: the exam and its sittings.
    ///   - candidates: every candidate of it, in any order.
    ///   - findings: what was found of the sittings, the exam and the ledger.
    ///   - positions: where the events stand that its stream names.
    init(
        _ exam: ExamView, _ candidates: [CandidateStanding], _ findings: [Finding], positions: [EventID: UInt64]
    ) {
        self.exam = exam
        self.positions = positions
        events = exam.sittings.first?.exam ?? EventIndex([])
        approvals = Approvals(events.events)
        let ordered = candidates.sorted { $0.stream.text.utf8.lexicographicallyPrecedes($1.stream.text.utf8) }
        let all = events.facts(.releaseProposed)
        let releases = events.facts(.scoreReleased)
        let given = events.facts(.releaseApproved)
        let outer = ReleaseView.failures(findings, exam, events, approvals)
        proposals = all.compactMap { fact in
            let release = releases.first { $0.data.proposal == fact.event.id && $0.event.index > fact.event.index }
            // A proposal that was never carried out gives way to a later one for the same sitting.
            let isReplaced = all.contains { later in
                later.event.index > fact.event.index
                    && later.data.sittings.contains { sitting in fact.data.sittings.contains { $0.isSame(as: sitting) }
                    }
            }
            guard release != nil || !isReplaced else { return nil }
            return Proposal(
                fact, release: release, approvals: given.filter { $0.data.proposal == fact.event.id },
                candidates: ordered, sittings: exam.sittings, outerFailures: outer)
        }
    }

    /// Where an event stands that the exam's stream names; `nil` where it is not in the prefix.
    func position(of id: EventID) -> UInt64? { positions[id] }

    /// The last `ledger.sealed` that a second officer approved.
    var seal: Fact<LedgerSealed>? {
        events.facts(.ledgerSealed).last { approvals.approval(of: $0.event) != nil }
    }

    /// The events that an exam's stream names by their ids and whose places the rules need.
    static func namedEvents(_ exam: EventIndex) -> [EventID] {
        exam.facts(.releaseApproved).map(\.data.atEvent) + exam.facts(.ledgerSealed).map(\.data.throughEvent)
    }

    /// What stands of the sittings, the exam and the ledger; the ledger's is settled in the exam's stream.
    private static func failures(
        _ findings: [Finding], _ exam: ExamView, _ events: EventIndex, _ approvals: Approvals
    ) -> [(stream: StreamName, failures: [OpenFailure])] {
        let own = findings.filter { $0.stream == .exam(exam.exam) || $0.stream == .ledger }
        var failures = [
            (StreamName.exam(exam.exam), OpenFailure.all(own, in: events) { approvals.approval(of: $0) != nil })
        ]
        for sitting in exam.sittings {
            let name = StreamName.sitting(exam: exam.exam, sitting: sitting.context.sitting)
            let found = findings.filter { $0.stream == name }
            failures.append(
                (name, OpenFailure.all(found, in: sitting.sitting) { sitting.approvals.approval(of: $0) != nil }))
        }
        return failures
    }
}

/// A `release.proposed` with what became of it, and those whom it would release.
struct Proposal: Sendable {
    /// The proposal.
    let event: RecordedEvent
    /// The release that carried it out.
    let release: Fact<ScoreReleased>?
    /// The `release.approved` that name it.
    let approvals: [Fact<ReleaseApproved>]
    /// The candidates whom it releases: those of its sittings that nothing withholds.
    let cohort: [CandidateStanding]
    /// What stands against its sittings, the exam and the ledger.
    let outerFailures: [OpenFailure]
    /// Its sittings' surroundings.
    let sittings: [Surroundings]
    /// Events of its sittings and the exam that change what is released, candidates' own aside.
    private let outerChanges: [Citation]

    init(
        _ fact: Fact<ReleaseProposed>, release: Fact<ScoreReleased>?, approvals: [Fact<ReleaseApproved>],
        candidates: [CandidateStanding], sittings: [Surroundings],
        outerFailures: [(stream: StreamName, failures: [OpenFailure])]
    ) {
        event = fact.event
        self.release = release
        self.approvals = approvals
        let names = Set(fact.data.sittings.map { TextKey($0) })
        let withheld = Set((fact.data.withheld + (release?.data.withheld ?? [])).map { TextKey($0) })
        func isWithheld(_ candidate: CandidateStanding) -> Bool {
            withheld.contains(TextKey(candidate.candidate))
                || candidate.withholdings.contains { withholding in
                    withholding.event.index < release?.event.index ?? .max
                        && (withholding.proposal.map { $0 == fact.event.id } ?? true)
                }
        }
        let own = candidates.filter { names.contains(TextKey($0.sitting)) }
        cohort = own.filter { !isWithheld($0) }
        self.sittings = sittings.filter { names.contains(TextKey($0.context.sitting)) }
        self.outerFailures = outerFailures.filter { stream, _ in
            guard case .sitting(_, let sitting) = stream else { return true }
            return names.contains(TextKey(sitting))
        }.flatMap(\.failures)
        let othersScores = Set(own.filter(isWithheld).flatMap(\.scores).map(\.index))
        let findings: [EventType] = [.findingRaised, .findingWaived, .findingResolved]
        outerChanges =
            (sittings.first.map { exam in findings.flatMap { exam.exam.all($0) } } ?? []).map(Citation.init)
            + self.sittings.flatMap { sitting in
                (findings.flatMap { sitting.sitting.all($0) } + sitting.sitting.all(.scoreRecorded))
                    .filter { !othersScores.contains($0.index) }.map(Citation.init)
            }
    }

    /// The finding, dispute, decision and score events of those released that stand in a range of the log.
    func changes(after index: UInt64, before end: UInt64 = .max) -> [Citation] {
        (outerChanges + cohort.flatMap(\.changes)).filter { $0.index > index && $0.index < end }
    }
}
