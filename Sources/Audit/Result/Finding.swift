public import Exam
public import Primitives

/// A judgement at its place: the rule, the stream, the outcome and what it rests on.
public struct Finding: Hashable, Sendable {
    /// The stream that was judged.
    public let stream: StreamName
    /// The rule's id.
    public let rule: String
    /// The effective severity.
    public let severity: Severity
    /// What was found.
    public let judgement: Judgement

    /// A rule's judgement of a stream.
    public init(stream: StreamName, rule: Rule, judgement: Judgement) {
        self.stream = stream
        self.rule = rule.id
        self.severity = judgement.severity ?? rule.severity
        self.judgement = judgement
    }

    /// The outcome.
    public var outcome: Outcome { judgement.outcome }

    /// The candidate, where the stream is a candidate's.
    public var candidate: String? {
        if case .candidate(_, _, let candidate) = stream { candidate } else { nil }
    }

    /// The finding as the result of an audit gives it (formats.md §10).
    public var json: JSONValue {
        .members([
            "stream": .string(stream.text),
            "candidate": candidate.map { .string($0) },
            "rule": .string(rule),
            "severity": .string(severity.rawValue),
            "outcome": .string(outcome.rawValue),
            "events": .array(judgement.events.map(\.json)),
            "values": .object(judgement.values),
            "message": .phrase(judgement.message),
        ])
    }

    /// The order of formats.md §10: stream name, rule id, first cited index.
    static func precedes(_ left: Finding, _ right: Finding) -> Bool {
        if left.stream != right.stream {
            return left.stream.text.utf8.lexicographicallyPrecedes(right.stream.text.utf8)
        }
        if left.rule != right.rule { return left.rule.utf8.lexicographicallyPrecedes(right.rule.utf8) }
        return (left.judgement.events.first?.index ?? 0) < (right.judgement.events.first?.index ?? 0)
    }
}
