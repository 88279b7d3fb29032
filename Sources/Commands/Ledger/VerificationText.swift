import Ledger
import Primitives
import Terminal

/// A verification's three verdicts, for people and for programs.
struct VerificationText {
    private let report: VerificationReport
    private let personal: PersonalReport?
    private let schema: String

    init(_ report: VerificationReport, _ personal: PersonalReport? = nil, schema: String = "examledger-verify/1") {
        self.report = report
        self.personal = personal
        self.schema = schema
    }

    /// The problems of the log, and then those of the values beside it.
    private var problems: [VerificationProblem] { report.problems + (personal?.problems ?? []) }
    private var furtherProblems: UInt64 { report.furtherProblems + (personal?.furtherProblems ?? 0) }
    private var isIntact: Bool { report.integrity == .ok && personal?.problems.isEmpty ?? true }
    /// What was not checked; of personal values the check itself says more.
    private var notChecked: [VerificationReport.Omission] {
        personal == nil ? report.notChecked : report.notChecked.filter { $0.code != "personal.values" }
    }

    /// All statuses that apply, the smallest first.
    private var statuses: [ExitStatus] {
        var statuses: [ExitStatus] = []
        if report.categories.contains(.integrity) || !(personal?.problems.isEmpty ?? true) {
            statuses.append(.integrityViolated)
        }
        if report.categories.contains(.signature) { statuses.append(.badSignature) }
        if report.categories.contains(.history) { statuses.append(.inconsistentHistory) }
        return statuses
    }

    /// The exit status: the smallest that applies.
    var status: ExitStatus { statuses.first ?? .done }

    func write(
        _ format: OutputOptions.Format, seconds: Int64, _ context: TerminalContext
    ) throws(LedgerError) {
        if format == .text {
            try text(context)
        } else {
            try json(seconds).write(to: context)
        }
    }

    private func json(_ seconds: Int64) -> JSONValue {
        .members([
            "schema": .string(schema), "size": .number(report.size), "root": .string(report.root.base64),
            "integrity": .string(isIntact ? "ok" : "violated"), "completeness": .string(report.completeness.rawValue),
            "signatures": .number(report.signatures),
            "problems": .array(
                problems.map { problem in
                    .members([
                        "code": .string(problem.code), "index": problem.index.map { .number($0) },
                        "stream": problem.stream.map { .string($0) }, "file": problem.file.map { .string($0) },
                        "message": .phrase(problem.phrase),
                    ])
                }),
            "further_problems": furtherProblems > 0 ? .number(furtherProblems) : nil,
            "not_checked": .array(
                notChecked.map { .members(["code": .string($0.code), "message": .phrase($0.phrase)]) }),
            "personal": personal.map(\.json),
            "exit_statuses": .array(statuses.map { .number($0.rawValue) }), "seconds": .integer(seconds),
        ])
    }

    private func text(_ context: TerminalContext) throws(LedgerError) {
        let out = context.output
        try out.line(
            verdict(Phrase(en: "integrity", zh: "完整性"), integrity, isIntact ? .good : .bad, context))
        let tone: Style.Tone =
            switch report.completeness {
            case .ok: .good
            case .violated: .bad
            case .notProved: .warning
            }
        try out.line(verdict(Phrase(en: "completeness", zh: "完备性"), completeness, tone, context))
        // Of a log whose checkpoint is not trusted there is neither.
        if report.root != .zero {
            try out.line(
                context.text(
                    Phrase(
                        en: "\(report.size) entries, \(report.signatures) signatures, root \(report.root.base64)",
                        zh: "\(report.size) 条，\(report.signatures) 个签名，根 \(report.root.base64)")))
        }
        if let personal { try context.write(personal.lines(context.language)) }
        for problem in problems {
            let place = [problem.index.map { "#\($0)" }, problem.stream].compactMap { $0 }.joined(separator: " ")
            try out.line("  \(place) \(problem.code): \(context.text(problem.phrase))".printable)
        }
        if furtherProblems > 0 {
            try out.line(
                context.text(
                    Phrase(en: "  … and \(furtherProblems) more", zh: "  ……另有 \(furtherProblems) 处")))
        }
        if !notChecked.isEmpty { try out.line(context.text(Phrase(en: "not checked:", zh: "未检查："))) }
        for omission in notChecked { try out.line("  \(context.text(omission.phrase))".printable) }
        guard statuses.count > 1 else { return }
        let codes = statuses.map { String($0.rawValue) }.joined(separator: ", ")
        try out.line(context.text(Phrase(en: "exit statuses that apply: \(codes)", zh: "适用的退出状态：\(codes)")))
    }

    private var integrity: Phrase {
        isIntact
            ? Phrase(en: "ok: nothing that was checked was changed", zh: "正常：所检查的内容均未被更改")
            : Phrase(en: "VIOLATED", zh: "已被破坏")
    }

    private var completeness: Phrase {
        switch report.completeness {
        case .ok:
            Phrase(
                en: "ok: the log continues every checkpoint that was given", zh: "正常：日志延续所给的每个检查点")
        case .violated: Phrase(en: "VIOLATED", zh: "已被破坏")
        case .notProved:
            Phrase(
                en: "not proved: no checkpoint from outside was given (--checkpoint FILE)",
                zh: "未证明：没有给出外部持有的检查点（--checkpoint FILE）")
        }
    }

    private func verdict(
        _ name: Phrase, _ finding: Phrase, _ tone: Style.Tone, _ context: TerminalContext
    ) -> String {
        let label = DisplayWidth.pad(context.text(name), to: 14, alignment: .leading)
        return label + context.outputStyle.paint(context.text(finding), tone)
    }
}
