public import Primitives

/// What an actor says: one signed JSON object, here as typed values (formats.md §1).
///
/// The bytes that were signed stay what is kept; this is their meaning, never written back over them.
public struct Statement: Hashable, Sendable {
    /// Who speaks.
    public struct Actor: Hashable, Sendable {
        /// The role in which it is said.
        public let role: Role
        /// The holder of the signing key.
        public let id: String

        /// A speaker.
        public init(role: Role, id: String) {
            self.role = role
            self.id = id
        }
    }

    /// A commitment to a personal value that stands outside the log (formats.md §4).
    public struct Commitment: Hashable, Sendable {
        /// The value's name in the catalogue.
        public let name: String
        /// The SHA-256 of its disclosure.
        public let digest: Digest

        /// A commitment under a name.
        public init(name: String, digest: Digest) {
            self.name = name
            self.digest = digest
        }
    }

    /// The largest statement, in bytes.
    public static let sizeLimit = 32_768

    /// The name of the event.
    public let id: EventID
    /// The origin of the ledger that it is meant for.
    public let ledger: String
    /// Whether it belongs to an exam that counts.
    public let mode: Mode
    /// The exam it is about.
    public let exam: String?
    /// The sitting it is about.
    public let sitting: String?
    /// The candidate it is about.
    public let candidate: String?
    /// Who speaks.
    public let actor: Actor
    /// The device it comes from.
    public let device: String?
    /// The actor's wall clock.
    public let at: Instant
    /// The actor's monotonic clock, in milliseconds.
    public let mono: Int64?
    /// The counter of the signing key, from 1.
    public let n: Int64?
    /// The event that this one answers.
    public let cause: EventID?
    /// What is said.
    public let payload: Payload
    /// Commitments to personal values.
    public let personal: [Commitment]

    /// The type of the event.
    public var type: EventType { payload.type }

    /// A statement from its parts.
    public init(
        id: EventID, ledger: String, mode: Mode, exam: String? = nil, sitting: String? = nil,
        candidate: String? = nil, actor: Actor, device: String? = nil, at: Instant, mono: Int64? = nil,
        n: Int64? = nil, cause: EventID? = nil, payload: Payload, personal: [Commitment] = []
    ) {
        self.id = id
        self.ledger = ledger
        self.mode = mode
        self.exam = exam
        self.sitting = sitting
        self.candidate = candidate
        self.actor = actor
        self.device = device
        self.at = at
        self.mono = mono
        self.n = n
        self.cause = cause
        self.payload = payload
        self.personal = personal
    }
}
