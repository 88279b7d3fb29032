public import Primitives

/// What an exam's own stream says that a candidate's standing depends on.
public struct ExamState: Hashable, Sendable {
    /// Parameters and where they were set.
    struct Policy: Hashable, Sendable {
        let index: UInt64
        let parameters: Parameters
    }

    /// The exam.
    public let exam: String
    /// The zone in which its times are printed.
    public private(set) var timeZone: String?
    /// The hash of the latest version of each published document.
    public private(set) var documents: [DocumentPublished.Doc: Digest] = [:]
    /// Every `exam.policy.set`.
    private(set) var policies: [Policy] = []
    /// The last `release.proposed`.
    public private(set) var proposal: EventMark?
    /// Whom the last `release.proposed` withholds.
    public private(set) var withheld: [String] = []
    /// The first `score.released` that names a sitting, by sitting.
    public private(set) var released = Register<EventMark>()
    /// Every `ledger.sealed`.
    private(set) var seals: [OfficerAct] = []
    /// Approvals in this stream.
    private(set) var approvals: [Approval] = []

    /// The state of an exam before the first event.
    public init(exam: String) {
        self.exam = exam
    }

    /// Takes the next event of the exam's stream.
    public mutating func apply(_ event: RecordedEvent) {
        let mark = EventMark(event)
        switch event.payload {
        case .examDefined(let data): timeZone = data.tz
        case .documentPublished(let data): documents[data.doc] = data.docHash
        case .examPolicySet(let data): policies.append(Policy(index: event.index, parameters: data.params))
        case .releaseProposed(let data):
            proposal = mark
            withheld = data.withheld
        case .scoreReleased(let data):
            for sitting in data.sittings where released[sitting] == nil { released[sitting] = mark }
        case .ledgerSealed: seals.append(OfficerAct(event))
        case .approvalRecorded(let data):
            if data.decision == .approve { approvals.append(Approval(event, subject: data.subject)) }
        default: break
        }
    }

    /// Whether a second officer has approved a seal of the exam.
    public var isSealed: Bool {
        seals.contains { seal in approvals.contains { $0.completes(seal) } }
    }

    /// The first approved seal recorded after an event; what is recorded after the seal it does not cover.
    public func seal(covering event: EventMark) -> EventMark? {
        seals.first { seal in
            seal.mark.index > event.index && approvals.contains { $0.completes(seal) }
        }?.mark
    }
}
