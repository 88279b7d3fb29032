import Primitives

extension VerificationReport {
    /// The report on a store whose pages cannot be followed, near the last entry that was reached.
    public static func unreadable(near index: UInt64) -> VerificationReport {
        let problem = VerificationProblem(
            "store.damaged", at: index,
            Phrase(
                en: "a page of the store near entry \(index) is damaged; nothing beyond it was read",
                zh: "存储中第 \(index) 条附近的页已损坏；其后的内容未能读取"))
        return VerificationReport(
            size: index, root: .zero, integrity: .violated, completeness: .notProved, signatures: index,
            problems: [problem], furtherProblems: 0, categories: [.integrity], notChecked: [])
    }
}
