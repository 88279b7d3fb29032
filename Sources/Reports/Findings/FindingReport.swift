public import Audit
import Exam
public import Primitives

/// A finding for people: what rule, how severe, what was found, on which events it rests.
public struct FindingReport: Sendable {
    /// The finding.
    public let finding: Finding

    /// A report of a finding.
    public init(_ finding: Finding) {
        self.finding = finding
    }

    /// The rule's title; its id where this program does not know the rule.
    public var title: Phrase {
        Ruleset.rule(finding.rule)?.title ?? Phrase(en: finding.rule, zh: finding.rule)
    }

    /// The finding in one line.
    public func headline(_ language: Language) -> String {
        let subject = finding.candidate ?? finding.stream.text
        let severity = "\(finding.severity.rawValue) (\(finding.severity.title[language]))"
        return "\(subject)  \(finding.rule)  \(title[language])  \(severity)  \(finding.outcome.title[language])"
    }

    /// The finding with its message, the events it cites and the values it was computed from.
    public func lines(_ language: Language) -> [String] {
        var lines = [headline(language), "  \(finding.judgement.message[language])"]
        let events = finding.judgement.events.map { citation in
            let type = citation.type.map { " \($0.rawValue)" } ?? ""
            return "#\(citation.index)\(type)"
        }
        if !events.isEmpty { lines.append("  \(Words.events[language]): \(events.joined(separator: ", "))") }
        let values = finding.judgement.values.map { "\($0.name)=\(PayloadText.text(of: $0.value, inFull: true))" }
        if !values.isEmpty { lines.append("  \(Words.values[language]): \(values.joined(separator: " "))") }
        return lines
    }
}
