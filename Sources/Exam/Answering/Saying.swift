public import Primitives

/// What the platform is to say: a payload, the stream that it belongs to, and the event that it answers.
public struct Saying: Hashable, Sendable {
    /// The stream, and with it the exam, the sitting and the candidate.
    public let stream: StreamName
    /// What is said.
    public let payload: Payload
    /// The event that it answers; `nil` for what the clock brings.
    public let cause: EventID?

    /// Something to say in a stream.
    public init(_ payload: Payload, in stream: StreamName, cause: EventID? = nil) {
        self.stream = stream
        self.payload = payload
        self.cause = cause
    }
}
