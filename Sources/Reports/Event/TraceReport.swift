public import Exam
public import Primitives

/// What led to an event and what followed from it.
public struct TraceReport: Sendable {
    /// An event that followed, and how many steps away.
    public struct Effect: Sendable {
        /// The event.
        public let event: RecordedEvent
        /// The number of steps from the traced event, from 1.
        public let depth: Int

        /// An event at a distance.
        public init(event: RecordedEvent, depth: Int) {
            self.event = event
            self.depth = depth
        }
    }

    /// What led to it, the first cause first.
    public let causes: [RecordedEvent]
    /// The event.
    public let event: RecordedEvent
    /// What followed, each after its own cause.
    public let effects: [Effect]

    /// A trace of an event.
    public init(causes: [RecordedEvent], event: RecordedEvent, effects: [Effect]) {
        self.causes = causes
        self.event = event
        self.effects = effects
    }

    /// The trace as an indented list.
    public func lines(_ language: Language, instant: (Instant) -> String) -> [String] {
        func line(_ event: RecordedEvent, _ depth: Int) -> String {
            let values = PayloadText.values(of: event, instant: instant).joined(separator: " ")
            let indent = String(repeating: "  ", count: depth + 1)
            return "\(indent)#\(event.index) \(instant(event.receivedAt)) \(event.type.title[language])"
                + " (\(event.type.rawValue))" + (values.isEmpty ? "" : "  \(values)")
        }
        var lines = [Words.causes[language]]
        lines += causes.isEmpty ? ["  \(Words.none[language])"] : causes.map { line($0, 0) }
        lines.append(Words.thisEvent[language])
        lines.append(line(event, 0))
        lines.append(Words.effects[language])
        lines += effects.isEmpty ? ["  \(Words.none[language])"] : effects.map { line($0.event, $0.depth - 1) }
        return lines
    }

    /// The trace for programs.
    public var json: JSONValue {
        .members([
            "schema": "examledger-trace/1",
            "causes": .array(causes.map { EventReport($0).json }),
            "event": EventReport(event).json,
            "effects": .array(
                effects.map {
                    .members(["depth": .number($0.depth), "event": EventReport($0.event).json])
                }),
        ])
    }
}
