import ArgumentParser
import Exam
import Ledger
import Primitives
import Terminal
import Transparency

/// Writes proofs that others check without the ledger.
struct ProveCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prove that an event is in the log, that the log only grew, or where a stream ends.",
        discussion: """
            Of an event: a C2SP tlog-proof under the newest checkpoint that covers it. Of two sizes: that the larger
            tree continues the smaller one. Of a stream: its place in the stream index, or that it has none.
            Check them anywhere with examledger check.

            examledger prove '#412' -o 412.tlog-proof
            examledger prove --from 2048 --to 3607 -o growth.proof
            examledger prove --stream candidate/e-1/s-1/c-0001 -o stream.json
            """)

    @Argument(help: "The event's id, or its index in the log.")
    var event: String?

    @Option(help: ArgumentHelp("The smaller size, for a proof that the log only grew.", valueName: "size"))
    var from: UInt64?

    @Option(help: ArgumentHelp("The larger size; else that of the newest checkpoint.", valueName: "size"))
    var to: UInt64?

    @Option(help: ArgumentHelp("The stream, for its place in the newest stream index.", valueName: "name"))
    var stream: String?

    @Option(help: ArgumentHelp("Under the checkpoint of this size; else under the newest.", valueName: "size"))
    var size: UInt64?

    @Option(help: ArgumentHelp("Under this checkpoint, as its note was signed.", valueName: "file"))
    var checkpoint: String?

    @Option(name: .short, help: ArgumentHelp("Write the proof here; else on standard output.", valueName: "file"))
    var outputFile: String?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    private func checkOptions() throws(LedgerError) {
        guard [event != nil, from != nil, stream != nil].count(where: { $0 }) == 1 else {
            throw .usage(
                "Name one event, or --from SIZE, or --stream NAME.", "请指明一个事件，或给出 --from SIZE，或给出 --stream NAME。")
        }
        guard to == nil || from != nil else {
            throw .usage("--to is of use with --from only.", "--to 只能与 --from 一起使用。")
        }
        guard event != nil || size == nil && checkpoint == nil else {
            throw .usage(
                "--size and --checkpoint are of use with an event only.", "--size 和 --checkpoint 只能与事件一起使用。")
        }
        guard size == nil || checkpoint == nil else {
            throw .usage(
                "--size and --checkpoint exclude each other.", "--size 与 --checkpoint 不能同时使用。")
        }
    }

    func run(in context: TerminalContext) throws -> ExitStatus {
        try checkOptions()
        let store = try ledger.open(context)
        let file = ProofOutput(path: outputFile, format: output.format)
        if let event {
            let index = try EventName(text: event).event(in: store).index
            var prover = try EntryProver(store, under: under(store))
            guard let proof = try prover.proof(of: index) else {
                throw LedgerError.uncovered(index, by: prover.checkpoint.size)
            }
            let subject = Phrase(
                en: "entry \(index) under the checkpoint over \(prover.checkpoint.size) entries",
                zh: "第 \(index) 条，依据对 \(prover.checkpoint.size) 条的检查点")
            try file.write(proof.serialized, subject, context)
        } else if let from {
            try file.write(growth(store, from: from), context)
        } else if let stream {
            try file.write(place(of: stream, store), context)
        }
        return .done
    }

    /// The checkpoint that a proof of an event is to lead to.
    private func under(_ store: LedgerStore) throws(LedgerError) -> TrustedCheckpoint {
        if let checkpoint {
            let note = try NoteFile.read(checkpoint)
            let keys = try store.logKeyEpochs()
            do throws(NoteDefect) { return try keys.trusted(note) } catch { throw .untrusted(error) }
        }
        guard let size else {
            guard let newest = try store.newestCheckpoint() else { throw .noCheckpoint(of: nil) }
            return newest
        }
        guard let checkpoint = try store.checkpoint(size: size) else { throw .noCheckpoint(of: size) }
        return checkpoint
    }

    private func growth(
        _ store: LedgerStore, from: UInt64
    ) throws(LedgerError) -> (bytes: [UInt8], subject: Phrase) {
        let newest = to == nil ? try store.newestCheckpoint()?.size : nil
        guard let to = to ?? newest else { throw .noCheckpoint(of: nil) }
        guard let proof = try store.growthProof(from: from, to: to) else {
            throw .usage(
                "--from \(from) is more than \(to).", "--from \(from) 大于 \(to)。",
                hint: Phrase(en: "Give the smaller size first.", zh: "请先给出较小的数目。"))
        }
        return (
            proof.serialized,
            Phrase(en: "that \(to) entries continue \(from)", zh: "\(to) 条延续此前的 \(from) 条")
        )
    }
}

