import Ledger
import Primitives
import Terminal
import Transparency

/// What was found of each file, for people and for programs.
struct CheckText {
    private let reports: [(file: String, report: ProofReport)]

    init(_ reports: [(String, ProofReport)]) {
        self.reports = reports.map { (file: $0.0, report: $0.1) }
    }

    /// The exit status: the smallest that applies.
    var status: ExitStatus { statuses.first ?? .done }

    /// All statuses that apply, the smallest first.
    private var statuses: [ExitStatus] {
        let categories = Set(reports.flatMap { $0.report.problems.map(\.category) })
        return [
            (ProofReport.Problem.Category.integrity, ExitStatus.integrityViolated), (.signature, .badSignature),
            (.history, .inconsistentHistory), (.trust, .trustMaterialMissing),
        ].filter { categories.contains($0.0) }.map(\.1)
    }

    func write(_ format: OutputOptions.Format, _ context: TerminalContext) throws(LedgerError) {
        switch format {
        case .text:
            for (place, entry) in reports.enumerated() {
                if place > 0 { try context.output.line() }
                try write(entry.file, entry.report, context)
            }
            guard statuses.count > 1 else { return }
            let codes = statuses.map { String($0.rawValue) }.joined(separator: ", ")
            try context.output.line(
                context.text(Phrase(en: "exit statuses that apply: \(codes)", zh: "适用的退出状态：\(codes)")))
        case .json:
            try JSONValue.members([
                "schema": "examledger-check/1", "files": .array(reports.map(json)),
                "exit_statuses": .array(statuses.map { .number($0.rawValue) }),
            ]).write(to: context)
        case .ndjson:
            for entry in reports { try json(entry.file, entry.report).write(to: context) }
        }
    }

    private func json(_ file: String, _ report: ProofReport) -> JSONValue {
        .members([
            "file": .string(file), "kind": .string(report.kind.rawValue), "subject": .string(report.subject),
            "holds": .bool(report.holds), "ledger": report.checkpoint.map { .string($0.origin) },
            "checkpoint": report.checkpoint.map {
                .members(["size": .number($0.size), "root": .string($0.root.base64)])
            },
            "verified": .array(report.verified.map(json)),
            "problems": .array(
                report.problems.map { problem in
                    .members([
                        "code": .string(problem.code), "index": problem.index.map { .number($0) },
                        "message": .phrase(problem.phrase),
                    ])
                }),
            "speaks_through": report.extent.flatMap { extent in
                extent.size == 0
                    ? nil
                    : .members([
                        "index": .number(extent.size - 1),
                        "received_at": extent.receivedAt.map { .integer($0.milliseconds) },
                    ])
            },
            "not_checked": .array(report.notChecked.map(json)),
        ])
    }

    private func json(_ point: ProofReport.Point) -> JSONValue {
        .members(["code": .string(point.code), "message": .phrase(point.phrase)])
    }

    private func write(_ file: String, _ report: ProofReport, _ context: TerminalContext) throws(LedgerError) {
        let (out, style) = (context.output, context.outputStyle)
        let verdict =
            report.holds ? Phrase(en: "holds", zh: "成立") : Phrase(en: "REFUSED", zh: "不予采信")
        let subject = report.subject.isEmpty ? "" : " " + report.subject
        let head = "\(file): \(context.text(report.kind.title))\(subject)".printable
        try out.line("\(head): \(style.paint(context.text(verdict), report.holds ? .good : .bad))")
        for problem in report.problems {
            try out.line("  \(problem.code): \(context.text(problem.phrase))".printable)
        }
        try write(Phrase(en: "verified:", zh: "已验证："), report.verified, context)
        if report.holds, let extent = report.extent, extent.size > 0 {
            let time = extent.receivedAt.map { ", \($0.rfc3339())" } ?? ""
            try out.line(
                "  "
                    + context.text(
                        Phrase(
                            en: "speaks through entry \(extent.size - 1)\(time)",
                            zh: "所涉及的最后条目：第 \(extent.size - 1) 条\(time)")))
        }
        if report.holds { try write(Phrase(en: "not checked:", zh: "未检查："), report.notChecked, context) }
    }

    private func write(
        _ title: Phrase, _ points: [ProofReport.Point], _ context: TerminalContext
    ) throws(LedgerError) {
        guard !points.isEmpty else { return }
        try context.output.line("  \(context.text(title))")
        for point in points { try context.output.line("    \(context.text(point.phrase))".printable) }
    }
}

extension ProofReport.Kind {
    fileprivate var title: Phrase {
        switch self {
        case .receipt: Phrase(en: "receipt of entry", zh: "条目回执")
        case .consistency: Phrase(en: "consistency of", zh: "一致性")
        case .stream: Phrase(en: "place of stream", zh: "流的位置")
        case .bundle: Phrase(en: "history of", zh: "完整历史")
        case .certificate: Phrase(en: "release certificate of", zh: "成绩公布证书")
        case .unknown: Phrase(en: "unknown file", zh: "未知文件")
        }
    }
}
