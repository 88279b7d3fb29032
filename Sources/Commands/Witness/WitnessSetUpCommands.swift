import ArgumentParser
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Makes a witness.
struct WitnessInitCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a witness: a key and an empty memory.",
        discussion: """
            The secret key is DIR/witness.key, the public one DIR/witness.vkey: give that to whoever writes a trust
            policy. The key serves nothing else, and is lost with the folder: a memory that was put back from an older
            copy may cosign two histories.

            examledger witness init my.witness --name witness.example/w1 --log day.ledger/log.vkey
            """)

    @Argument(help: ArgumentHelp("The folder of the new witness.", valueName: "dir"))
    var directory: String

    @Option(help: "The name under which it cosigns: a URL without scheme.")
    var name: String

    @Option(help: ArgumentHelp("The public key of a log to witness; may be repeated.", valueName: "vkey"))
    var log: [String] = []

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let logs = try WitnessLogs(log)
        let key = try SigningKey.generate(name: name)
        let store = try WitnessStore.create(at: directory, key: key)
        let witness = try Witness(key: key)
        try logs.add(to: store, witness)
        try WitnessReport(witness, logs).write(output.format, context)
        return .done
    }
}

/// Makes a witness know a log.
struct WitnessAddCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Let a witness know a log, or another key of one.",
        discussion: "examledger witness add my.witness day.ledger/log.vkey")

    @Argument(help: ArgumentHelp("The witness's folder.", valueName: "dir"))
    var directory: String

    @Argument(help: ArgumentHelp("The public key of a log to witness.", valueName: "vkey"))
    var log: [String]

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let logs = try WitnessLogs(log)
        let store = try WitnessStore(at: directory)
        let witness = try store.witness(context)
        try logs.add(to: store, witness)
        try WitnessReport(witness, logs).write(output.format, context)
        return .done
    }
}

/// The keys of logs that a command line names; all are read before anything is written.
struct WitnessLogs {
    let keys: [VerificationKey]

    init(_ files: [String]) throws(LedgerError) {
        var keys: [VerificationKey] = []
        for file in files { keys.append(try KeyFile.verificationKey(at: file)) }
        self.keys = keys
    }

    func add(to store: WitnessStore, _ witness: Witness) throws(LedgerError) {
        for key in keys { try store.add(key, to: witness) }
    }
}

extension WitnessStore {
    /// The witness with its key, whose passphrase is asked for where it has one.
    func witness(_ context: TerminalContext) throws(LedgerError) -> Witness {
        try Witness(key: LedgerKeys.read(keyPath, context))
    }
}

/// A witness and the logs that were added, for people and programs.
struct WitnessReport {
    private let witness: Witness
    private let logs: WitnessLogs

    init(_ witness: Witness, _ logs: WitnessLogs) {
        self.witness = witness
        self.logs = logs
    }

    func write(_ format: OutputOptions.Format, _ context: TerminalContext) throws(LedgerError) {
        let key = witness.verificationKey
        guard format == .text else {
            try JSONValue.members([
                "schema": "examledger-witness/1", "name": .string(key.name), "vkey": .string(key.text),
                "logs_added": .array(logs.keys.map { .string($0.name) }),
            ]).write(to: context)
            return
        }
        try context.output.line(context.text(Phrase(en: "witness \(key.name)", zh: "见证方 \(key.name)")))
        try context.output.line("  vkey \(key.text)")
        for log in logs.keys {
            try context.output.line(context.text(Phrase(en: "  witnesses \(log.name)", zh: "  见证日志 \(log.name)")))
        }
    }
}
