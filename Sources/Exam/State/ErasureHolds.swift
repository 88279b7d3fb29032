public import Primitives

/// What a candidate's stream holds against the destruction of the key of their personal values.
///
/// Folded like the state. What an audit finds open comes on top of it where two officers ask.
public struct ErasureHolds: Hashable, Sendable {
    /// Something that stands against it.
    public struct Hold: Hashable, Sendable {
        /// The event.
        public let mark: EventMark
        /// What it is.
        public let phrase: Phrase

        init(_ mark: EventMark, _ en: String, _ zh: String) {
            self.mark = mark
            phrase = Phrase(en: en, zh: zh)
        }
    }

    /// A case that may end in a penalty.
    private struct Case: Hashable {
        /// The notice, or a statement without one, that no decision has followed.
        var open: EventMark?
        var isDecided = false
        /// The records of misconduct that its notices name.
        var records: [String] = []
    }

    /// A refusal for a legal hold that no request of an administrator has followed: that is the word that it ended.
    public private(set) var legalHold: EventMark?
    private var disputes = Register<EventMark>()
    private var reviews = Register<EventMark>()
    private var cases = Register<Case>()
    private var records = Register<EventMark>()
    private var kinds: Set<RetentionClass> = [.identity]

    /// The holds of a stream before its first event.
    public init() {}

    /// The holds that some events leave, in the order of the stream.
    public init(_ events: [RecordedEvent]) {
        for event in events { note(event) }
    }

    /// Takes the next event of the stream.
    public mutating func note(_ event: RecordedEvent) {
        let mark = EventMark(event)
        if !event.statement.personal.isEmpty { kinds.insert(RetentionClass(of: event.type)) }
        switch event.payload {
        case .erasureRefused(let data): if data.reason == .legalHold { legalHold = mark }
        case .erasureRequested: if event.statement.actor.role == .administrator { legalHold = nil }
        case .disputeFiled(let data): disputes[data.disputeID] = disputes[data.disputeID] ?? mark
        case .disputeDecided(let data): disputes[data.disputeID] = nil
        case .disputeWithdrawn(let data): disputes[data.disputeID] = nil
        case .misconductRecorded(let data): records[data.recordID] = mark
        case .reviewRequested(let data): reviews[data.caseID] = reviews[data.caseID] ?? mark
        case .penaltyNoticeServed(let data):
            change(data.caseID) {
                $0.open = mark
                if let record = data.recordID { $0.records.append(record) }
            }
        case .statementReceived(let data): change(data.caseID) { $0.open = $0.isDecided ? $0.open : $0.open ?? mark }
        case .decisionIssued(let data):
            reviews[data.caseID] = nil
            change(data.caseID) {
                $0.open = nil
                $0.isDecided = true
            }
        default: break
        }
    }

    private mutating func change(_ id: String, _ body: (inout Case) -> Void) {
        var changed = cases[id] ?? Case()
        body(&changed)
        cases[id] = changed
    }

    /// The first dispute that is neither decided nor withdrawn.
    public var dispute: Hold? {
        ErasureHolds.first(disputes).map { Hold($0, "a dispute is open", "有未决异议") }
    }

    /// The first review, case or record of misconduct that has no decision.
    public var review: Hold? {
        if let review = ErasureHolds.first(reviews) {
            return Hold(review, "a review is asked for and not decided", "已申请复核而未决定")
        }
        if let open = cases.entries.compactMap(\.value.open).min(by: { $0.index < $1.index }) {
            return Hold(open, "a case has no decision", "有案件尚无决定")
        }
        var undecided = records
        for decided in cases.entries where decided.value.isDecided {
            for record in decided.value.records { undecided[record] = nil }
        }
        return ErasureHolds.first(undecided).map {
            Hold($0, "a record of misconduct has led to no decision", "有违纪记录尚无处理决定")
        }
    }

    /// T + D' and the longest time of all kinds of values that the stream commits to; who somebody is, at least.
    public func retentionEnd(start: Instant?, duration: Int64?, _ parameters: Parameters?) -> Instant? {
        guard let start, let duration, let parameters else { return nil }
        let days = kinds.map { $0.days(parameters) }.max() ?? 0
        return start + Milliseconds.sum(duration, Milliseconds.days(days))
    }

    private static func first(_ marks: Register<EventMark>) -> EventMark? {
        marks.entries.map(\.value).min { $0.index < $1.index }
    }
}
