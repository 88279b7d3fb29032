import Exam
public import Primitives

/// One picture of a session that is gone through step by step: what came before a place, that place, and the state
/// that the session had then.
public struct TimelineFrame: Sendable {
    private let items: [Timeline.Item]
    /// The places at which one can stop: whatever has a moment.
    private let stops: [Int]
    /// The main state after each item.
    private let states: [MainState]

    /// The pictures of a timeline, or of some of its items in a row.
    public init(_ timeline: Timeline, items: [Timeline.Item]? = nil) {
        let items = items ?? timeline.items
        self.items = items
        stops = items.indices.filter { items[$0].moment != nil }
        let first = items.lazy.compactMap(\.lastIndex).first ?? 0
        var state: MainState =
            timeline.items.lazy.filter { ($0.lastIndex ?? 0) < first }.compactMap(\.state).last ?? .rostered
        states = items.map { item in
            state = item.state ?? state
            return state
        }
    }

    /// How many steps there are.
    public var count: Int { stops.count }

    /// The picture at a step, from 0, in so many rows: the items up to it, and a line about the state.
    ///
    /// - Returns: As many rows or fewer; the marked row is the step itself.
    public func rows(
        at step: Int, height: Int, _ language: Language, instant: (Instant) -> String
    ) -> (rows: [String], marked: Int) {
        guard stops.indices.contains(step) else { return ([], 0) }
        let place = stops[step]
        let room = max(1, height - 2)
        var rows: [String] = []
        for item in items[...place].reversed() {
            rows.insert(contentsOf: item.lines(language, instant: instant), at: 0)
            if rows.count >= room { break }
        }
        rows = Array(rows.suffix(room))
        let keys = Phrase(en: "← → step by step, Home, End, q ends", zh: "← → 逐步，Home、End，q 结束")
        return (rows + [keys[language], status(at: step, place, language, instant: instant)], rows.count - 1)
    }

    private func status(
        at step: Int, _ place: Int, _ language: Language, instant: (Instant) -> String
    ) -> String {
        let moment = items[place].moment.map(instant) ?? ""
        let state = "\(states[place].title[language]) (\(states[place].rawValue))"
        return "\(step + 1)/\(stops.count)  \(moment)  \(Words.state[language]): \(state)"
    }
}

extension Timeline.Item {
    /// The main state that the item led to; `nil` where it led to none.
    fileprivate var state: MainState? {
        switch self {
        case .change(let decision): decision.state
        case .event(let line): line.state
        case .phase, .run, .gap: nil
        }
    }
}
