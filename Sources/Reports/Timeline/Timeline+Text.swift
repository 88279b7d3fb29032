import Exam
public import Primitives

extension Timeline.Item {
    /// The moment of the item on the ledger's clock; `nil` for a heading.
    public var moment: Instant? {
        switch self {
        case .phase: nil
        case .change(let decision): decision.since
        case .event(let line): line.event.receivedAt
        case .run(let run): run.events.first?.receivedAt
        case .gap(let gap): gap.from
        }
    }

    /// The last entry of the log that the item shows.
    public var lastIndex: UInt64? {
        switch self {
        case .phase, .gap: nil
        case .change(let decision): decision.event?.index
        case .event(let line): line.event.index
        case .run(let run): run.events.last?.index
        }
    }

    /// The item for people, one line or, for a heading, an empty line before it.
    public func lines(_ language: Language, instant: (Instant) -> String) -> [String] {
        switch self {
        case .phase(let phase): return ["", "== \(phase.title[language]) =="]
        case .change(let decision):
            let moment = decision.since.map(instant) ?? ""
            let how = decision.event.map { "#\($0.index)" } ?? Words.byTheClock[language]
            return ["\(moment)  → \(decision.state.name[language]) (\(decision.reason[language]); \(how))"]
        case .event(let line): return [line.text(language, instant: instant)]
        case .run(let run): return [run.text(language, instant: instant)]
        case .gap(let gap):
            let span = DurationText.phrase(gap.milliseconds)
            let phrase = Phrase(en: "no event recorded for \(span.en)", zh: "\(span.zh)内没有任何事件记录")
            return ["  ┈┈ \(phrase[language]) ┈┈"]
        }
    }
}

extension MainState {
    /// The state in one word: as programs know it, or in Chinese.
    fileprivate var name: Phrase { Phrase(en: rawValue, zh: title.zh) }
}

extension Timeline.Line {
    func text(_ language: Language, instant: (Instant) -> String) -> String {
        var text = "\(instant(event.receivedAt))  #\(event.index)  "
        if isRefusal { text += "✗ \(Words.refused[language]): " }
        if isIncident { text += "! " }
        text += event.type.title[language]
        if let reason = RefusalText.phrase(event.payload) {
            text += language == .en ? " (\(reason.en))" : "（\(reason.zh)）"
        }
        let values = PayloadText.values(of: event, instant: instant)
        if !values.isEmpty { text += "  " + values.joined(separator: " ") }
        if !event.statement.personal.isEmpty {
            let names = event.statement.personal.map(\.name).joined(separator: " ")
            text += "  [\(names): \(Words.committed[language])]"
        }
        if let deviceTime { text += "  [\(Words.device[language]) \(instant(deviceTime))]" }
        if let state { text += "  → \(state.name[language])" }
        return text
    }
}

extension Timeline.Run {
    func text(_ language: Language, instant: (Instant) -> String) -> String {
        guard let first = events.first, let last = events.last else { return "" }
        let counts = counts.map { "\($0.type.title[language]) ×\($0.count)" }
            .joined(separator: language == .en ? ", " : "、")
        let range = first.index == last.index ? "#\(first.index)" : "#\(first.index)–#\(last.index)"
        let until = first.index == last.index ? "" : " – \(instant(last.receivedAt))"
        return "\(instant(first.receivedAt))\(until)  \(range)  · \(counts)"
    }
}

extension Timeline {
    /// The whole timeline for people, and where the session stood at the end of it.
    public func lines(_ language: Language, instant: (Instant) -> String) -> [String] {
        var lines = items.flatMap { $0.lines(language, instant: instant) }
        if lines.first == "" { lines.removeFirst() }
        return lines + helpLines(language, instant: instant) + [""]
            + SessionReport(standing).lines(language, instant: instant)
    }

    /// The help threads for people, under a heading; nothing where there is none.
    ///
    /// - Parameters:
    ///   - language: in which language.
    ///   - bodies: the texts of messages that the reader may see, by the event that sent them.
    ///   - instant: how a moment is written.
    public func helpLines(
        _ language: Language, bodies: [EventID: HelpBody] = [:], instant: (Instant) -> String
    ) -> [String] {
        guard !help.isEmpty else { return [] }
        return ["", "== \(Words.helpThreads[language]) =="]
            + help.flatMap { $0.lines(language, bodies: bodies, instant: instant) }
    }

    /// The items around an entry: so many before and after the one that shows it, with the heading above them.
    public func items(around index: UInt64, count: Int = 10) -> [Item] {
        guard let place = items.firstIndex(where: { ($0.lastIndex ?? 0) >= index && $0.lastIndex != nil }) else {
            return []
        }
        let start = max(0, place - count)
        let heading = items[..<start].last { if case .phase = $0 { true } else { false } }
        return (heading.map { [$0] } ?? []) + items[start..<min(items.count, place + count + 1)]
    }
}
