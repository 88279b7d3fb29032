/// A type of event with the way to its payload; the catalogue has one for each type.
public struct EventKind<Data: Sendable>: Sendable {
    /// The type.
    public let type: EventType
    /// The payload, where an event is of this type.
    public let data: @Sendable (Payload) -> Data?

    /// A type and the function that takes its payload out.
    init(_ type: EventType, _ data: @escaping @Sendable (Payload) -> Data?) {
        self.type = type
        self.data = data
    }
}
