public import Primitives

/// The hard gate of a session: what must hold before entry is granted (domain.md §2).
public struct EntryGuards: Hashable, Sendable {
    /// One condition and whether it holds.
    public struct Guard: Hashable, Sendable {
        /// The reason that a refusal would name, were it missing.
        public let reason: EntryRefused.Reason
        /// Whether the condition holds.
        public let isMet: Bool
        /// The event on which that rests; `nil` where there is none.
        public let event: EventMark?
    }

    /// Every condition, in the order in which a refusal lists its reasons.
    public let all: [Guard]

    /// All reasons to refuse, in the order of the catalogue; empty where entry may be granted.
    public var missing: [EntryRefused.Reason] { all.filter { !$0.isMet }.map(\.reason) }

    /// The guards at a moment.
    ///
    /// - Parameters:
    ///   - session: the candidate's state.
    ///   - sitting: what surrounds it, at the same position of the log.
    ///   - displays: what the request says of the displays; without it, what was last told counts.
    ///   - now: the ledger's clock.
    public init(_ session: SessionState, _ sitting: SittingState, displays: Displays? = nil, now: Instant) {
        let documents = sitting.examState.documents
        let pledge = session.pledge.flatMap { pledge in
            session.pledgeDeclined.map { $0.index > pledge.mark.index } == true ? nil : pledge
        }
        let displays = displays ?? session.displays
        let recording = session.evidenceRecording
        let (gate, permission) = EntryGuards.gate(session, sitting, now)
        all = [
            Guard(reason: gate ?? .notPermitted, isMet: gate == nil, event: permission),
            Guard(reason: .lotMissing, isMet: session.lot != nil, event: session.lot?.mark),
            Guard(
                reason: .pledgeMissing, isMet: EntryGuards.isCurrent(pledge, documents[.pledge]), event: pledge?.mark),
            Guard(
                reason: .noticeMissing, isMet: EntryGuards.isCurrent(session.notice, documents[.notice]),
                event: session.notice?.mark),
            Guard(
                reason: .evidenceNotRecording, isMet: recording.value == .recording, event: recording.since),
            Guard(
                reason: .multipleDisplays, isMet: displays.map { $0.count == 1 && !$0.isVirtual } ?? false,
                event: nil),
        ]
    }

    /// Why the room's gate is not open, and the permission on which that rests.
    private static func gate(
        _ session: SessionState, _ sitting: SittingState, _ now: Instant
    ) -> (EntryRefused.Reason?, EventMark?) {
        let permissions = session.room.map { sitting.permissions(for: $0) } ?? []
        if let open = permissions.last(where: { $0.from <= now && now <= $0.until }) { return (nil, open.mark) }
        guard let last = permissions.max(by: { $0.until < $1.until }) else { return (.notPermitted, nil) }
        return (last.until < now ? .late : .notPermitted, last.mark)
    }

    /// Whether the latest version was signed; where none was published, any will do.
    private static func isCurrent(_ signed: Acknowledgement?, _ published: Digest?) -> Bool {
        guard let signed else { return false }
        return published.map { $0 == signed.document } ?? true
    }
}
