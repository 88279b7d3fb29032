import Exam
import LMDB
public import Primitives
public import Signing
import Transparency

/// Makes a new ledger from an export: the same entries, the same root.
public final class LogImport {
    private let new: NewStore
    private let logKey: VerificationKey
    private let lines = ExportLines()
    private var rebuild: LogRebuild?

    /// Begins a new ledger in a free place.
    ///
    /// - Parameter logKey: The log's public key; that it is the log's nobody else can say.
    /// - Throws: `ledger.exists`, `input.folder`.
    public init(to directory: String, logKey: VerificationKey) throws(LedgerError) {
        new = try NewStore(for: directory, mayReplace: false)
        self.logKey = logKey
    }

    /// Takes in one line of the export, without its line break.
    ///
    /// - Throws: `import.line`, `import.repeated`, `ledger.key`, what writing a store throws.
    public func take(_ line: Span<UInt8>) throws(LedgerError) {
        try lines.take(line, add)
    }

    private func add(_ recorded: RecordedStatement) throws(LedgerError) {
        if rebuild == nil {
            rebuild = try LogRebuild(at: new.path, logKey: logKey, first: recorded)
        } else {
            try rebuild?.append(recorded)
        }
    }

    /// Verifies what was taken in, every byte of it, and gives it its name where nothing is wrong.
    ///
    /// - Parameters:
    ///   - options: What to hold it against.
    ///   - signer: Signs a checkpoint over it, where a checkpoint from outside shows that it is the log: envelopes do
    ///     not say which were in front of them, so that a file with lines left out is another log under the same key.
    ///   - progress: As of `verify`.
    /// - Returns: The report; where it names a problem, nothing was made.
    public func finish(
        _ options: VerificationOptions, signer: SigningKey?, progress: (UInt64, UInt64) -> Bool
    ) throws(LedgerError) -> VerificationReport {
        try lines.finish(add)
        let report = try verify(options, signer, progress)
        if report.problems.isEmpty { _ = try new.place() }
        return report
    }

    /// Verifies the store and lets go of it, so that it can be moved.
    private func verify(
        _ options: VerificationOptions, _ signer: SigningKey?, _ progress: (UInt64, UInt64) -> Bool
    ) throws(LedgerError) -> VerificationReport {
        guard var whole = rebuild.take() else {
            throw .importLine(1, Phrase(en: "there is no line", zh: "没有任何行"))
        }
        try whole.flush()
        let report = try whole.store.verify(options, progress: progress)
        guard report.problems.isEmpty else { return report }
        if let signer, report.completeness == .ok { try whole.store.signCheckpoint(with: signer) }
        try whole.store.writePublicFiles(whole.store.logKey())
        return report
    }
}

extension LedgerStore {
    /// Writes the files for outsiders beside the store: the log's key and a trust policy.
    func writePublicFiles(_ logKey: VerificationKey) throws(LedgerError) {
        let folder = try Folder(directory)
        try folder.write(Array((logKey.text + "\n").utf8), to: "log.vkey")
        try folder.write(Array(identity.policyText(log: logKey).utf8), to: "policy.txt")
        try folder.synchronise()
    }
}
