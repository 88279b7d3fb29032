public import Audit
import Exam
public import Primitives

/// What is checked: the rules as a list, and each with its sentences.
public enum RulesReport {
    /// The headings of the rows.
    public static func headings(_ language: Language) -> [String] {
        [
            Words.rule[language], Words.severity[language], Words.scope[language],
            Phrase(en: "title", zh: "名称")[language], Words.seed[language],
        ]
    }

    /// The cells of a rule's row.
    public static func row(_ rule: Rule, _ language: Language) -> [String] {
        [rule.id, rule.severity.rawValue, rule.scope.title[language], rule.title[language], rule.seed]
    }

    /// A rule with everything that is said of it.
    public static func lines(_ rule: Rule, _ language: Language) -> [String] {
        var lines = [
            "\(rule.id)  \(rule.title[language])",
            "  \(rule.summary[language])",
            "  \(Words.severity[language]): \(rule.severity.rawValue) (\(rule.severity.title[language]))"
                + (rule.severityNote.map { "; \($0[language])" } ?? ""),
            "  \(Words.scope[language]): \(rule.scope.title[language])",
            "  \(Words.seed[language]): \(rule.seed)",
            "  \(Words.applies[language]): \(rule.applies[language])",
            "  \(Words.fails[language]): \(rule.condition[language])",
        ]
        if let insufficient = rule.insufficient {
            lines.append("  \(Words.insufficient[language]): \(insufficient[language])")
        }
        if !rule.parameters.isEmpty {
            lines.append("  \(Words.parameters[language]): \(rule.parameters.joined(separator: ", "))")
        }
        if !rule.events.isEmpty {
            lines.append("  \(Words.events[language]): \(rule.events.map(\.rawValue).joined(separator: ", "))")
        }
        lines.append("  \(Words.terms[language]): examledger rules --terms")
        return lines
    }

    /// The terms, each with its meaning.
    public static func lines(_ terms: [RuleTerm], _ language: Language) -> [String] {
        terms.map { "\($0.name[language]): \($0.meaning[language])" }
    }

    /// Rules and terms for programs; `nil` leaves a member out.
    public static func json(rules: [Rule]? = nil, terms: [RuleTerm]? = nil) -> JSONValue {
        .members([
            "schema": "examledger-rules/1",
            "ruleset": .string(Ruleset.version),
            "rules": rules.map { .array($0.map(json(_:))) },
            "terms": terms.map { .array($0.map(json(_:))) },
        ])
    }

    private static func json(_ term: RuleTerm) -> JSONValue {
        .members(["name": .phrase(term.name), "meaning": .phrase(term.meaning)])
    }

    private static func json(_ rule: Rule) -> JSONValue {
        .members([
            "id": .string(rule.id),
            "title": .phrase(rule.title),
            "scope": .string(rule.scope.rawValue),
            "severity": .string(rule.severity.rawValue),
            "severity_note": rule.severityNote.map { .phrase($0) },
            "seed": .string(rule.seed),
            "summary": .phrase(rule.summary),
            "applies": .phrase(rule.applies),
            "condition": .phrase(rule.condition),
            "insufficient": rule.insufficient.map { .phrase($0) },
            "parameters": .array(rule.parameters.map { .string($0) }),
            "events": .array(rule.events.map { .string($0.rawValue) }),
        ])
    }
}
