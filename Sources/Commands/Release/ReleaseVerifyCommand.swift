import ArgumentParser
import Ledger
import Primitives
import Terminal
import Transparency

/// Checks a certificate without the ledger.
struct ReleaseVerifyCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a release certificate offline: the file, a trust policy, and nothing else.",
        discussion: """
            The file brings the checkpoint and the trust stream with it, so that whose keys signed follows from the
            policy. Exit 10 where the file contradicts itself or the score file, 11 where a signature does not hold or
            too few officers have signed. What was not checked is said.

            examledger release verify release.json --policy policy.txt --scores scores.csv
            """)

    @Argument(help: "The certificate's file.")
    var certificate: String

    @Option(help: ArgumentHelp("The trust policy.", valueName: "file"))
    var policy: String

    @Option(help: ArgumentHelp("The score file.", valueName: "file"))
    var scores: String?

    @Option(help: ArgumentHelp("A checkpoint that was held elsewhere.", valueName: "file"))
    var checkpoint: String?

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let trust = try PolicyFile.read(policy)
        let file = try CertificateFile(at: certificate)
        let scores = try scores.map { (path) throws(LedgerError) in try FileDigest.read(path) }
        let held = try checkpoint.map { (path) throws(LedgerError) in Array(try TextFile.read(path).utf8) }
        let text = CertificateText(check: CertificateCheck(file, trust, scores: scores, held: held))
        try text.write(output, context)
        return text.status
    }
}
