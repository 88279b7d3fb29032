public import Exam
public import Primitives

/// Whether the key of a candidate's personal values may be destroyed, by what the candidate's stream holds.
///
/// PRIV-02 finds afterwards what was done too early or alone; this says it before, and names what stands against it.
public struct ErasureOrder: Sendable {
    /// Something that stands against it.
    public struct Hold: Hashable, Sendable {
        /// The word for it in `erasure.refused`.
        public let reason: ErasureRefused.Reason
        /// What it is, and where it stands.
        public let phrase: Phrase

        /// A legal hold that an officer names.
        public static let legalHold = Hold(
            reason: .legalHold, phrase: Phrase(en: "a legal hold forbids it", zh: "依法保全，不得删除"))
    }

    /// When the last of the values may be erased; `nil` where no policy or no schedule says.
    public let retentionEnd: Instant?
    /// The `erasure.key.destroyed` of the stream; `nil` while there is none.
    public let recorded: RecordedEvent?
    /// Whether another officer has approved that act.
    public let isApproved: Bool
    /// The last `erasure.requested` that nothing has answered.
    public let request: RecordedEvent?

    private let dispute: RecordedEvent?
    private let review: Hold?
    private let legalHold: RecordedEvent?

    /// The order that a candidate's history leaves.
    ///
    /// - Parameter findings: what an audit finds of the session now.
    public init(_ history: SessionHistory, findings: [Finding]) {
        let events = EventIndex(history.events)
        retentionEnd = ErasureOrder.retentionEnd(of: history)
        recorded = events.first(.erasureKeyDestroyed)
        let own = Approvals(history.events)
        func isApproved(_ act: RecordedEvent) -> Bool {
            (own.approval(of: act) ?? history.context.approvals.approval(of: act)) != nil
        }
        self.isApproved = recorded.map(isApproved) ?? false
        let answers = events.all(.erasureRefused, .erasureKeyDestroyed)
        let requests = events.all(.erasureRequested)
        request = requests.last.flatMap { last in answers.contains { $0.index > last.index } ? nil : last }
        dispute = Disputes(history.events).open.first
        review = ErasureOrder.review(history, events, findings, isApproved)
        // A later request is the word of somebody that the hold has ended.
        legalHold = events.facts(.erasureRefused).last { $0.data.reason == .legalHold }.flatMap { hold in
            requests.contains { $0.index > hold.event.index } ? nil : hold.event
        }
    }

    /// Why the key may not be destroyed at a moment; `nil` where nothing stands against it.
    public func hold(at now: Instant) -> Hold? {
        if let legalHold {
            return Hold(
                reason: .legalHold,
                phrase: Phrase(
                    en: "a legal hold is recorded, as #\(legalHold.index), and no request since",
                    zh: "已记录依法保全，见 #\(legalHold.index)，此后没有新的申请"))
        }
        if let dispute {
            return Hold(
                reason: .dispute,
                phrase: Phrase(
                    en: "a dispute is open, filed as #\(dispute.index)", zh: "有未决异议，见 #\(dispute.index)"))
        }
        if let review { return review }
        guard let retentionEnd else {
            return Hold(
                reason: .retention,
                phrase: Phrase(
                    en: "no policy and schedule say when the retention time ends", zh: "没有规则与场次安排说明保存期何时期满"))
        }
        guard now < retentionEnd else { return nil }
        return Hold(
            reason: .retention,
            phrase: Phrase(
                en: "the retention time ends in \((retentionEnd - now) / 86_400_000) days",
                zh: "保存期还有 \((retentionEnd - now) / 86_400_000) 天期满"))
    }

    /// T + D' and the longest time of all kinds of values that the stream commits to; who somebody is, at least.
    private static func retentionEnd(of history: SessionHistory) -> Instant? {
        let times = SessionTimes(history, clock: DeviceClock(history.events))
        guard let start = times.start, let duration = times.duration, let parameters = history.context.parameters
        else { return nil }
        let kinds = history.events.filter { !$0.statement.personal.isEmpty }.map { RetentionClass(of: $0.type) }
        let days = ([.identity] + kinds).map { $0.days(parameters) }.max() ?? 0
        return start + Milliseconds.sum(duration, Milliseconds.days(days))
    }

    private static func review(
        _ history: SessionHistory, _ events: EventIndex, _ findings: [Finding],
        _ isApproved: (RecordedEvent) -> Bool
    ) -> Hold? {
        func hold(_ en: String, _ zh: String, _ event: RecordedEvent) -> Hold {
            Hold(reason: .review, phrase: Phrase(en: "\(en) (#\(event.index))", zh: "\(zh)（#\(event.index)）"))
        }
        let decisions = events.facts(.decisionIssued)
        for request in events.facts(.reviewRequested)
        where !decisions.contains(where: {
            $0.event.index > request.event.index && $0.data.caseID.isSame(as: request.data.caseID)
        }) {
            return hold("a review is asked for and not decided", "已申请复核而未决定", request.event)
        }
        let cases = PenaltyCase.all(in: history.events)
        if let open = cases.first(where: { $0.decided == nil }), let notice = open.notice ?? open.statements.first {
            return hold("a case has no decision", "有案件尚无决定", notice)
        }
        let decided = events.facts(.penaltyNoticeServed).filter { notice in
            decisions.contains { $0.data.caseID.isSame(as: notice.data.caseID) }
        }
        for record in events.facts(.misconductRecorded)
        where !decided.contains(where: { $0.data.recordID?.isSame(as: record.data.recordID) ?? false }) {
            return hold("a record of misconduct has led to no decision", "有违纪记录尚无处理决定", record.event)
        }
        let open = OpenFailure.all(findings, in: events, isApproved: isApproved)
        return open.first.map { failure in
            Hold(
                reason: .review,
                phrase: Phrase(
                    en: "a finding is not adjudicated: \(failure.rule)", zh: "有审计问题未裁定：\(failure.rule)"))
        }
    }
}
