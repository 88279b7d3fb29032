public import Primitives

extension Draw {
    /// A candidate's lot as an event states it, without what leads from it to the root.
    public struct Assignment: Hashable, Sendable {
        /// The draw's id.
        public let draw: Digest
        /// The candidate's id.
        public let candidate: String
        /// The place on the roster.
        public let index: Int64
        /// The number that is shown, offset included.
        public let number: Int64
        /// The event.
        public let mark: EventMark

        /// The lot that a `draw.assigned` or `draw.auto_assigned` states; `nil` for any other event.
        public init?(_ event: RecordedEvent) {
            guard let candidate = event.statement.candidate else { return nil }
            self.candidate = candidate
            mark = EventMark(event)
            switch event.payload {
            case .drawAssigned(let data): (draw, index, number) = (data.drawID, data.index, data.number)
            case .drawAutoAssigned(let data): (draw, index, number) = (data.drawID, data.index, data.number)
            default: return nil
            }
        }

        /// The number without the offset of its draw; `nil` where none can be meant.
        public func drawn(offset: Int64) -> UInt32? {
            let (number, overflow) = number.subtractingReportingOverflow(offset)
            return overflow ? nil : UInt32(exactly: number)
        }
    }
}

extension LotOpening {
    /// The opening that a `draw.assigned` or `draw.auto_assigned` states, in a draw of an offset; `nil` for any other
    /// event, and for numbers that no draw gives.
    public init?(_ event: RecordedEvent, offset: Int64) {
        guard let assignment = Draw.Assignment(event), let index = UInt32(exactly: assignment.index),
            let number = assignment.drawn(offset: offset)
        else { return nil }
        switch event.payload {
        case .drawAssigned(let data):
            self.init(
                index: index, candidate: assignment.candidate, number: number, salt: data.salt, path: data.path)
        case .drawAutoAssigned(let data):
            self.init(
                index: index, candidate: assignment.candidate, number: number, salt: data.salt, path: data.path)
        default: return nil
        }
    }
}
