public import Exam
public import Primitives
import Transparency

/// A recording of one session: what one client wrote on one track under one name.
public struct RecordingName: Hashable, Sendable {
    /// What a recording shows.
    public enum Track: String, Hashable, Sendable, CaseIterable {
        /// The evidence video of the phone.
        case evidence
        /// The camera of the PC client.
        case camera
        /// Its microphone.
        case mic
        /// Its screen.
        case screen
    }

    /// The session that it belongs to.
    public let session: SessionName
    /// The name that the client gave it.
    public let id: String
    /// What it shows.
    public let track: Track
}

/// A piece of a recording as the ledger knows it: a segment of the evidence video, or what one upload manifest covers.
public struct RecordedPiece: Hashable, Sendable {
    /// The recording.
    public let recording: RecordingName
    /// The numbers of its first and its last segment; the same for a single segment.
    public let first, last: Int64
    /// When it begins, by the client's clock.
    public let start: Instant
    /// How long it is, in milliseconds.
    public let duration: Int64
    /// How many bytes it has.
    public let bytes: Int64
    /// The RFC 6962 root over the SHA-256 of its segments: of a single one H(0x00 ‖ SHA-256).
    public let root: Digest
    /// The event that records it.
    public let event: EventID
    /// Where that event stands in the log.
    public let index: UInt64

    /// Whether it is one segment, so that a single file can be held against it.
    public var isSingle: Bool { first == last }

    /// What an event records of a recording; `nil` for an event that records none.
    public init?(_ event: RecordedEvent) {
        guard case .candidate(let exam, let sitting, let candidate) = event.statement.stream else { return nil }
        let session = SessionName(exam: exam, sitting: sitting, candidate: candidate)
        switch event.payload {
        case .evidenceSegmentClosed(let data):
            recording = RecordingName(session: session, id: data.recID, track: .evidence)
            (first, last) = (data.seq, data.seq)
            (start, duration, bytes) = (Instant(milliseconds: data.startMs), data.durMs, data.bytes)
            root = RecordedPiece.root(ofFile: data.sha256)
        case .uploadManifestRecorded(let data):
            let track: RecordingName.Track =
                switch data.stream {
                case .camera: .camera
                case .mic: .mic
                case .screen: .screen
                }
            recording = RecordingName(session: session, id: data.recID, track: track)
            (first, last) = (data.first, data.last)
            (start, duration, bytes) = (Instant(milliseconds: data.startMs), data.durMs, data.bytes)
            root = data.root
        default: return nil
        }
        self.event = event.statement.id
        index = event.index
    }

    /// The root over a single file.
    static func root(ofFile digest: Digest) -> Digest { MerkleTree.leafHash(digest.bytes.span) }
}
