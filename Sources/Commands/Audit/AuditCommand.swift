import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Reports
import Terminal

/// Judges what is recorded by the rules.
struct AuditCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Judge the sessions by the rules; exit status 13 where something blocks or needs adjudication.",
        discussion: """
            examledger audit
            examledger audit c-0003 --rule LOGIN --fail-on blocking
            examledger audit c-0003 --around
            examledger audit --policy policy.txt --checkpoint held-elsewhere.checkpoint
            """)

    @Argument(help: "Only this candidate: reads the candidate's own events and the exam's, and no other candidate's.")
    var candidate: String?

    @Option(help: "The sitting, where the candidate is in several.")
    var sitting: String?

    @Option(help: "Only this rule or family of rules; may be repeated.")
    var rule: [String] = []

    @Option(help: "Only this severity: blocking, adjudication or notice (B, J, N); may be repeated.")
    var severity: [Severity] = []

    @Option(help: ArgumentHelp("The log through this entry, as if nothing came after.", valueName: "index"))
    var asOf: String?

    @Option(help: "From which severity on the exit status is 13: blocking, adjudication, notice or none.")
    var failOn: FailureLevel = .adjudication

    @Flag(help: "Show what passed and what does not apply too.")
    var all = false

    @Flag(help: "With a candidate: what is judged of the sitting and the exam too, which reads the whole log.")
    var around = false

    @OptionGroup var trust: TrustOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        guard candidate == nil || trust.isEmpty else {
            throw LedgerError.usage(
                "--policy and --checkpoint are about the whole ledger.", "--policy 与 --checkpoint 针对整个账本。",
                hint: Phrase(
                    en: "Leave the candidate out; --rule INT shows what is judged of the ledger.",
                    zh: "请去掉考生；--rule INT 可查看对账本的判定。"))
        }
        let store = try ledger.open(context)
        let prefix = try prefix(of: store)
        let scope = try AuditScope(
            candidate: candidate, sitting: sitting, around: around, rules: rule, severities: severity, in: store)
        let result = try result(store, prefix, scope, context)
        try warn(of: scope, in: store, asOf: prefix, context)
        let findings = (all ? result.judged : result.findings).filter(scope.includes)
        switch output.format {
        case .json: try ClockNote(store).added(to: json(result, findings, scope)).write(to: context)
        case .ndjson: for finding in findings { try finding.json.write(to: context) }
        case .text:
            try Pager.run(in: context) { context in
                try write(result, findings, to: context)
                try ClockNote(store).write(to: context)
            }
        }
        return findings.contains(where: failOn.isReached) ? .findings : .done
    }

    /// Tells of sittings whose parameters contradict themselves: the rules judge by them, since they were signed, and what
    /// they find is worth little.
    private func warn(
        of scope: AuditScope, in store: LedgerStore, asOf prefix: Prefix, _ context: TerminalContext
    ) throws(LedgerError) {
        try store.forEachSitting { (exam, sitting) throws(LedgerError) in
            if let session = scope.session, !session.exam.isSame(as: exam) || !session.sitting.isSame(as: sitting) {
                return
            }
            let terms = try store.context(exam: exam, sitting: sitting, asOf: prefix).terms
            guard let why = terms.contradiction else { return }
            let text = Phrase(
                en: "warning: \(why.en); it is judged by that all the same", zh: "警告：\(why.zh)；仍按此判定")
            try context.errors.line(
                "\(StreamName.sitting(exam: exam, sitting: sitting).text): \(context.text(text))".printable)
        }
        try context.errors.flush()
    }

    private func prefix(of store: LedgerStore) throws(LedgerError) -> Prefix {
        guard let asOf else { return try store.prefix() }
        guard let index = EventName.index(asOf) else {
            throw .usage("--as-of is the index of an entry.", "--as-of 须为条目的序号。")
        }
        return try store.prefix(through: index)
    }

    private func result(
        _ store: LedgerStore, _ prefix: Prefix, _ scope: AuditScope, _ context: TerminalContext
    ) throws(LedgerError) -> AuditResult {
        let evidence =
            scope.session == nil || around
            ? try ledgerEvidence(store, asOf: prefix, trust.options(), context) : nil
        let progress = Progress(
            Phrase(en: "auditing", zh: "审计"), total: Int(2 * prefix.size), context: context)
        var shown: UInt64 = 0
        func show(_ read: UInt64, _ total: UInt64) throws(LedgerError) {
            progress.advance(by: Int(read - shown))
            shown = read
            if Interrupt.requested != nil { throw .interrupted }
        }
        let audit = LedgerAudit(store, asOf: prefix)
        defer { progress.finish() }
        if let session = scope.session, !around {
            return try audit.run(only: [session], keepsAll: all, progress: show)
        }
        return try audit.run(evidence: evidence, keepsAll: all, progress: show)
    }

    /// The document; `findings_root` is that of the whole result only where nothing was left out.
    private func json(_ result: AuditResult, _ findings: [Finding], _ scope: AuditScope) -> JSONValue {
        guard !scope.isWhole, case .object(let members) = result.json(all: all) else {
            return result.json(all: all)
        }
        return .object(
            members.compactMap { member in
                switch member.name {
                case "findings": JSONValue.Member("findings", .array(findings.map(\.json)))
                case "findings_root": nil
                default: member
                }
            })
    }

    private func write(
        _ result: AuditResult, _ findings: [Finding], to context: TerminalContext
    ) throws(LedgerError) {
        let language = context.language
        for finding in findings {
            try context.write(FindingReport(finding).lines(language))
            try context.output.line()
        }
        let report = AuditReport(result)
        try context.write(report.summary(language, of: findings))
    }
}

extension AuditReport {
    /// The summary, its counts those of some of the findings.
    func summary(_ language: Language, of findings: [Finding]) -> [String] {
        let label = Phrase(en: "findings", zh: "审计发现")
        return summary(language).dropLast()
            + ["\(label[language]): \(SeverityCounts(findings).phrase[language])"]
    }
}
