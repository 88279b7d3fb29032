import Exam
import Primitives

/// LANG: the answers are in Mandarin (§10).
enum LanguageRules {
    static let all = [lang01]

    static let lang01 = Rule(
        "LANG-01", Phrase(en: "Mandarin", zh: "普通话"), seed: "§10", severity: .notice,
        events: [.speechFlagged],
        summary: Phrase(en: "Nobody flagged the candidate's speech.", zh: "考生应使用普通话作答，没有人员标记语言问题。"),
        applies: .entered,
        condition: Phrase(en: "Fails when a speech.flagged exists.", zh: "有 speech.flagged 的，不通过。"),
        judge: .candidate(speech))

    private static func speech(_ session: SessionView) -> Judgement {
        let flags = session.events.facts(.speechFlagged).map {
            StaffFlags.Flag(event: $0.event, code: $0.data.code.rawValue, offset: $0.data.atOffsetMs)
        }
        return StaffFlags(name: Phrase(en: "about the candidate's speech", zh: "考生语言"), flags: flags).judge(session)
    }
}
