import Exam
import Primitives

/// OPS: nothing that has no part in the exam (§7, §10).
enum OperationRules {
    static let all = [ops01]

    static let ops01 = Rule(
        "OPS-01", Phrase(en: "Unrelated operations", zh: "无关操作"), seed: "§7 (2)", severity: .adjudication,
        events: [.operationUnrelatedDetected],
        summary: Phrase(en: "No operation that is unrelated to the exam is detected.", zh: "考试期间不得进行与考试无关的操作。"),
        applies: .entered,
        condition: Phrase(
            en: "Fails when an operation.unrelated.detected has o in [t(entry.granted), E].",
            zh: "有 operation.unrelated.detected 的 o 在 [t(entry.granted), E] 内的，不通过。"),
        judge: .candidate(operations))

    private static func operations(_ session: SessionView) -> Judgement {
        guard let examTime = session.examTime else { return .notEntered }
        let operations = session.events.facts(.operationUnrelatedDetected).filter {
            examTime.contains(session.clock.time(of: $0.event))
        }
        guard let first = operations.first else { return .pass }
        let (kind, time) = (first.data.kind.rawValue, session.text(session.clock.time(of: first.event)))
        return .fail(
            Phrase(
                en: "operations unrelated to the exam detected: \(operations.count), the first (\(kind)) at \(time)",
                zh: "检测到与考试无关的操作 \(operations.count) 次，首次（\(kind)）在 \(time)"),
            citing: operations.map(\.event), values: ["operations": .number(operations.count), "kind": .string(kind)])
    }
}
