public import Primitives
public import Transparency

/// What the check of a file found, with nothing but the file and a policy: what was verified, what was not checked, and
/// how far the file speaks.
public struct ProofReport: Hashable, Sendable {
    /// The kinds of file.
    public enum Kind: String, Hashable, Sendable {
        /// One entry is in the log (C2SP tlog-proof).
        case receipt
        /// The log only grew between two sizes.
        case consistency
        /// A stream ends where the stream index says, or is not there.
        case stream
        /// A candidate's whole history.
        case bundle
        /// A release of scores.
        case certificate
        /// None of these.
        case unknown
    }

    /// Something that was verified, or that was not checked.
    public struct Point: Hashable, Sendable {
        /// A stable, dotted code for programs.
        public let code: String
        /// The same in words.
        public let phrase: Phrase

        /// A point with its code and its words.
        public init(_ code: String, _ en: String, _ zh: String) {
            self.code = code
            phrase = Phrase(en: en, zh: zh)
        }
    }

    /// Why the file is refused.
    public struct Problem: Hashable, Sendable {
        /// What kind of wrong it is; each kind has an exit status of its own (cli.md).
        public enum Category: Hashable, Sendable {
            /// The file contradicts itself or the checkpoint.
            case integrity
            /// A signature does not hold, or its key does not count at its place.
            case signature
            /// The file is of another log, or older than what its reader holds.
            case history
            /// The policy does not say whom to trust here.
            case trust
        }

        /// A stable, dotted code for programs.
        public let code: String
        /// The kind.
        public let category: Category
        /// The entry it was found at, where there is one.
        public let index: UInt64?
        /// What is wrong, in words.
        public let phrase: Phrase

        /// A problem with its code, its kind and its words.
        public init(_ code: String, _ category: Category = .integrity, at index: UInt64? = nil, _ phrase: Phrase) {
            self.code = code
            self.category = category
            self.index = index
            self.phrase = phrase
        }
    }

    /// How far a file speaks.
    public struct Extent: Hashable, Sendable {
        /// The number of entries in front of which it speaks.
        public let size: UInt64
        /// When the last of them was received, where the file shows it.
        public let receivedAt: Instant?

        /// The first entries of a log, and their end in time.
        public init(size: UInt64, receivedAt: Instant?) {
            self.size = size
            self.receivedAt = receivedAt
        }
    }

    /// The kind of file.
    public let kind: Kind
    /// What it is about: an entry, a stream or two sizes.
    public internal(set) var subject = ""
    /// The checkpoint that it rests on, once that is trusted.
    public internal(set) var checkpoint: TrustedCheckpoint?
    /// What was verified; empty where the file is refused.
    public internal(set) var verified: [Point] = []
    /// Why it is refused; empty where it is not.
    public internal(set) var problems: [Problem] = []
    /// What was not checked.
    public internal(set) var notChecked: [Point] = []
    /// How far it speaks.
    public internal(set) var extent: Extent?
    /// The log's keys as the file tells of them; proved where it is not refused.
    var logKeys: LogKeyHistory?

    init(_ kind: Kind) {
        self.kind = kind
    }

    /// Whether the file shows what it claims to show.
    public var holds: Bool { problems.isEmpty }

    /// The report of a file that is refused for one reason.
    public init(_ kind: Kind, refused problem: Problem) {
        self.kind = kind
        problems = [problem]
    }

    /// The same report, refused for further reasons: nothing that it verified is claimed any more.
    public func refused(_ further: [Problem]) -> ProofReport {
        guard !further.isEmpty else { return self }
        var report = self
        report.problems += further
        report.verified = []
        return report
    }

    /// The same report with more that was verified and more that was not checked.
    public func adding(verified: [Point] = [], notChecked: [Point] = []) -> ProofReport {
        var report = self
        if holds { report.verified += verified }
        report.notChecked += notChecked
        return report
    }
}

extension ProofReport.Problem {
    /// What is wrong with a proof.
    public init(_ defect: ProofDefect, at index: UInt64? = nil) {
        switch defect {
        case .checkpoint(let note): self.init(note)
        case .malformed, .beyond, .inclusion: self.init(defect.code, at: index, defect.phrase)
        case .consistency: self.init(defect.code, .history, defect.phrase)
        }
    }

    /// What is wrong with a checkpoint.
    public init(_ defect: NoteDefect) {
        let category: Category =
            switch defect {
            case .malformed, .tooManySignatures, .notACheckpoint: .integrity
            case .signatureInvalid, .unverified, .keyOutOfTime: .signature
            case .keysAmbiguous, .originUnknown, .quorumMissing: .trust
            }
        self.init(defect.code, category, defect.advice)
    }

    init(_ problem: VerificationProblem) {
        let category: Category =
            switch problem.category {
            case .integrity: .integrity
            case .signature: .signature
            case .history: .history
            }
        self.init(problem.code, category, at: problem.index, problem.phrase)
    }
}

extension ProofReport.Point {
    /// That a checkpoint is one by a trusted log, and by how many witnesses.
    static func checkpoint(_ checkpoint: TrustedCheckpoint) -> ProofReport.Point {
        let witnesses = checkpoint.cosignatures.count
        return ProofReport.Point(
            "checkpoint",
            "The checkpoint over \(checkpoint.size) entries is signed by the log \(checkpoint.origin)"
                + (witnesses > 0 ? " and cosigned by \(witnesses) trusted witnesses." : "."),
            "对 \(checkpoint.size) 条的检查点由日志 \(checkpoint.origin) 签署"
                + (witnesses > 0 ? "，并由 \(witnesses) 个受信任的见证方联署。" : "。"))
    }

    static func noWitness(_ checkpoint: TrustedCheckpoint) -> [ProofReport.Point] {
        guard checkpoint.cosignatures.isEmpty else { return [] }
        return [
            ProofReport.Point(
                "witnesses.none",
                "No trusted witness cosigned the checkpoint: whether the log shows others another history is not known.",
                "没有受信任的见证方联署该检查点：无法得知日志是否向他人展示了不同的历史。")
        ]
    }
}
