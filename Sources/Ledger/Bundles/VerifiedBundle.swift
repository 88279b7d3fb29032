public import Exam
import Primitives
public import Signing
public import Transparency

/// A bundle of which everything was checked: what an audit may be recomputed from.
///
/// Every byte of every entry leads to the checkpoint; the streams are whole; every signature holds by a key that counts
/// at its place, by what these entries say of keys.
public struct VerifiedBundle: Sendable {
    /// The file.
    public let bundle: DisputeBundle
    /// The checkpoint.
    public let checkpoint: TrustedCheckpoint
    /// What entry 0 says.
    public let identity: LedgerIdentity
    /// What the bundle speaks of: the log through its index.
    public let prefix: Prefix
    /// The events of the whole streams, by stream, each in its order.
    public let events: [StreamName: [RecordedEvent]]
    /// Single events of other streams, in the order of the log.
    public let related: [RecordedEvent]
    /// The disclosures, each of which opens a commitment.
    public let disclosures: [Disclosure]
    /// H(0x00 ‖ statement) by index.
    let statementLeaves: [UInt64: Digest]

    /// How many signatures were checked.
    public var signatures: Int { statementLeaves.count }
}

/// A file that was checked: what of it may be used, and what is to be said of it.
public struct CheckedBundle: Sendable {
    /// What an audit may be recomputed from; `nil` where the file is refused.
    public let content: VerifiedBundle?
    /// The three-part answer.
    public let report: ProofReport

    /// Checks the bundle that a file holds.
    public init(_ bytes: [UInt8], _ policy: TrustPolicy) {
        do throws(FormDefect) {
            self.init(try DisputeBundle(bytes), policy)
        } catch {
            self.init(refused: ProofReport(.bundle, refused: error.problem))
        }
    }

    private init(refused report: ProofReport) {
        content = nil
        self.report = report
    }

    /// Checks a bundle.
    public init(_ bundle: DisputeBundle, _ policy: TrustPolicy) {
        var report = ProofReport(.bundle)
        report.subject = bundle.subject.stream.text
        let checkpoint: TrustedCheckpoint
        var objections: [VerificationProblem] = []
        report.logKeys = bundle.logKeys(&objections)
        do throws(NoteDefect) { checkpoint = try policy.verify(bundle.checkpoint, report.logKeys) } catch {
            report.problems = [ProofReport.Problem(error)] + objections.map(ProofReport.Problem.init)
            self.init(refused: report)
            return
        }
        report.checkpoint = checkpoint
        var check = BundleCheck(bundle, checkpoint)
        let content = check.run(authority: policy.authority)
        report.problems = check.problems.map { ProofReport.Problem($0) }
        guard report.holds, let content else {
            self.init(refused: report)
            return
        }
        report.tell(content, policy)
        self.init(content: content, report: report)
    }

    private init(content: VerifiedBundle, report: ProofReport) {
        self.content = content
        self.report = report
    }
}
