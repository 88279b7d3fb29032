public import Primitives

/// What came of holding files against the pieces that a ledger records.
public struct EvidenceReport: Sendable {
    /// Why a file was expected to be a certain piece.
    public enum Basis: String, Hashable, Sendable {
        /// Its name says so.
        case name
        /// It stands between the neighbours of that piece.
        case order
        /// Its size is that of this piece alone.
        case size
        /// Other parts of the same file are pieces of that recording.
        case content
    }

    /// A part of a file that was held against a piece.
    public struct Part: Hashable, Sendable {
        /// What came of it.
        public enum Outcome: Hashable, Sendable {
            /// It is this piece.
            case matches(RecordedPiece)
            /// It is a recorded piece, in the place of another one.
            case misplaced(RecordedPiece, expected: RecordedPiece)
            /// It has other bytes than this piece.
            case differs(expected: RecordedPiece)
            /// It ends inside of this piece.
            case cut(expected: RecordedPiece)
            /// It lies where a piece of several segments would, of which no single digests are recorded.
            case incomparable(expected: RecordedPiece)
            /// It lies behind the last piece.
            case surplus
        }

        /// Where it begins in the file, and how long it is, in bytes.
        public let offset, length: UInt64
        /// What came of it.
        public let outcome: Outcome
    }

    /// What a file is.
    public enum Verdict: Hashable, Sendable {
        /// Recorded pieces, whole and in their order. `named` is the other piece that the file's name speaks of.
        case matches([RecordedPiece], named: RecordedPiece?)
        /// Other bytes than the ledger records for it.
        case differs([Part], Basis)
        /// No digest in the ledger is that of this file, and nothing says which it should be.
        case unknown
        /// It could not be read.
        case unreadable(EvidenceFile.Defect)
    }

    /// A file and what it is.
    public struct File: Hashable, Sendable {
        /// Its path.
        public let path: String
        /// Its size in bytes; 0 where it could not be read.
        public let size: UInt64
        /// The SHA-256 of the whole file, where it was read as one.
        public let digest: Digest?
        /// What it is.
        public let verdict: Verdict
    }

    /// Two consecutive pieces of a recording that do not meet.
    public struct Seam: Hashable, Sendable {
        /// The pieces in front of it and behind it.
        public let before, after: RecordedPiece
        /// How far they are apart, in milliseconds of the client's clock; below zero where they overlap.
        public let gap: Int64
        /// How many segments between them have no record.
        public let unrecorded: Int64
    }

    /// The files, in the order in which they were given.
    public let files: [File]
    /// The pieces of the recordings in question that no file is.
    public let missing: [RecordedPiece]
    /// Where the ledger's own records of these recordings leave a hole, or overlap.
    public let seams: [Seam]
    /// How many pieces the recordings in question have.
    public let pieceCount: Int
    /// How many bytes were read.
    public let bytes: UInt64

    /// Whether some file contradicts the ledger.
    public var hasContradiction: Bool {
        files.contains { if case .differs = $0.verdict { true } else { false } }
    }

    /// Whether some file has no place in the ledger, or another one than its name says.
    public var hasStray: Bool {
        files.contains {
            switch $0.verdict {
            case .unknown, .matches(_, named: .some): true
            case .matches(_, named: nil), .differs, .unreadable: false
            }
        }
    }

    /// Whether some file could not be read.
    public var hasUnreadable: Bool {
        files.contains { if case .unreadable = $0.verdict { true } else { false } }
    }
}
