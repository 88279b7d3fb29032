import ArgumentParser
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Adds an officer's signature to a certificate.
struct ReleaseSignCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Add an officer's signature to a release certificate.",
        discussion: """
            Each officer signs where their key is; no ledger is needed. The certificate is checked first, as
            examledger release verify does; one that does not hold is not signed. It counts when as many different
            officers have signed as the ledger asks for.

            examledger release sign release.json --policy policy.txt --key a-03.key
            """)

    @Argument(help: "The certificate's file, which the signature is added to.")
    var certificate: String

    @Option(help: ArgumentHelp("The trust policy.", valueName: "file"))
    var policy: String

    @Option(help: ArgumentHelp("The secret key of the administrator who signs.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("The score file, to be checked before.", valueName: "file"))
    var scores: String?

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let trust = try PolicyFile.read(policy)
        let signer = try LedgerKeys.read(key, context)
        var file = try CertificateFile(at: certificate)
        let scores = try scores.map { (path) throws(LedgerError) in try FileDigest.read(path) }
        let before = CertificateCheck(file, trust, scores: scores)
        guard before.awaitsSignatures else {
            try CertificateText(check: before).write(output, context)
            return CertificateText(check: before).status
        }
        if let objection = before.objection(toSignatureBy: signer.publicKey) {
            throw LedgerError.officerRefused(objection)
        }
        file.envelope.sign(with: signer.secret)
        try file.write(to: certificate, isNew: false)
        let after = CertificateText(check: CertificateCheck(file, trust, scores: scores))
        try after.write(output, context)
        return .done
    }
}
