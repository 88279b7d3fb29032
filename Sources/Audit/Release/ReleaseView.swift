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
    ///   - supposed: what is not in the exam's stream yet, in its order.
    ///   - only: the proposal to look at; all that stand without it.
    init(
        _ exam: ExamView, _ candidates: [CandidateStanding], _ findings: [Finding], positions: [EventID: UInt64],
        supposing supposed: [RecordedEvent] = [], only: EventID? = nil
    ) {
        self.exam = exam
        self.positions = positions
        let all = EventIndex((exam.sittings.first?.exam.events ?? []) + supposed)
        approvals = Approvals(all.events)
        let ordered = candidates.sorted { $0.stream.text.utf8.lexicographicallyPrecedes($1.stream.text.utf8) }
        let (releases, given) = (all.facts(.scoreReleased), all.facts(.releaseApproved))
        let outer = ReleaseView.failures(findings, exam, all, approvals)
        proposals = ReleaseView.standing(all, supposing: supposed).filter { only == nil || $0.event.id == only }.map {
            fact in
            Proposal(
                fact, releases: releases, approvals: given.filter { $0.data.proposal == fact.event.id },
                candidates: ordered, sittings: exam.sittings, outerFailures: outer)
        }
        events =
            only.map { only in
                EventIndex(
                    all.events.filter { event in
                        if case .scoreReleased(let data) = event.payload { data.proposal == only } else { true }
                    })
            } ?? all
    }

    /// The proposals that were carried out or may still be: one that was not gives way to a later one for the same
    /// sitting, and no supposed release brings it back.
    static func standing(
        _ events: EventIndex, supposing supposed: [RecordedEvent] = []
    ) -> [Fact<ReleaseProposed>] {
        let all = events.facts(.releaseProposed)
        let releases = events.facts(.scoreReleased).filter { release in
            !supposed.contains { $0.id == release.event.id }
        }
        return all.filter { fact in
            Proposal.release(of: fact, among: releases) != nil
                || !all.contains { later in
                    later.event.index > fact.event.index
                        && later.data.sittings.contains { sitting in
                            fact.data.sittings.contains { $0.isSame(as: sitting) }
                        }
                }
        }
    }

    /// Where an event stands that the exam's stream names; `nil` where it is not in the prefix.
    func position(of id: EventID) -> UInt64? { positions[id] }

    /// The last `ledger.sealed` that a second officer had approved at a position in the log.
    func seal(before index: UInt64) -> Fact<LedgerSealed>? {
        events.facts(.ledgerSealed).last { seal in
            approvals.approval(of: seal.event).map { $0.index < index } ?? false
        }
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
