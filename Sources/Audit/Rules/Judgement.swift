public import Exam
public import Primitives

/// What one rule says of one session, sitting, exam or ledger.
///
/// A judgement speaks of what is recorded: an event that is absent was not recorded, which is not to say that
/// nothing happened.
public struct Judgement: Hashable, Sendable {
    /// How many events a judgement cites at most; `values` then says how many there were.
    public static let citationLimit = 20

    /// The outcome.
    public let outcome: Outcome
    /// The severity of a failure where it differs from the rule's own.
    public let severity: Severity?
    /// The events it rests on, in the order of the log.
    public let events: [Citation]
    /// The position of the last event it rests on, cited or not; `nil` where it rests on none.
    let lastIndex: UInt64?
    /// The numbers and texts it was computed from.
    public let values: [JSONValue.Member]
    /// What was found, in a sentence.
    public let message: Phrase

    private init(
        _ outcome: Outcome, severity: Severity? = nil, events: [Citation] = [], values: [JSONValue.Member] = [],
        message: Phrase
    ) {
        self.outcome = outcome
        self.severity = severity
        let ordered = events.sorted { $0.index < $1.index }
        self.events = Array(ordered.prefix(Judgement.citationLimit))
        lastIndex = ordered.last?.index
        let isCut = ordered.count > Judgement.citationLimit
        self.values = isCut ? values + [JSONValue.Member("cited_of", .number(ordered.count))] : values
        self.message = message
    }

    /// The events satisfy the rule.
    public static let pass = Judgement(
        .pass, message: Phrase(en: "the recorded events satisfy the rule", zh: "所记录的事件符合该规则"))

    /// The rule is about something that is not recorded here.
    public static let notApplicable = Judgement(
        .notApplicable, message: Phrase(en: "nothing that the rule is about is recorded", zh: "没有记录该规则所涉及的事项"))

    /// The rule is about sessions that entered the exam.
    public static let notEntered = Judgement(
        .notApplicable, message: Phrase(en: "no entry.granted is recorded", zh: "没有记录 entry.granted"))

    /// The rule is about sessions that ended.
    public static let notFinished = Judgement(
        .notApplicable,
        message: Phrase(en: "the end of the session is not recorded", zh: "没有记录本场面谈的结束"))

    /// The rule speaks of a moment that the prefix has not reached.
    public static let notYet = Judgement(
        .notApplicable,
        message: Phrase(en: "the log does not reach the moment from which the rule applies", zh: "日志尚未到达该规则开始适用的时刻"))

    /// Too little is recorded to tell.
    public static func insufficient(_ message: Phrase, citing events: [RecordedEvent] = []) -> Judgement {
        Judgement(.insufficientEvidence, events: events.map(Citation.init), message: message)
    }

    /// The recorded events break the rule.
    public static func fail(
        _ message: Phrase, citing events: [RecordedEvent], values: KeyValuePairs<String, JSONValue> = [:],
        severity: Severity? = nil
    ) -> Judgement {
        fail(message, citing: events.map(Citation.init), values: values, severity: severity)
    }

    /// The recorded entries break the rule.
    public static func fail(
        _ message: Phrase, citing events: [Citation], values: KeyValuePairs<String, JSONValue> = [:],
        severity: Severity? = nil
    ) -> Judgement {
        Judgement(
            .fail, severity: severity, events: events, values: values.map { JSONValue.Member($0.key, $0.value) },
            message: message)
    }
}
