public import Exam
public import Primitives

/// One event for people and for programs: a line of the log, or all that is known of it.
public struct EventReport: Sendable {
    /// The event.
    public let event: RecordedEvent

    /// A report of an event.
    public init(_ event: RecordedEvent) {
        self.event = event
    }

    /// A line of `log --format ndjson` (cli.md, Output shapes).
    public var json: JSONValue {
        let statement = event.statement
        return .members([
            "index": .number(event.index),
            "stream": .string(statement.stream.text),
            "position": .number(event.position),
            "received_at": .integer(event.receivedAt.milliseconds),
            "at": .integer(statement.at.milliseconds),
            "type": .string(event.type.rawValue),
            "id": .string(event.id.text),
            "candidate": statement.candidate.map { .string($0) },
            "actor": .members([
                "role": .string(statement.actor.role.rawValue), "id": .string(statement.actor.id),
            ]),
            "key_id": .string(event.keyID.hex),
        ])
    }

    /// The document of `show --format json`: a line of the log, and the statement itself.
    public var fullJSON: JSONValue {
        guard case .object(let members) = json else { return json }
        return .object(
            [JSONValue.Member("schema", "examledger-event/1")] + members
                + [JSONValue.Member("statement", event.statement.json)])
    }

    /// The cells of a row of the log, under `headings`.
    public func row(_ language: Language, instant: (Instant) -> String) -> [String] {
        [
            "#\(event.index)", instant(event.receivedAt), event.statement.candidate ?? event.statement.sitting ?? "",
            event.type.rawValue, event.type.title[language],
            PayloadText.values(of: event, instant: instant).joined(separator: " "),
        ]
    }

    /// The headings of the log's rows.
    public static func headings(_ language: Language) -> [String] {
        [
            Words.index[language], Words.ledgerTime[language], Words.candidate[language],
            Phrase(en: "type", zh: "类型")[language], Phrase(en: "title", zh: "名称")[language],
            Words.values[language],
        ]
    }

    /// All that is known of the event, a line each.
    public func lines(_ language: Language, instant: (Instant) -> String) -> [String] {
        let statement = event.statement
        var facts: [(Words, String)] = [
            (.index, "#\(event.index)"), (.identifier, event.id.text),
            (.stream, statement.stream.text), (.position, String(event.position)),
            (.ledgerTime, instant(event.receivedAt)), (.deviceTime, instant(statement.at)),
            (.actor, "\(statement.actor.role.title[language]) \(statement.actor.id)"),
        ]
        if let device = statement.device { facts.append((.device, device)) }
        facts.append((.signer, event.keyID.hex))
        if let cause = statement.cause { facts.append((.cause, cause.text)) }
        var lines = ["\(event.type.title[language]) (\(event.type.rawValue))"]
        lines += facts.map { "  \($0.0[language]): \($0.1)" }
        let values = PayloadText.values(of: event, inFull: true, instant: instant)
        if !values.isEmpty { lines.append("  \(Words.values[language]):") }
        lines += values.map { "    \($0)" }
        if !statement.personal.isEmpty {
            let names = statement.personal.map(\.name).joined(separator: ", ")
            lines.append("  \(Words.commitments[language]): \(names)")
        }
        return lines
    }
}
