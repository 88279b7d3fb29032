import Exam
import Primitives

/// ANON: the examiners do not learn who answers (§10).
enum AnonymityRules {
    static let all = [anon01]

    static let anon01 = Rule(
        "ANON-01", Phrase(en: "Identity hidden from examiners", zh: "不透露个人信息"),
        seed: "§10(5)", severity: .adjudication,
        severityNote: Phrase(en: "B where a score.recorded carries a candidate", zh: "有 score.recorded 载有考生时为 B"),
        events: [.identityDisclosureFlagged, .scoreRecorded],
        summary: Phrase(en: "Nobody flagged that the candidate told who they are.", zh: "考生不得透露个人信息，没有人员标记此类情况。"),
        applies: .entered,
        condition: Phrase(
            en: "Fails when an identity.disclosure.flagged exists.",
            zh: "有 identity.disclosure.flagged 的，不通过。"),
        judge: .candidate(disclosure))

    /// Never more than J: a score belongs to the sitting by the catalogue, and a statement of one that names a
    /// candidate is refused before it is recorded.
    private static func disclosure(_ session: SessionView) -> Judgement {
        let flags = session.events.facts(.identityDisclosureFlagged).map {
            StaffFlags.Flag(event: $0.event, code: $0.data.code.rawValue, offset: $0.data.atOffsetMs)
        }
        return StaffFlags(name: Phrase(en: "about disclosed identity", zh: "透露个人信息"), flags: flags).judge(session)
    }
}
