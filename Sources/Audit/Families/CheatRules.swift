import Exam
import Primitives

/// CHEAT: the candidate answers alone (§10).
enum CheatRules {
    static let all = [cheat01]

    static let cheat01 = Rule(
        "CHEAT-01", Phrase(en: "Consulting or being helped", zh: "查阅求助他人"), seed: "§10(4)", severity: .adjudication,
        events: [.misconductFlagged],
        summary: Phrase(
            en: "Nobody flagged that the candidate looked something up, was helped, was not alone or left the seat.",
            zh: "不得查阅资料、求助他人或离开座位，没有人员标记此类情况。"),
        applies: .entered,
        condition: Phrase(
            en: "Fails when a misconduct.flagged{lookup, assist, second_person or leave_seat} exists.",
            zh: "有 misconduct.flagged{lookup、assist、second_person 或 leave_seat} 的，不通过。"),
        judge: .candidate { session in
            StaffFlags.misconduct(
                [.lookup, .assist, .secondPerson, .leaveSeat],
                Phrase(en: "about consulting, help, a second person or leaving the seat", zh: "查阅、求助、他人在场或离座"), session
            ).judge(session)
        })
}
