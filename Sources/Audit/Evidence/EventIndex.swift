public import Exam

/// A stream's events with the places of each type, so that a rule never walks the whole stream.
public struct EventIndex: Sendable {
    /// The events, in the order of the stream.
    public let events: [RecordedEvent]
    /// The places of all events, by their types and then in the order of the stream.
    private let places: [Int]
    /// Where in `places` a type begins, by its ordinal; the next one's begin is its end.
    private let starts: [Int]

    /// The index of a stream.
    public init(_ events: [RecordedEvent]) {
        self.events = events
        let types = events.map(\.type.ordinal)
        var starts = [Int](repeating: 0, count: EventType.allCases.count + 1)
        for type in types { starts[type + 1] += 1 }
        for type in starts.indices.dropFirst() { starts[type] += starts[type - 1] }
        self.starts = starts
        var places = types
        for (place, type) in types.enumerated() {
            places[starts[type]] = place
            starts[type] += 1
        }
        self.places = places
    }

    private func places(_ type: EventType) -> ArraySlice<Int> {
        places[starts[type.ordinal]..<starts[type.ordinal + 1]]
    }

    /// Whether an event of a type is recorded.
    public func has(_ type: EventType) -> Bool { !places(type).isEmpty }

    /// How many events of a type are recorded.
    public func count(_ type: EventType) -> Int { places(type).count }

    /// The first event of a type.
    public func first(_ type: EventType) -> RecordedEvent? { places(type).first.map { events[$0] } }

    /// The last event of a type.
    public func last(_ type: EventType) -> RecordedEvent? { places(type).last.map { events[$0] } }

    /// The events of some types, in the order of the stream.
    public func all(_ types: EventType...) -> [RecordedEvent] {
        guard types.count > 1 else { return types.first.map { places($0).map { events[$0] } } ?? [] }
        return types.flatMap(places).sorted().map { events[$0] }
    }

    /// The events of a kind with what they say, in the order of the stream.
    public func facts<Data>(_ kind: EventKind<Data>) -> [Fact<Data>] {
        places(kind.type).compactMap { place in
            kind.data(events[place].payload).map { Fact(event: events[place], data: $0) }
        }
    }
}

/// An event and what it says.
public struct Fact<Data: Sendable>: Sendable {
    /// The event.
    public let event: RecordedEvent
    /// What it says.
    public let data: Data
}
