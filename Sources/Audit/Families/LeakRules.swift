import Exam
import Primitives

/// LEAK: the questions stay in the exam (§10).
enum LeakRules {
    static let all = [leak01]

    static let leak01 = Rule(
        "LEAK-01", Phrase(en: "Copying or leaking", zh: "抄录外泄"), seed: "§10(3)", severity: .adjudication,
        events: [.misconductFlagged],
        summary: Phrase(en: "Nobody flagged that questions were copied or leaked.", zh: "不得抄录、外泄试题，没有人员标记此类情况。"),
        applies: .entered,
        condition: Phrase(
            en: "Fails when a misconduct.flagged{copy or leak} exists, also after E.",
            zh: "有 misconduct.flagged{copy 或 leak} 的，不通过，在 E 之后的亦同。"),
        judge: .candidate { session in
            StaffFlags.misconduct(
                [.copy, .leak], Phrase(en: "about copying or leaking", zh: "抄录或外泄"), session
            ).judge(session)
        })
}
