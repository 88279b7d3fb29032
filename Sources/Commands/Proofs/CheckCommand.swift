import ArgumentParser
import Glibc
import Ledger
import Primitives
import Terminal
import Transparency

/// Checks proofs without a ledger.
struct CheckCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check receipts, proofs, bundles and certificates with nothing but the files and a trust policy.",
        discussion: """
            Needs no ledger and no network. Says of each file what was verified, what was not checked, and up to which
            entry it speaks. Exit 10, 11 or 12 where a file is refused, 23 where the policy does not say whom to trust.

            examledger check 412.tlog-proof --policy policy.txt
            examledger check c-0001.examledger.json --policy policy.txt --checkpoint held-elsewhere.checkpoint
            """)

    @Argument(help: ArgumentHelp("Proofs and bundles, or - for standard input.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("Whom to trust: the log's key, the authority, the witnesses.", valueName: "file"))
    var policy: String?

    @Option(help: ArgumentHelp("A checkpoint that you hold; may be repeated.", valueName: "file"))
    var checkpoint: [String] = []

    @Option(help: ArgumentHelp("Refuse what does not speak of this entry.", valueName: "index"))
    var atLeast: String?

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        guard !files.isEmpty else {
            throw LedgerError.usage("Name at least one file, or - for standard input.", "请至少给出一个文件，或用 - 表示标准输入。")
        }
        let atLeast = try atLeast.map { (text) throws(LedgerError) -> UInt64 in
            guard let index = EventName.index(text), index < .max else {
                throw .usage("--at-least is the index of an entry.", "--at-least 须为条目的序号。")
            }
            return index
        }
        let policy = try trustPolicy()
        let held = try checkpoint.map { (file) throws(LedgerError) in Array(try TextFile.read(file).utf8) }
        let reports = try files.map { (file) throws(LedgerError) -> ProofReport in
            let report = try ProofFile(reading: file).report(policy, held: held)
            return report.held(against: held, policy, atLeast: atLeast)
        }
        let text = CheckText(Array(zip(files, ProofReport.heldTogether(reports))))
        try text.write(output.format, context)
        return text.status
    }

    private func trustPolicy() throws(LedgerError) -> TrustPolicy {
        guard let policy else { throw PolicyFile.missing("--policy") }
        return try PolicyFile.read(policy)
    }
}
