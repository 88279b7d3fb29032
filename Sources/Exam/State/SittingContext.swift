public import Primitives

/// What surrounds a candidate's stream: the exam's, the sitting's and the trust stream, up to one position.
///
/// A value of one prefix of the log: the same prefix gives the same context.
public struct SittingContext: Sendable {
    /// The exam's id.
    public let exam: String
    /// The sitting's id.
    public let sitting: String
    /// The events of the exam's stream.
    public let examEvents: [RecordedEvent]
    /// The events of the sitting's stream.
    public let sittingEvents: [RecordedEvent]
    /// The events of the trust stream: keys of staff, steps of the ledger's clock.
    public let trustEvents: [RecordedEvent]
    /// The index of the first `login.*.succeeded` of the exam, before which the policy has to stand.
    public let firstLogin: UInt64?
    /// The `received_at` of the last entry of the prefix.
    public let now: Instant
    /// The `time.extension.granted` for the whole sitting, with the milliseconds that each adds.
    let extensions: [(act: RecordedEvent, addedMs: Int64)]
    /// Second signatures in the sitting's and in the exam's stream.
    public let approvals: Approvals
    /// The schedule and the parameters in force.
    public let terms: SittingTerms

    /// The context that these streams make.
    public init(
        exam: String, sitting: String, examEvents: [RecordedEvent], sittingEvents: [RecordedEvent],
        trustEvents: [RecordedEvent], firstLogin: UInt64?, now: Instant
    ) {
        self.exam = exam
        self.sitting = sitting
        self.examEvents = examEvents
        self.sittingEvents = sittingEvents
        self.trustEvents = trustEvents
        self.firstLogin = firstLogin
        self.now = now
        extensions = sittingEvents.compactMap { event in
            if case .timeExtensionGranted(let data) = event.payload { (event, data.addedMs) } else { nil }
        }
        approvals = Approvals(sittingEvents, examEvents)
        let schedules = sittingEvents.compactMap { event in
            if case .sittingScheduled(let data) = event.payload { (event.index, data) } else { nil }
        }
        let policies = examEvents.compactMap { event in
            if case .examPolicySet(let data) = event.payload { (event.index, data) } else { nil }
        }
        terms = SittingTerms(
            schedule: SittingTerms.inForce(schedules, before: firstLogin) { $0.0 }?.1,
            policy: SittingTerms.inForce(policies, before: firstLogin) { $0.0 }?.1.params)
    }

    /// T and D.
    public var schedule: SittingScheduled? { terms.schedule }

    /// The parameters in force (rules.json, terms).
    public var parameters: Parameters? { terms.parameters }

    /// T: the moment the exam starts.
    public var start: Instant? { schedule.map { Instant(milliseconds: $0.startAt) } }

    /// The zone in which the exam's times are printed.
    public var timeZone: String? {
        examEvents.reversed().lazy.compactMap { event in
            if case .examDefined(let data) = event.payload { data.tz } else { nil }
        }.first
    }
}
