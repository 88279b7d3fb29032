import ArgumentParser
import Glibc
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Signs the head of the log, and has it cosigned.
struct CheckpointCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Sign the head of the log, have witnesses cosign it, and print the note.",
        discussion: """
            A checkpoint held elsewhere is what later shows that nothing was changed or left out: keep it, send it.
            The same size is never signed with another root, and no size smaller than before.

            With --policy every witness is asked that the policy gives an address for. Without enough of them the
            checkpoint stands all the same, and a warning says so; --require-quorum makes that a failure. A witness that
            knows more of this log than there is here is an incident: exit 12.

            Where there is no network, --request writes what to carry to a witness, who answers with
            `examledger witness sign`, and --cosigned takes the answer back.

            examledger checkpoint > day.checkpoint
            examledger checkpoint --policy policy.txt --require-quorum
            examledger checkpoint --policy policy.txt --request to-witness.txt
            examledger checkpoint --policy policy.txt --cosigned from-witness.txt
            """)

    @Option(help: ArgumentHelp("The log's key; else keys/log.key in the ledger's folder.", valueName: "file"))
    var logKey: String?

    @Option(help: ArgumentHelp("The trust policy that names the witnesses.", valueName: "file"))
    var policy: String?

    @Option(
        help: ArgumentHelp(
            "Where a witness takes checkpoints, over what the policy says; NAME= where it names several.",
            valueName: "[name=]url"))
    var witness: [String] = []

    @Flag(help: "Fail where too few of the witnesses have cosigned.")
    var requireQuorum = false

    @Option(
        help: ArgumentHelp("Write the request to a witness, to be carried by hand; - for output.", valueName: "file"))
    var request: String?

    @Option(
        help: ArgumentHelp("The witness that the request is for, where the policy names several.", valueName: "name"))
    var to: String?

    @Option(help: ArgumentHelp("The size that the witness cosigned last, where it said another.", valueName: "size"))
    var old: UInt64?

    @Option(help: ArgumentHelp("Take in the lines that a witness answered; - for input.", valueName: "file"))
    var cosigned: String?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let policy = try readPolicy()
        if let cosigned { return try takeIn(cosigned, policy, context) }
        let directory = ledger.directory(context)
        let key = try LedgerKeys(directory: directory).logKey(logKey, of: ledger.open(context).logKey(), context)
        let checkpoint = try sign(directory, key)
        if let request { return try write(request, for: checkpoint, policy, context) }
        guard let policy else {
            let keys = try ledger.open(context).logKeyHistory()
            try CheckpointReport(checkpoint, by: keys).write(output.format, context)
            return .done
        }
        return try haveCosigned(checkpoint, policy, directory, context)
    }

    /// The store is let go of again, so that others may write while the witnesses are asked.
    private func sign(_ directory: String, _ key: SigningKey) throws(LedgerError) -> TrustedCheckpoint {
        try LedgerStore(at: directory, forWriting: true).signCheckpoint(with: key)
    }

    private func ask(
        _ witnesses: [NamedWitness], about checkpoint: TrustedCheckpoint, _ context: TerminalContext
    ) throws(LedgerError) -> ([WitnessAnswer], LogKeyHistory) {
        let store = try ledger.open(context)
        return (try store.ask(witnesses, about: checkpoint, by: CurlTransport.send), try store.logKeyHistory())
    }

    private func readPolicy() throws(LedgerError) -> TrustPolicy? {
        if request != nil, cosigned != nil {
            throw .usage("--request and --cosigned exclude each other.", "--request 与 --cosigned 不能同时使用。")
        }
        guard let policy else {
            guard witness.isEmpty, !requireQuorum, request == nil, cosigned == nil else {
                throw .usage(
                    "Which witnesses count is for a policy to say: give --policy FILE.",
                    "哪些见证方有效由信任策略决定：请给出 --policy FILE。")
            }
            return nil
        }
        return try PolicyFile.read(policy)
    }

    /// The writer's lock is free while witnesses are waited for: an exam does not stand still for them.
    private func haveCosigned(
        _ checkpoint: TrustedCheckpoint, _ policy: TrustPolicy, _ directory: String, _ context: TerminalContext
    ) throws(LedgerError) -> ExitStatus {
        let witnesses = try WitnessChoice(policy).withAddresses(witness)
        let progress = Progress(Phrase(en: "asking witnesses", zh: "询问见证方"), total: nil, context: context)
        progress.advance(by: 0)
        let (answers, keys) = try ask(witnesses, about: checkpoint, context)
        progress.finish()
        if answers.contains(where: \.lacksCurl) { throw .curlMissing }
        let lines = answers.compactMap(\.cosignature)
        let kept =
            lines.isEmpty
            ? checkpoint
            : try LedgerStore.patiently(at: directory).add(lines, by: policy.witnesses, to: checkpoint)
        let report = CheckpointReport(kept, by: keys, policy: policy, answers: answers)
        try report.write(output.format, context)
        return report.status(requiresQuorum: requireQuorum)
    }

    private func write(
        _ path: String, for checkpoint: TrustedCheckpoint, _ policy: TrustPolicy?, _ context: TerminalContext
    ) throws(LedgerError) -> ExitStatus {
        guard let policy else { return .usage }
        let store = try ledger.open(context)
        let witness = try WitnessChoice(policy).one(named: to)
        let oldSize: UInt64
        if let old { oldSize = old } else { oldSize = try store.lastCosigned(by: witness.key) }
        let request = try store.witnessRequest(for: checkpoint, from: oldSize)
        let text = String(decoding: request.body, as: UTF8.self)
        if path == "-" {
            try context.output.write(text)
            return .done
        }
        try LedgerFolder.write(text, to: path)
        guard output.format == .text else {
            try JSONValue.members([
                "schema": "examledger-witness-request/1", "file": .string(path), "witness": .string(witness.name),
                "old_size": .number(oldSize), "size": .number(checkpoint.size),
            ]).write(to: context)
            return .done
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "request to \(witness.name) written to \(path): from \(oldSize) to \(checkpoint.size) entries",
                    zh: "致 \(witness.name) 的请求已写入 \(path)：从 \(oldSize) 条到 \(checkpoint.size) 条")))
        return .done
    }

    private func takeIn(
        _ path: String, _ policy: TrustPolicy?, _ context: TerminalContext
    ) throws(LedgerError) -> ExitStatus {
        guard let policy else { return .usage }
        let text = try TextFile.read(path)
        guard let lines = NoteSignature.lines(Array(text.utf8)) else { throw .noCosignature(path) }
        let store = try LedgerStore(at: ledger.directory(context), forWriting: true)
        guard let checkpoint = try store.checkpoint(cosignedIn: lines, by: policy.witnesses) else {
            throw .noCosignature(path)
        }
        let kept = try store.add(lines, by: policy.witnesses, to: checkpoint)
        let report = CheckpointReport(kept, by: try store.logKeyHistory(), policy: policy)
        try report.write(output.format, context)
        return report.status(requiresQuorum: requireQuorum)
    }
}

extension WitnessAnswer {
    /// Whether the program that carries requests is missing.
    var lacksCurl: Bool { outcome == .unanswered(.unreachable(.curlMissing)) }

    /// The cosignature, where it gave one.
    var cosignature: NoteSignature? {
        if case .cosigned(let line, _) = outcome { line } else { nil }
    }
}

extension LedgerError {
    static func noCosignature(_ path: String) -> LedgerError {
        LedgerError(
            .checkpointInvalid,
            Phrase(
                en: "\(path) holds no cosignature by a witness of the policy over a checkpoint of this ledger.",
                zh: "\(path) 中没有信任策略所列见证方对本账本检查点的联署签名。"))
    }
}

extension LedgerStore {
    /// The ledger for writing, waited for a few seconds where somebody else writes.
    static func patiently(at directory: String) throws(LedgerError) -> LedgerStore {
        for _ in 0..<50 {
            do throws(LedgerError) { return try LedgerStore(at: directory, forWriting: true) } catch {
                guard error.code.rawValue == "store.busy", Interrupt.requested == nil else { throw error }
            }
            usleep(100_000)
        }
        return try LedgerStore(at: directory, forWriting: true)
    }
}
