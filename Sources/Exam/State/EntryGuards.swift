public import Primitives

/// The hard gate of a session: what must hold before entry is granted (domain.md §2).
///
/// The one place that says so: entry is decided by it, a standing shows it, and rule ENTRY-06 replays refusals with it.
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

    /// What the guards look at beyond the candidate's own stream, at the same position of the log.
    public struct Surroundings: Hashable, Sendable {
        /// The permissions to enter, of all rooms.
        public let permissions: [SittingState.Permission]
        /// The latest version of the pledge.
        public let pledge: Digest?
        /// The latest version of the notice.
        public let notice: Digest?

        /// Permissions and current documents.
        public init(permissions: [SittingState.Permission], pledge: Digest?, notice: Digest?) {
            self.permissions = permissions
            self.pledge = pledge
            self.notice = notice
        }

        /// Those of a sitting's state.
        public init(_ sitting: SittingState) {
            let documents = sitting.examState.documents
            self.init(permissions: sitting.permissions, pledge: documents[.pledge], notice: documents[.notice])
        }
    }

    /// Every condition, in the order in which a refusal lists its reasons.
    public let all: [Guard]
    /// Whether a permission of the room has not ended yet.
    private let isInTime: Bool
    /// Whether the phone has recorded since its start without any interruption.
    private let isUninterrupted: Bool

    /// All reasons to refuse, in the order of the catalogue; empty where entry may be granted.
    public var missing: [EntryRefused.Reason] { all.filter { !$0.isMet }.map(\.reason) }

    /// The guards at a moment.
    ///
    /// - Parameters:
    ///   - session: the candidate's state.
    ///   - surroundings: what surrounds it, at the same position of the log.
    ///   - displays: what the request says of the displays; `nil` where nothing is known of them.
    ///   - now: the ledger's clock.
    public init(_ session: SessionState, _ surroundings: Surroundings, displays: Displays?, now: Instant) {
        let permissions = surroundings.permissions.filter { permission in
            session.room.map { $0.isSame(as: permission.room) } ?? false
        }
        let open = permissions.last { $0.from <= now && now <= $0.until }
        isInTime = permissions.contains { now <= $0.until }
        let gate: EntryRefused.Reason = permissions.isEmpty || isInTime ? .notPermitted : .late
        let pledge = session.signedPledges.first { $0.document == surroundings.pledge }
        let notice = session.acknowledgedNotices.first { $0.document == surroundings.notice }
        let recording = session.evidenceRecording
        isUninterrupted = recording.value == .recording && recording.since?.type == .evidenceRecordingStarted
        all = [
            Guard(
                reason: gate, isMet: open != nil,
                event: (open ?? permissions.max { $0.until < $1.until })?.mark),
            Guard(reason: .lotMissing, isMet: session.lot != nil, event: session.lot?.mark),
            Guard(reason: .pledgeMissing, isMet: pledge != nil, event: (pledge ?? session.pledge)?.mark),
            Guard(reason: .noticeMissing, isMet: notice != nil, event: (notice ?? session.notice)?.mark),
            Guard(reason: .evidenceNotRecording, isMet: recording.value == .recording, event: recording.since),
            Guard(
                reason: .multipleDisplays, isMet: displays.map { $0.count == 1 && !$0.isVirtual } ?? false,
                event: nil),
        ]
    }

    /// The guards at a moment of a sitting's state.
    public init(_ session: SessionState, _ sitting: SittingState, displays: Displays?, now: Instant) {
        self.init(session, Surroundings(sitting), displays: displays, now: now)
    }

    /// Whether what is recorded contradicts a reason, by the letter of rule ENTRY-06.
    ///
    /// The letter is narrower than the guards in two places: `late` is contradicted by any permission that has not
    /// ended, even one that has not begun; and a recording that was interrupted contradicts nothing, even resumed,
    /// though entry is granted then.
    public func contradicts(_ reason: EntryRefused.Reason) -> Bool {
        switch reason {
        case .late: isInTime
        case .evidenceNotRecording: isUninterrupted
        case .notPermitted: all.contains { ($0.reason == .notPermitted || $0.reason == .late) && $0.isMet }
        case .lotMissing, .pledgeMissing, .noticeMissing, .multipleDisplays:
            all.contains { $0.reason == reason && $0.isMet }
        }
    }

    /// Whether the button must work: entry is permitted, and lot, pledge, notice and evidence recording are there.
    public var isDoorOpen: Bool {
        [.notPermitted, .lotMissing, .pledgeMissing, .noticeMissing, .evidenceNotRecording].allSatisfy(contradicts)
    }
}
