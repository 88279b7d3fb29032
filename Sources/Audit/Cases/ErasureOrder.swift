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

    private let holds: ErasureHolds
    private let openFailure: OpenFailure?

    /// The order that a candidate's history leaves.
    ///
    /// - Parameter findings: what an audit finds of the session now.
    public init(_ history: SessionHistory, findings: [Finding]) {
        let events = EventIndex(history.events)
        let times = SessionTimes(history, clock: DeviceClock(history.events))
        holds = ErasureHolds(history.events)
        retentionEnd = holds.retentionEnd(
            start: times.start, duration: times.duration, history.context.parameters)
        recorded = events.first(.erasureKeyDestroyed)
        let own = Approvals(history.events)
        func isApproved(_ act: RecordedEvent) -> Bool {
            (own.approval(of: act) ?? history.context.approvals.approval(of: act)) != nil
        }
        self.isApproved = recorded.map(isApproved) ?? false
        let answers = events.all(.erasureRefused, .erasureKeyDestroyed)
        let requests = events.all(.erasureRequested)
        request = requests.last.flatMap { last in answers.contains { $0.index > last.index } ? nil : last }
        openFailure = OpenFailure.all(findings, in: events, isApproved: isApproved).first
    }

    /// Why the key may not be destroyed at a moment; `nil` where nothing stands against it.
    public func hold(at now: Instant) -> Hold? {
        if let legalHold = holds.legalHold {
            return Hold(
                reason: .legalHold,
                phrase: Phrase(
                    en: "a legal hold is recorded, as #\(legalHold.index), and no request of an administrator since",
                    zh: "已记录依法保全，见 #\(legalHold.index)，此后没有管理员的新申请"))
        }
        if let dispute = holds.dispute { return Hold(.dispute, dispute) }
        if let review = holds.review { return Hold(.review, review) }
        if let openFailure {
            return Hold(
                reason: .review,
                phrase: Phrase(
                    en: "a finding is not adjudicated: \(openFailure.rule)", zh: "有审计发现未裁定：\(openFailure.rule)"))
        }
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
}

extension ErasureOrder.Hold {
    fileprivate init(_ reason: ErasureRefused.Reason, _ hold: ErasureHolds.Hold) {
        self.init(
            reason: reason,
            phrase: Phrase(
                en: "\(hold.phrase.en) (#\(hold.mark.index))", zh: "\(hold.phrase.zh)（#\(hold.mark.index)）"))
    }
}
