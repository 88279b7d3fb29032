public import Exam
public import Primitives

/// An event that a finding rests on.
public struct Citation: Hashable, Sendable {
    /// The position in the log.
    public let index: UInt64
    /// The name of the event; `nil` where the entry could not be read.
    public let id: EventID?
    /// The type of the event; `nil` where the entry could not be read.
    public let type: EventType?

    /// The citation of a recorded event.
    public init(_ event: RecordedEvent) {
        self.init(index: event.index, id: event.id, type: event.type)
    }

    /// The citation of an event by its mark.
    public init(_ mark: EventMark) {
        self.init(index: mark.index, id: mark.id, type: mark.type)
    }

    /// The citation of an entry of which only the place may be known.
    public init(index: UInt64, id: EventID? = nil, type: EventType? = nil) {
        self.index = index
        self.id = id
        self.type = type
    }

    var json: JSONValue {
        .members([
            "index": .number(index),
            "id": id.map { .string($0.text) },
            "type": type.map { .string($0.rawValue) },
        ])
    }
}
