import Audit
import Primitives
import Testing

@Suite("Texts of the rules")
struct RuleTextTests {
    @Test("say the same in both languages, name for name", arguments: Ruleset.rules.map(\.id))
    func rules(id: String) throws {
        let rule = try #require(Ruleset.rule(id))
        expectSame(rule.applies)
        expectSame(rule.condition)
        for phrase in [rule.insufficient, rule.severityNote].compactMap(\.self) { expectSame(phrase) }
        #expect(rule.condition.en.hasPrefix("Fails when ") && rule.condition.zh.contains("不通过"))
        #expect(rule.condition.en.hasSuffix(".") && rule.condition.zh.hasSuffix("。"))
    }

    @Test("have terms that say the same in both languages", arguments: RuleTerm.all.map(\.name.en))
    func terms(name: String) throws {
        let term = try #require(RuleTerm.all.first { $0.name.en == name })
        #expect(!term.name.zh.isEmpty)
        expectSame(term.meaning)
    }

    @Test("are all of what a rule says, so that none is the same as another's")
    func distinct() {
        let rules = Ruleset.rules
        for language in Language.allCases {
            #expect(Set(rules.map { "\($0.condition[language])\($0.applies[language])" }).count == rules.count)
            #expect(Set(RuleTerm.all.map { $0.name[language] }).count == RuleTerm.all.count)
        }
    }

    @Test("are told apart by what is missing in a translation")
    func omissions() {
        let whole = "Fails when login.refused has t >= T + login_close_ms (RFC 6962)."
        #expect(names(whole) == ["login.refused", "t", "T", "login_close_ms", "RFC", "6962"])
        #expect(names("login.refused 满足 t >= T + login_close_ms（RFC 6962）的，不通过。") == names(whole))
        #expect(names("login.refused 满足 t >= T（RFC 6962）的，不通过。") != names(whole))
        #expect(operators("t > T + login_close_ms") != operators(whole))
    }

    private func expectSame(_ phrase: Phrase, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(names(phrase.zh) == names(phrase.en), sourceLocation: sourceLocation)
        #expect(operators(phrase.zh) == operators(phrase.en), sourceLocation: sourceLocation)
        #expect(phrase.zh.unicodeScalars.contains { $0.value > 0x4E00 }, sourceLocation: sourceLocation)
    }

    /// What is not a word of the language: events, members, parameters, symbols, states, numbers.
    private func names(_ text: String) -> Set<String> {
        let symbols: Set = ["t", "o", "due", "now", "Fails"]
        let tokens = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || "_.*'".contains($0))) }
            .map { $0.hasPrefix("'") && $0.hasSuffix("'") ? $0.dropFirst().dropLast() : $0 }
            .map { String($0.hasSuffix(".") ? $0.dropLast() : $0) }
        return Set(
            tokens.filter { token in
                symbols.contains(token) || token.contains { $0.isUppercase || $0.isNumber || "_.".contains($0) }
            }
        ).subtracting(["Fails"])
    }

    private func operators(_ text: String) -> [Character] { text.filter { "<>=+‖".contains($0) }.sorted() }
}
