import Primitives

extension JSONValue {
    /// A moment as results give it: milliseconds of the Unix epoch.
    static func time(_ moment: Instant) -> JSONValue { .integer(moment.milliseconds) }
}
