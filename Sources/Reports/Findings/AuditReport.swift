public import Audit
public import Primitives

/// The result of an audit for people: what was audited, how much was found, and each finding.
///
/// For programs `AuditResult.json` is the document.
public struct AuditReport: Sendable {
    /// The result.
    public let result: AuditResult

    /// A report of a result.
    public init(_ result: AuditResult) {
        self.result = result
    }

    /// The counts by severity.
    public var counts: SeverityCounts { SeverityCounts(result.findings) }

    /// What was audited and how much was found, without the findings.
    public func summary(_ language: Language) -> [String] {
        let prefix = result.prefix
        return [
            "\(prefix.ledger): \(Words.size[language]) \(prefix.size), \(Words.root[language]) \(prefix.root.base64)",
            "\(Words.ruleset[language]) \(result.ruleset), \(Words.parameters[language]) \(result.parametersHash.hex)",
            "\(Words.findings[language]): \(counts.phrase[language])",
        ]
    }

    /// The whole report; with `all`, what passed and what does not apply too.
    public func lines(_ language: Language, all: Bool = false) -> [String] {
        var lines: [String] = []
        for finding in all ? result.judged : result.findings {
            if !lines.isEmpty { lines.append("") }
            lines += FindingReport(finding).lines(language)
        }
        if !lines.isEmpty { lines.append("") }
        return lines + summary(language)
    }
}
