import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Writes a candidate's whole history, provably complete.
struct BundleCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Write a candidate's whole history into one file that proves itself.",
        discussion: """
            Holds the streams trust, exam, sitting and candidate, whole under the newest stream index, and what an
            audit of them finds. Anyone checks it with examledger check, the file and a trust policy; no ledger is
            needed. Needs an index: examledger index commit.

            Personal values are in it as commitments only. --disclose hands values on; where they come from the
            ledger's own store, who takes them out and what for is recorded first, as with personal show.

            examledger bundle c-0003 -o c-0003.examledger.json
            examledger bundle c-0003 --disclose claim --purpose 'hearing of d-1' --key a-02.key -o c-0003.examledger.json
            """)

    @Argument(help: "The candidate.")
    var candidate: String

    @Option(help: "The sitting, where the candidate is in several.")
    var sitting: String?

    @Option(
        help: ArgumentHelp(
            "Openings of personal values to hand on: a file of disclosures, or of envelopes that carry them.",
            valueName: "file"))
    var disclosures: String?

    @Option(
        help: ArgumentHelp(
            "Hand on the values of this name: of those in the file, else of those kept here; may be repeated.",
            valueName: "name"))
    var disclose: [String] = []

    @OptionGroup var viewing: DisclosureOptions

    @Option(name: .short, help: ArgumentHelp("Write the bundle here; else on standard output.", valueName: "file"))
    var outputFile: String?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    private func checkOptions() throws(LedgerError) {
        let isKept = !disclose.isEmpty && disclosures == nil
        guard isKept == (viewing.key != nil), isKept == (viewing.purpose != nil) else {
            throw isKept
                ? .usage(
                    "To hand on values that are kept here, give --key and --purpose too.",
                    "要附上此处保存的值，请同时给出 --key 和 --purpose。")
                : .usage(
                    "--key and --purpose are of use with --disclose NAME and without --disclosures only.",
                    "--key 和 --purpose 只能与 --disclose NAME 一起使用，且不得给出 --disclosures。")
        }
    }

    func run(in context: TerminalContext) throws -> ExitStatus {
        try checkOptions()
        let desk = try viewing.desk(ledger.directory(context), context)
        let store = try desk?.store ?? ledger.open(context)
        let subject = try SessionName.named(candidate, sitting: sitting, in: store)
        guard let index = try store.committedIndex() else { throw LedgerError.noIndex }
        let opened =
            if let desk {
                try viewing.opened(disclose, of: subject, below: index.size, at: desk, context)
            } else {
                try disclosed(of: subject, below: index.size, in: store, context)
            }
        var bundle = try store.bundle(of: subject, under: index, disclosures: opened)
        // Checked as its reader will check it, before it leaves the house.
        let key = try store.logKeyEpochs().key(at: index.checkpoint.size)
        let checked = CheckedBundle(bundle, TrustPolicy(log: key, authority: store.identity.authority))
        guard let content = checked.content else { throw LedgerError.unsound(checked.report.problems) }
        let audit = try BundleAudit(content)
        bundle.report = audit.report
        let findings = audit.result.findings.count
        try ProofOutput(path: outputFile, format: output.format).write(
            bundle.serialized,
            Phrase(
                en: "\(subject.stream.text) whole through entry \(index.size): \(content.signatures) entries, "
                    + "\(findings) findings",
                zh: "\(subject.stream.text) 截至第 \(index.size) 条的完整历史：\(content.signatures) 条，\(findings) 项审计发现"),
            context)
        return .done
    }

    /// The openings from the file that belong to the candidate's events, those that were asked for.
    private func disclosed(
        of subject: SessionName, below size: UInt64, in store: LedgerStore, _ context: TerminalContext
    ) throws(LedgerError) -> [Disclosure] {
        guard let disclosures else { return [] }
        let events = try store.events(of: subject.stream).filter { $0.index < size }
        let commitments = Set(
            events.flatMap { $0.statement.personal.map { Base64.encode($0.digest.bytes.span, .urlWithoutPadding) } })
        let lines = try LineReader(disclosures, limit: Envelope.lineLimit)
        var envelopes = EnvelopeReader()
        var line: [UInt8] = []
        var found: [Disclosure] = []
        while try lines.next(&line) {
            var texts: [String] = []
            if line.first == UInt8(ascii: "{") {
                guard (try? envelopes.read(line.span)) != nil else { continue }
                texts = envelopes.disclosures
            } else {
                texts = [String(decoding: line, as: UTF8.self)]
            }
            for text in texts where commitments.contains(Disclosure.digest(of: text)) {
                guard let disclosure = Disclosure(text: text), !found.contains(disclosure),
                    disclose.isEmpty || disclose.contains(where: disclosure.name.isSame)
                else { continue }
                found.append(disclosure)
            }
        }
        try warn(of: disclosures, with: found, below: size, context)
        return found
    }

    /// Says on standard error what of a file was to be handed on and is not: later events are not in the bundle.
    private func warn(
        of file: String, with found: [Disclosure], below size: UInt64, _ context: TerminalContext
    ) throws(LedgerError) {
        let missing = disclose.filter { name in !found.contains { $0.name.isSame(as: name) } }
        for name in disclose.isEmpty && found.isEmpty ? [nil] : missing.map(Optional.some) {
            let (named, of) = (name.map { " of the name \($0)" } ?? "", name.map { "名为 \($0) 的" } ?? "")
            try context.errors.line(
                context.text(
                    Phrase(
                        en:
                            "warning: nothing in \(file) opens a personal value\(named) of this candidate's before entry \(size)",
                        zh: "警告：\(file) 中没有该考生在第 \(size) 条之前\(of)个人信息的披露")
                ).printable)
        }
        try context.errors.flush()
    }
}

extension LedgerError {
    /// No stream index to prove completeness by.
    static var noIndex: LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "proof.no-index"),
            Phrase(
                en: "No stream index ends a checkpoint: nothing proves that a history is complete.",
                zh: "没有以流索引结尾的检查点：无从证明历史完整。"),
            hint: Phrase(en: "Commit one: examledger index commit.", zh: "请先执行 examledger index commit。"))
    }

    /// The ledger's own entries do not hold.
    static func unsound(_ problems: [ProofReport.Problem]) -> LedgerError {
        let first = problems.first?.phrase ?? Phrase(en: "unknown", zh: "未知")
        return LedgerError(
            LedgerError.Code(rawValue: "store.damaged"),
            Phrase(
                en: "No bundle was written, as its check would fail: \(first.en).", zh: "未写出历史包，因其无法通过检查：\(first.zh)。"),
            hint: Phrase(en: "Run examledger verify.", zh: "请运行 examledger verify。"))
    }
}