extension ProveCommand {
    /// Where a stream stands in the newest index, or that it has no place there.
    private func place(
        of stream: String, _ store: LedgerStore
    ) throws(LedgerError) -> (bytes: [UInt8], subject: Phrase) {
        guard let name = StreamName(stream) else {
            throw .usage(
                "\(stream) is not the name of a stream.", "\(stream) 不是流的名称。",
                hint: Phrase(
                    en: "Such as candidate/EXAM/SITTING/CANDIDATE, sitting/EXAM/SITTING, exam/EXAM, trust or ledger.",
                    zh: "例如 candidate/EXAM/SITTING/CANDIDATE、sitting/EXAM/SITTING、exam/EXAM、trust 或 ledger。"))
        }
        guard let index = try store.committedIndex() else { throw .noIndex }
        let proof = StreamProof(of: name, in: try store.prover(of: index), under: index)
        let subject =
            switch proof.place {
            case .present(let leaf):
                Phrase(
                    en: "\(stream) has \(leaf.leaf.count) entries below \(index.size)",
                    zh: "\(stream) 在第 \(index.size) 条之前有 \(leaf.leaf.count) 条")
            case .absent:
                Phrase(en: "there is no \(stream) below \(index.size)", zh: "第 \(index.size) 条之前没有 \(stream)")
            }
        return (proof.serialized, subject)
    }
}

/// Where a proof goes, and what is said of it.
struct ProofOutput {
    /// The file; `nil` for standard output.
    let path: String?
    let format: OutputOptions.Format

    /// Writes a proof; where it goes into a file, says what it proves.
    func write(_ bytes: [UInt8], _ subject: Phrase, _ context: TerminalContext) throws(LedgerError) {
        guard let path, path != "-" else { return try context.output.write(bytes.span) }
        try LedgerFolder.write(String(decoding: bytes, as: UTF8.self), to: path)
        if format == .text {
            try context.output.line(
                context.text(Phrase(en: "\(path): \(subject.en)", zh: "\(path)：\(subject.zh)")).printable)
        } else {
            try JSONValue.members([
                "schema": "examledger-proof/1", "file": .string(path), "bytes": .number(bytes.count),
                "subject": .phrase(subject),
            ]).write(to: context)
        }
    }

    func write(_ proof: (bytes: [UInt8], subject: Phrase), _ context: TerminalContext) throws(LedgerError) {
        try write(proof.bytes, proof.subject, context)
    }
}

extension LedgerError {
    /// A note from outside that is not a checkpoint of this ledger.
    static func untrusted(_ defect: NoteDefect) -> LedgerError {
        LedgerError(
            .checkpointInvalid,
            Phrase(
                en: "The checkpoint cannot be trusted: \(defect.advice.en)", zh: "检查点不可信：\(defect.advice.zh)"))
    }

    /// Nothing signed to prove something under.
    static func noCheckpoint(of size: UInt64?) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "proof.no-checkpoint"),
            size.map {
                Phrase(
                    en: "No checkpoint was signed over exactly \($0) entries.", zh: "没有恰好对 \($0) 条签署的检查点。")
            } ?? Phrase(en: "No checkpoint has been signed yet.", zh: "尚未签署检查点。"),
            hint: Phrase(
                en: "Sign the head of the log with examledger checkpoint.", zh: "请用 examledger checkpoint 签署日志的末端。"))
    }

    /// An entry that the checkpoint does not cover.
    static func uncovered(_ index: UInt64, by size: UInt64) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "proof.uncovered"),
            Phrase(
                en: "Entry \(index) is not under the checkpoint, which covers \(size) entries.",
                zh: "第 \(index) 条不在检查点之下，检查点只覆盖 \(size) 条。"),
            hint: Phrase(
                en: "Sign the head of the log with examledger checkpoint.", zh: "请用 examledger checkpoint 签署日志的末端。"))
    }
}
