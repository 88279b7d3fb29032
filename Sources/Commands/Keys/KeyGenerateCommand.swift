import ArgumentParser
import Primitives
import Signing
import Terminal

/// Makes a key.
struct KeyGenerateCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Make a key for a holder.",
        discussion: """
            Writes FILE (secret, mode 0600) and FILE with .vkey for .key (public). With --passphrase the secret key is
            protected; the passphrase is asked for on the terminal.

            examledger key generate a-01 --key a-01.key
            """)

    @Argument(help: "The holder's id: the name under which the key speaks.")
    var holder: String

    @Option(help: ArgumentHelp("The secret key's file.", valueName: "file"))
    var key: String

    @Flag(help: "Protect the secret key by a passphrase.")
    var passphrase = false

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let made = try SigningKey.generate(name: holder)
        if passphrase {
            let question = Phrase(en: "New passphrase: ", zh: "新口令：")
            guard let secret = try Prompt(language: context.language).passphrase(question) else {
                throw LedgerError.usage(
                    "--passphrase needs a terminal to ask on.", "--passphrase 需要终端才能询问。")
            }
            try KeyFile.write(made, to: key, passphrase: secret)
        } else {
            try KeyFile.write(made, to: key)
        }
        let publicFile = key.hasSuffix(".key") ? key.dropLast(4) + ".vkey" : key + ".vkey"
        try KeyFile.write(made.verificationKey, to: publicFile)
        try KeyReport(made.verificationKey).write(output.format, context)
        return .done
    }
}

/// Shows a key.
struct KeyShowCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the public side of a key file, secret or public.",
        discussion: "examledger key show a-01.key")

    @Argument(help: "A key file.")
    var file: String

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let key: VerificationKey
        do throws(LedgerError) {
            key = try KeyFile.verificationKey(at: file)
        } catch {
            guard error.code.rawValue == "key.secret-given" else { throw error }
            key = try LedgerKeys.read(file, context).verificationKey
        }
        try KeyReport(key).write(output.format, context)
        return .done
    }
}

/// The public side of a key, for people and programs.
struct KeyReport {
    private let key: VerificationKey

    init(_ key: VerificationKey) {
        self.key = key
    }

    func write(_ format: OutputOptions.Format, _ context: TerminalContext) throws(LedgerError) {
        guard format == .text else {
            try JSONValue.members([
                "schema": "examledger-key/1", "holder": .string(key.name),
                "key_id": .string(key.publicKey.id.hex), "public_key": .string(key.publicKey.bytes.hex),
                "vkey": .string(key.text),
            ]).write(to: context)
            return
        }
        let rows = [
            (Phrase(en: "holder", zh: "持有者"), key.name), (Phrase(en: "key id", zh: "密钥标识"), key.publicKey.id.hex),
            (Phrase(en: "public key", zh: "公钥"), key.publicKey.bytes.hex), (Phrase(en: "vkey", zh: "vkey"), key.text),
        ]
        for (label, value) in rows {
            try context.output.line(
                DisplayWidth.pad(context.text(label), to: 12, alignment: .leading) + value.printable)
        }
    }
}
