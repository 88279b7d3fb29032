public import Audit
import Exam
public import Primitives

/// The rules as a page to read: docs/rules.md and docs/rules.zh-Hans.md.
extension RulesReport {
    /// The lines of a page in Markdown that says what rules say, with their terms first.
    public static func markdown(_ rules: [Rule], _ language: Language) -> [String] {
        var lines = opening(rules.count)[language].split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        lines += ["", "## \(Phrase(en: "Terms", zh: "用语")[language])", ""]
        lines += RuleTerm.all.map { item(escaped($0.name[language]), escaped($0.meaning[language])) }
        lines += ["", "## \(Phrase(en: "Parameters", zh: "参数")[language])", "", parametersOpening[language], ""]
        lines += ParameterDefinition.all.map { item("`\($0.name)`", meaning($0)[language]) }
        var family: Substring = ""
        for rule in rules {
            if rule.family != family {
                family = rule.family
                lines += ["", "## \(family)"]
            }
            lines += [
                "", "### \(rule.id) \(escaped(rule.title[language]))", "", escaped(rule.summary[language]), "",
            ]
            lines += facts(rule, language).map { item($0.0[language], $0.1) }
        }
        return lines
    }

    private static func opening(_ count: Int) -> Phrase {
        Phrase(
            en: """
                # Rules

                [简体中文](rules.zh-Hans.md)

                What an audit by `\(Ruleset.version)` asks: \(count) rules, and the \(RuleTerm.all.count) terms that \
                their sentences use. The English sentences are those that were published; the Chinese ones say the \
                same. Events and their members are in [`schemas`](../schemas). Where a rule needs a time of the sitting \
                or a parameter, and no `sitting.scheduled` or `exam.policy.set` is recorded, it is not decided either.

                `examledger rules --markdown` writes this page.
                """,
            zh: """
                # 规则

                [English](rules.md)

                依 `\(Ruleset.version)` 进行的审计所检查的内容：\(count) 条规则，以及其语句所用的 \(RuleTerm.all.count) 个用语。英文语句为公布的原文，\
                中文语句与之同义。事件及其成员见 [`schemas`](../schemas)。规则需要场次的时间或参数，而没有记录 `sitting.scheduled` \
                或 `exam.policy.set` 的，同样无法判定。

                本页由 `examledger rules --markdown --lang zh-Hans` 生成。
                """)
    }

    private static let parametersOpening = Phrase(
        en: """
            `exam.policy.set` gives all of them, and `sitting.scheduled` may put some over them: what they say is signed. \
            The defaults are proposals. `bp` is a ten-thousandth.
            """,
        zh: "`exam.policy.set` 给出全部参数，`sitting.scheduled` 可以覆盖其中若干，两者均经签署。默认值仅为建议。`bp` 为万分之一。")

    private static func meaning(_ parameter: ParameterDefinition) -> Phrase {
        let unit = parameter.unit.flatMap { $0 == "count" ? nil : " \($0)" } ?? ""
        let standard = parameter.standard + unit
        return Phrase(
            en: "\(escaped(parameter.meaning.en)) (default \(standard))",
            zh: "\(escaped(parameter.meaning.zh))（默认 \(standard)）")
    }

    private static func facts(_ rule: Rule, _ language: Language) -> [(Words, String)] {
        let severity = "\(rule.severity.rawValue) (\(rule.severity.title[language]))"
        let events = rule.events.isEmpty ? Words.all[language] : codes(rule.events.map(\.rawValue))
        let facts: [(Words, String?)] = [
            (.severity, severity + (rule.severityNote.map { "; \(escaped($0[language]))" } ?? "")),
            (.scope, rule.scope.title[language]),
            (.seed, rule.seed),
            (.applies, escaped(rule.applies[language])),
            (.fails, escaped(rule.condition[language])),
            (.insufficient, rule.insufficient.map { escaped($0[language]) }),
            (.parameters, rule.parameters.isEmpty ? nil : codes(rule.parameters)),
            (.events, events),
        ]
        return facts.compactMap { fact in fact.1.map { (fact.0, $0) } }
    }

    private static func item(_ name: String, _ text: String) -> String { "- **\(name)**: \(text)" }

    private static func codes(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }

    /// A text that Markdown shows as it is: `*` alone has a meaning where the sentences use it.
    private static func escaped(_ text: String) -> String {
        String(text.flatMap { $0 == "*" ? ["\\", $0] : [$0] })
    }
}
