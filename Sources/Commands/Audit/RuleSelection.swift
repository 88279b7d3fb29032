import Audit
import Primitives
import Terminal

/// Rules as a person names them: by id or by family; none named means all.
struct RuleSelection {
    private let ids: Set<String>?

    /// The rules that some names stand for.
    ///
    /// - Throws: `ledger.not-found` for a name that stands for none.
    init(_ names: [String]) throws(LedgerError) {
        guard !names.isEmpty else {
            ids = nil
            return
        }
        var ids: Set<String> = []
        for name in names {
            let named = Ruleset.rules.filter { $0.id == name || $0.family == name }
            if named.isEmpty { throw .unknown(Phrase(en: "rule", zh: "规则"), name, seeAlso: "rules") }
            ids.formUnion(named.map(\.id))
        }
        self.ids = ids
    }

    /// Whether a rule is among them.
    func contains(_ id: String) -> Bool { ids?.contains(id) ?? true }

    /// Whether all rules are.
    var isAll: Bool { ids == nil }
}
