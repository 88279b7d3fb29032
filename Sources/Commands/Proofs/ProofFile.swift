import Ledger
import Primitives
import Terminal
import Transparency

/// A file to check, by what its first bytes say that it is.
enum ProofFile {
    /// C2SP tlog-proof.
    case receipt([UInt8])
    /// That the log only grew.
    case growth([UInt8])
    /// None of these.
    case unknown

    /// Reads a file, or standard input for `-`.
    init(reading path: String) throws(LedgerError) {
        self.init(try ByteFile.read(path, limit: 64 << 20))
    }

    private init(_ bytes: [UInt8]) {
        if bytes.starts(with: LogProof.header.utf8) {
            self = .receipt(bytes)
        } else if bytes.starts(with: GrowthProof.header.utf8) {
            self = .growth(bytes)
        } else {
            self = .unknown
        }
    }

    /// What the check of the file finds.
    func report(_ policy: TrustPolicy, held: [TrustedCheckpoint]) -> ProofReport {
        do throws(ProofDefect) {
            switch self {
            case .receipt(let bytes): return ProofReport(try LogProof(bytes), policy)
            case .growth(let bytes): return ProofReport(try GrowthProof(bytes), policy, held: held)
            case .unknown: return ProofReport(.unknown, refused: .unknownFormat)
            }
        } catch {
            return ProofReport(kind, refused: ProofReport.Problem(error))
        }
    }

    private var kind: ProofReport.Kind {
        switch self {
        case .receipt: .receipt
        case .growth: .consistency
        case .unknown: .unknown
        }
    }
}

extension ProofReport.Problem {
    fileprivate static var unknownFormat: ProofReport.Problem {
        ProofReport.Problem(
            "proof.format", .integrity,
            Phrase(
                en: "The file is none that check knows: see examledger help formats.",
                zh: "该文件不属于 check 所认识的格式：请看 examledger help formats。"))
    }
}
