import Exam
import Primitives
import Signing

extension Batch {
    /// Whether personal values came beside any of its lines.
    var hasDisclosures: Bool {
        lines.contains { line in
            if case .statement(let verified) = line.content { !verified.disclosures.isEmpty } else { false }
        }
    }

    /// The values beside the lines that stand in the log, by the outcomes of the lines.
    func values(_ outcomes: [LineOutcome]) -> [PersonalStore.Value] {
        zip(lines, outcomes).flatMap { line, outcome -> [PersonalStore.Value] in
            guard case .statement(let verified) = line.content, !verified.disclosures.isEmpty else { return [] }
            let receipt: Receipt
            switch outcome.answer {
            case .appended(let given), .duplicate(let given): receipt = given
            case .refused: return []
            }
            let commitments = PersonalCommitment.all(of: verified.statement, at: receipt.index)
            return verified.disclosures.compactMap { disclosure in
                commitments.first { $0.name.isSame(as: disclosure.name) }
                    .map { PersonalStore.Value(commitment: $0, disclosure: disclosure) }
            }
        }
    }
}
