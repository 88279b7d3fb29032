import Primitives

extension StatementReader {
    /// The ids that a statement carries must be those that its type's scope asks for, no fewer and no more.
    func checkScope(of statement: Statement) throws(Refusal) {
        let type = statement.type
        let carried: Scope? =
            switch (statement.exam, statement.sitting, statement.candidate) {
            case (nil, nil, nil): type.scopes.contains(.trust) ? .trust : .ledger
            case (_?, nil, nil): .exam
            case (_?, _?, nil): .sitting
            case (_?, _?, _?): .candidate
            default: nil
            }
        guard let carried, type.scopes.contains(carried) else {
            let scopes = type.scopes.scopes.map(\.rawValue).joined(separator: "|")
            throw Refusal(
                .scope,
                Phrase(
                    en: "`\(type.rawValue)` needs exactly the ids of scope \(scopes)",
                    zh: "`\(type.rawValue)` 必须恰好带有范围 \(scopes) 的标识"))
        }
    }

    /// The actor's role must be one that the catalogue lets say this type.
    func checkRole(of statement: Statement) throws(Refusal) {
        let role = statement.actor.role
        guard statement.type.roles.contains(role) else {
            let roles = statement.type.roles.roles.map(\.rawValue).joined(separator: ", ")
            throw Refusal(
                .role,
                Phrase(
                    en: "`\(statement.type.rawValue)` may be said by \(roles), not by \(role.rawValue)",
                    zh: "`\(statement.type.rawValue)` 只能由 \(roles) 陈述，不能由 \(role.rawValue) 陈述"))
        }
    }
}
