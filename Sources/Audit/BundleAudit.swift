import Exam
public import Ledger
public import Primitives
import Transparency

/// The audit of a bundle's history, recomputed from the bundle alone.
public struct BundleAudit: Sendable {
    /// What was found.
    public let result: AuditResult

    /// The rules that look into other candidates' streams too: of these the bundle shows the candidate's side alone, so
    /// that what they find may be less than an audit of the ledger finds.
    public static let judgedInPart = Ruleset.rules.filter { $0.scope == .candidate && $0.looksBeyond }.map(\.id)

    /// The rules that are not about one candidate, which no bundle can answer.
    public static let notJudged = Ruleset.rules.filter { $0.scope != .candidate }.map(\.id)

    /// Judges the session of a bundle as of its index.
    public init(_ bundle: VerifiedBundle) throws(LedgerError) {
        let events = bundle.events(of: bundle.subject.stream, below: bundle.prefix.size)
        var references = CrossReferences()
        for event in (events + bundle.related).sorted(by: { $0.index < $1.index }) { references.take(event) }
        let run = AuditRun(
            prefix: AuditedPrefix(
                ledger: bundle.origin, size: bundle.prefix.size, root: bundle.checkpoint.root))
        result = try SessionAudit(source: bundle, prefix: bundle.prefix, run: run, references: references)
            .judge([(session: bundle.subject, events: events)])
    }

    /// The report that a bundle carries: the result, and what it does not cover.
    ///
    /// A number that no strict reader takes (formats.md §1) is written as text.
    public var report: JSONValue {
        guard case .object(let members) = result.json() else { return .null }
        func ids(_ rules: [String]) -> JSONValue { .array(rules.map { .string($0) }) }
        return BundleAudit.readable(
            .object(
                members + [
                    JSONValue.Member("judged_in_part", ids(BundleAudit.judgedInPart)),
                    JSONValue.Member("not_judged", ids(BundleAudit.notJudged)),
                ]))
    }

    private static func readable(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null, .bool, .string: value
        case .integer(let number):
            number.magnitude <= JSONTape.integerLimit.magnitude ? value : .string(String(number))
        case .array(let values): .array(values.map(readable))
        case .object(let members): .object(members.map { JSONValue.Member($0.name, readable($0.value)) })
        }
    }
}

extension CheckedBundle {
    /// The answer with the audit: what the file's report says must be what is found again.
    ///
    /// A report by another version of the rules is not compared.
    public func audited() throws(LedgerError) -> (report: ProofReport, result: AuditResult?) {
        guard let content else { return (report, nil) }
        let audit = try BundleAudit(content)
        let isComparable =
            CheckedBundle.ruleset(of: content.bundle.report).map { $0.isSame(as: Ruleset.version) } ?? true
        guard isComparable else {
            return (report.adding(notChecked: CheckedBundle.omissions + [.otherRuleset]), audit.result)
        }
        guard content.bundle.report.canonicalBytes == audit.report.canonicalBytes else {
            return (report.refused([.otherReport]), audit.result)
        }
        let counted = audit.result.findings.count
        let verified = ProofReport.Point(
            "report",
            "The audit was computed again from these entries (\(Ruleset.version)): \(counted) findings.",
            "已由这些条目重新得出审计结果（\(Ruleset.version)）：\(counted) 项审计发现。")
        return (report.adding(verified: [verified], notChecked: CheckedBundle.omissions), audit.result)
    }

    private static func ruleset(of report: JSONValue) -> String? {
        guard case .object(let members) = report,
            case .string(let version)? = members.first(where: { $0.name == "ruleset" })?.value
        else { return nil }
        return version
    }

    private static var omissions: [ProofReport.Point] {
        let (part, none) = (BundleAudit.judgedInPart, BundleAudit.notJudged)
        return [
            ProofReport.Point(
                "rules.in-part",
                "Rules judged by this candidate's side alone, as they look into other candidates' streams too: "
                    + part.joined(separator: ", ") + ".",
                "以下规则还涉及其他考生的流，仅就本考生一方判断：" + part.joined(separator: "、") + "。"),
            ProofReport.Point(
                "rules.not-judged",
                "\(none.count) rules over the sitting, the exam and the ledger: examledger audit judges them.",
                "关于场次、考试和账本的 \(none.count) 条规则：由 examledger audit 判断。"),
        ]
    }
}

extension ProofReport.Point {
    fileprivate static var otherRuleset: ProofReport.Point {
        ProofReport.Point(
            "report.ruleset",
            "The report in the file is by another version of the rules and was not compared.",
            "文件中的报告出自另一版本的规则，未作比对。")
    }
}

extension ProofReport.Problem {
    fileprivate static var otherReport: ProofReport.Problem {
        ProofReport.Problem(
            "report.differs", .integrity,
            Phrase(
                en: "The audit report in the file is not what these entries give.", zh: "文件中的审计报告与由这些条目得出的不符。"))
    }
}
