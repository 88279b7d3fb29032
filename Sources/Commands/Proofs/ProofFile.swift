import Audit
import Ledger
import Primitives
import Terminal
import Transparency

/// A file to check, by what it says that it is.
enum ProofFile {
    /// C2SP tlog-proof.
    case receipt([UInt8])
    /// That the log only grew.
    case growth([UInt8])
    /// Where a stream ends.
    case stream([UInt8])
    /// A whole history.
    case bundle([UInt8])
    /// A release certificate.
    case certificate([UInt8])
    /// None of these.
    case unknown

    /// Reads a file, or standard input for `-`.
    init(reading path: String) throws(LedgerError) {
        self.init(try ByteFile.read(path, limit: DisputeBundle.sizeLimit))
    }

    private init(_ bytes: [UInt8]) {
        if bytes.starts(with: LogProof.header.utf8) {
            self = .receipt(bytes)
        } else if bytes.starts(with: GrowthProof.header.utf8) {
            self = .growth(bytes)
        } else {
            self = ProofFile.document(bytes)
        }
    }

    /// A JSON document names its format.
    private static func document(_ bytes: [UInt8]) -> ProofFile {
        var tape = JSONTape()
        guard (try? tape.scan(bytes.span)) != nil, tape.kind(JSONTape.root) == .object else { return .unknown }
        var name = JSONTape.root + 1
        for _ in 0..<tape.childCount(JSONTape.root) {
            if tape.isString(name, bytes.span, "format") {
                if tape.isString(name + 1, bytes.span, DisputeBundle.format) { return .bundle(bytes) }
                if tape.isString(name + 1, bytes.span, StreamProof.format) { return .stream(bytes) }
                if tape.isString(name + 1, bytes.span, CertificateFile.format) { return .certificate(bytes) }
            }
            name = tape.next(name + 1)
        }
        return .unknown
    }

    /// What the check of the file finds.
    ///
    /// - Parameter held: notes of checkpoints that the reader holds.
    /// - Throws: what the self-test of cryptography throws.
    func report(_ policy: TrustPolicy, held: [[UInt8]]) throws(LedgerError) -> ProofReport {
        switch self {
        case .receipt(let bytes):
            do throws(ProofDefect) { return ProofReport(try LogProof(bytes), policy) } catch {
                return ProofReport(.receipt, refused: ProofReport.Problem(error))
            }
        case .growth(let bytes):
            let trusted: [TrustedCheckpoint]
            do throws(NoteDefect) {
                trusted = try held.map { (note) throws(NoteDefect) in try policy.verify(note) }
            } catch { return ProofReport(.consistency, refused: ProofReport.Problem(held: error)) }
            do throws(ProofDefect) { return ProofReport(try GrowthProof(bytes), policy, held: trusted) } catch {
                return ProofReport(.consistency, refused: ProofReport.Problem(error))
            }
        case .stream(let bytes): return ProofReport(streamProof: bytes, policy)
        case .bundle(let bytes): return try CheckedBundle(bytes, policy).audited().report
        case .certificate(let bytes):
            do throws(FormDefect) {
                return ProofReport(CertificateCheck(try CertificateFile(bytes), policy))
            } catch {
                return ProofReport(.certificate, refused: ProofReport.Problem("proof.form", .integrity, error.phrase))
            }
        case .unknown: return ProofReport(.unknown, refused: .unknownFormat)
        }
    }
}

extension ProofReport.Problem {
    fileprivate static var unknownFormat: ProofReport.Problem {
        ProofReport.Problem(
            "proof.format", .integrity,
            Phrase(
                en: "The file is none that check knows, or is damaged: see examledger help formats.",
                zh: "该文件不属于 check 所认识的格式，或已损坏：请看 examledger help formats。"))
    }
}
