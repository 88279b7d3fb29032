public import Primitives

/// A step of the procedure, in the order in which the main state takes the furthest (rules.json, terms).
public enum Step: Int, CaseIterable, Hashable, Sendable {
    /// A login succeeded.
    case authenticated
    /// The procedure was acknowledged.
    case procedureRead
    /// The phone was bound.
    case evidenceBound
    /// A lot was drawn or assigned.
    case lotHeld
    /// The pledge was signed.
    case pledged
    /// The notice was acknowledged.
    case noticed
    /// Entry was granted.
    case entered
    /// Camera and microphone were confirmed.
    case devicesConfirmed
    /// The personal data was confirmed.
    case infoConfirmed
    /// The waiting page was entered.
    case waiting
}

/// A session of the PC client.
public struct ClientSession: Hashable, Sendable {
    /// Its number, as the platform counts.
    public let number: Int64
    /// The device.
    public let device: String
    /// Its `session.opened`.
    public let opened: EventMark
    /// Its `session.ended` or `session.superseded`.
    public internal(set) var closed: EventMark?
}

/// A document that the candidate signed or acknowledged.
public struct Acknowledgement: Hashable, Sendable {
    /// The hash of the document.
    public let document: Digest
    /// The event.
    public let mark: EventMark
}

/// A lot that a candidate holds.
public struct Lot: Hashable, Sendable {
    /// What it was given for.
    public enum Trigger: String, CaseIterable, Hashable, Sendable {
        /// The candidate drew.
        case candidate
        /// Entry was requested without a lot.
        case entry
        /// The login window closed.
        case loginClosed = "login_closed"
    }

    /// The number, which is the order and the identity in marking.
    public let number: Int64
    /// The place in the roster of the draw, from 0.
    public let index: Int64
    /// The draw.
    public let drawID: Digest
    /// What it was given for.
    public let trigger: Trigger
    /// The event that gave it.
    public let mark: EventMark
}

/// A phone bound for the evidence video.
public struct Binding: Hashable, Sendable {
    /// The binding.
    public let id: String
    /// The phone.
    public let device: String
    /// The project that its code was for.
    public let project: String
    /// The `evidence.bound`.
    public let mark: EventMark
}

/// A moment that an event sets: an answer timer, a code's expiry, the service of a notice.
public struct Deadline: Hashable, Sendable {
    /// The moment.
    public let at: Instant
    /// The event.
    public let mark: EventMark
}

/// What is known of the displays.
public struct Displays: Hashable, Sendable {
    /// How many, when last told.
    public let count: Int64
    /// Whether one of them is virtual.
    public let isVirtual: Bool

    /// A number of displays.
    public init(count: Int64, isVirtual: Bool) {
        self.count = count
        self.isVirtual = isVirtual
    }
}

/// How a session ended: E.
public struct Finish: Hashable, Sendable {
    /// The three ways.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The candidate confirmed.
        case early
        /// Time ran out.
        case timeout
        /// Staff ended it.
        case forced
    }

    /// The way.
    public let kind: Kind
    /// The event.
    public let mark: EventMark
    /// E: the device's corrected time for `finish.confirmed`, the ledger's otherwise.
    public let end: Instant
}

/// How far the upload of one recording is.
public struct Upload: Hashable, Sendable {
    /// The first start.
    public internal(set) var started: EventMark?
    /// The last failure, until it is completed.
    public internal(set) var failed: EventMark?
    /// The first completion.
    public internal(set) var completed: EventMark?
}

/// A decision of a case.
public struct Decision: Hashable, Sendable {
    /// The case.
    public let caseID: String
    /// What was decided.
    public let outcome: DecisionIssued.Outcome
    /// The event.
    public let mark: EventMark
}

/// A value of a region and the event that brought it.
public struct Region<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The value.
    public internal(set) var value: Value
    /// The event that brought it; `nil` at the start.
    public internal(set) var since: EventMark?
}

/// Whether a client is connected.
public enum Connection: String, CaseIterable, Hashable, Sendable {
    /// No session was opened yet.
    case none
    /// A session is live.
    case online
    /// The network is lost, or the session is over.
    case offline
}

/// Whether the phone records.
public enum EvidenceRecording: String, CaseIterable, Hashable, Sendable {
    /// Not started.
    case off
    /// Recording.
    case recording
    /// Interrupted and not resumed.
    case interrupted
    /// Stopped.
    case stopped
}

/// Whether the PC client records.
public enum MainRecording: String, CaseIterable, Hashable, Sendable {
    /// Not started.
    case off
    /// Recording.
    case recording
    /// Stopped.
    case stopped
}
