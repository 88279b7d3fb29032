import Audit
import Exam
import Foundation
import Primitives
import TestSupport
import Testing

private let publishedRules = Repository.root.deletingLastPathComponent()
    .appending(path: "shared/design/rules.json")

@Suite("Rules")
struct RuleTests {
    @Test("judge as their sentences say, by any parameters", arguments: RuleCase.all, ParameterSet.allCases)
    func judge(_ ruleCase: RuleCase, _ set: ParameterSet) throws {
        var day = HistoryBuilder.cleanSession(set.parameters)
        ruleCase.bend(&day)
        let finding = try #require(day.judge(ruleCase.rule, evidence: ruleCase.evidence))
        #expect(finding.outcome == ruleCase.outcome, "\(finding.judgement.message.en)")
        if let severity = ruleCase.severity { #expect(finding.severity == severity) }
        #expect(!finding.judgement.message.en.isEmpty && !finding.judgement.message.zh.isEmpty)
    }

    @Test("have nothing to say of a clean session", arguments: ParameterSet.allCases)
    func clean(_ set: ParameterSet) {
        let result = HistoryBuilder.cleanSession(set.parameters).log().audit()
        #expect(result.findings.map { "\($0.rule) \($0.judgement.message.en)" } == [])
    }

    @Test("are each tried with every outcome they can have", arguments: Ruleset.rules.map(\.id))
    func coverage(_ id: String) throws {
        let rule = try #require(Ruleset.rule(id))
        let outcomes = Set(RuleCase.all.filter { $0.rule == id }.map(\.outcome))
        // Where the rule applies only to what breaks it, nothing can pass.
        var expected: Set<Outcome> = ["UPL-03"].contains(id) ? [.fail] : [.pass, .fail]
        if rule.applies.en != "always" { expected.insert(.notApplicable) }
        if rule.insufficient != nil { expected.insert(.insufficientEvidence) }
        #expect(outcomes.isSuperset(of: expected))
    }

    @Test("say that they cannot judge without a schedule or a policy, and do not fail")
    func basis() {
        let bends: [(inout HistoryBuilder) -> Void] = [
            { $0.removePolicy() }, { $0.removeSchedule() },
            {
                $0.removePolicy()
                $0.removeSchedule()
            },
        ]
        for bend in bends {
            var day = HistoryBuilder.cleanSession(.usual)
            bend(&day)
            let result = day.log().audit()
            let unjudged = result.findings.filter { $0.outcome == .insufficientEvidence }
            #expect(unjudged.contains { $0.rule == "LOGIN-01" })
            #expect(result.findings.filter { $0.candidate != nil && $0.outcome == .fail } == [])
        }
    }

    @Test("have distinct ids and both languages")
    func texts() {
        #expect(Set(Ruleset.rules.map(\.id)).count == Ruleset.rules.count)
        for rule in Ruleset.rules {
            for phrase in [rule.title, rule.summary] {
                #expect(!phrase.en.isEmpty && phrase.zh.unicodeScalars.contains { $0.value > 0x4E00 }, "\(rule.id)")
            }
        }
    }

    @Test(
        "are the published ones, word for word",
        .enabled(
            if: FileManager.default.fileExists(atPath: publishedRules.path),
            "skipped: the published rules are absent"))
    func published() throws {
        struct Published: Decodable {
            struct Title: Decodable { let en, zh: String }
            struct Rule: Decodable {
                let id, scope, seed, severity, applies, condition: String
                let title: Title
                let parameters, events: [String]
                let insufficient, severity_note: String?
            }
            let rules: [Rule]
            let terms: [String: String]
        }
        let law = try JSONDecoder().decode(Published.self, from: Data(contentsOf: publishedRules))
        #expect(RuleTerm.all.count == law.terms.count)
        for term in RuleTerm.all { #expect(term.meaning.en == law.terms[term.name.en]) }
        let published = law.rules
        for rule in Ruleset.rules {
            let law = try #require(published.first { $0.id == rule.id })
            #expect(rule.scope.rawValue == law.scope && rule.seed == law.seed)
            #expect(rule.severity.rawValue == law.severity && rule.severityNote?.en == law.severity_note)
            #expect(rule.title == Phrase(en: law.title.en, zh: law.title.zh))
            #expect(rule.parameters == law.parameters)
            #expect(rule.events.map(\.rawValue) == law.events.filter { $0 != "*" })
            #expect(rule.applies.en == law.applies)
            #expect(rule.condition.en == law.condition)
            #expect(rule.insufficient?.en == law.insufficient)
        }
    }
}
