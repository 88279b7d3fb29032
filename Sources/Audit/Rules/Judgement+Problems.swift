import Primitives

extension Judgement {
    /// What problems of the ledger mean: a failure that names the first, or nothing to say.
    static func of(_ problems: [LedgerEvidence.Problem]) -> Judgement {
        guard let first = problems.first else { return .pass }
        let several = Phrase(
            en: "\(problems.count) problems, the first: \(first.reason.en)",
            zh: "\(problems.count) 处问题，第一处：\(first.reason.zh)")
        return .fail(
            problems.count == 1 ? first.reason : several,
            citing: problems.compactMap(\.event),
            values: ["problems": .number(problems.count), "code": .string(first.code)])
    }
}
