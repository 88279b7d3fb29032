public import Exam
public import Primitives

/// To whom phones are bound, over the whole log: one phone records for one candidate at a time (EVID-02).
///
/// Its size follows the number of bindings, two moments each.
public struct PhoneRegister: Sendable {
    /// The time during which a phone belongs to a session.
    public struct Use: Hashable, Sendable {
        /// The candidate's stream.
        public let stream: StreamName
        /// The `evidence.bound`.
        public let bound: EventMark
        /// When its recording stopped; `nil` while it goes on.
        public internal(set) var until: Instant?
    }

    /// The types of event that it is made from.
    static let types: Set<EventType> = [.evidenceBound, .evidenceRecordingStopped]

    private var uses = Register<[Use]>()
    private var open: [StreamName: [String]] = [:]

    /// A register without phones.
    public init() {}

    /// Takes the next event of the log.
    public mutating func note(_ event: RecordedEvent) {
        let stream = event.statement.stream
        switch event.payload {
        case .evidenceBound(let data):
            let use = Use(stream: stream, bound: EventMark(event), until: nil)
            uses[data.phoneDeviceID] = (uses[data.phoneDeviceID] ?? []) + [use]
            open[stream, default: []].append(data.phoneDeviceID)
        case .evidenceRecordingStopped:
            for phone in open.removeValue(forKey: stream) ?? [] {
                uses[phone] = uses[phone]?.map { use in
                    guard use.stream == stream, use.until == nil else { return use }
                    var ended = use
                    ended.until = event.receivedAt
                    return ended
                }
            }
        default: break
        }
    }

    /// The uses of a phone in other streams than one, in the order of the log.
    public func uses(of phone: String, beside stream: StreamName) -> [Use] {
        (uses[phone] ?? []).filter { $0.stream != stream }
    }
}
