import Exam
import Primitives

/// FLOW: the steps in their published order (附件2).
enum FlowRules {
    static let all = [flow01]

    static let flow01 = Rule(
        "FLOW-01", Phrase(en: "Steps in the published order", zh: "流程顺序"), seed: "附件2", severity: .notice,
        events: [
            .loginFaceSucceeded, .loginPasswordSucceeded, .procedureAcknowledged, .evidenceBound, .drawAssigned,
            .pledgeSigned, .noticeAcknowledged, .entryGranted, .deviceConfirmed, .infoConfirmed,
            .waitingEntered,
        ],
        summary: Phrase(en: "The steps that are recorded come in the published order.", zh: "所记录的各步骤符合公布的顺序。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when the first occurrences of those steps that are present are not in this order by stream \
                position: login, procedure, bind, lot (draw.assigned only; a lot assigned by the system has no place \
                in the candidate's order), pledge, notice, entry, device, info, waiting.
                """,
            zh: """
                下列各步骤中已出现者，其首次出现按流内位置不合下列次序的，不通过：登录（login）、考试流程（procedure）、绑定（bind）、抽签号（lot，仅指 draw.assigned；\
                由系统分配的抽签号在考生的次序中没有位置）、承诺书（pledge）、考试须知（notice）、进入（entry）、设备（device）、信息（info）、候考（waiting）。
                """),
        judge: .candidate(order))

    private static func order(_ session: SessionView) -> Judgement {
        guard session.entry != nil else { return .notEntered }
        let events = session.events
        let steps = [
            session.logins.first, events.first(.procedureAcknowledged), events.first(.evidenceBound),
            events.first(.drawAssigned), events.first(.pledgeSigned), events.first(.noticeAcknowledged),
            events.first(.entryGranted), events.first(.deviceConfirmed), events.first(.infoConfirmed),
            events.first(.waitingEntered),
        ].compactMap { $0 }
        let reversed = zip(steps, steps.dropFirst()).filter { $0.position > $1.position }
        guard let (first, second) = reversed.first else { return .pass }
        return .fail(
            Phrase(
                en: "\(second.type.rawValue) at \(session.text(second.receivedAt)) comes before "
                    + "\(first.type.rawValue) at \(session.text(first.receivedAt))",
                zh: "\(session.text(second.receivedAt)) 的 \(second.type.rawValue) 先于 "
                    + "\(session.text(first.receivedAt)) 的 \(first.type.rawValue)"),
            citing: reversed.flatMap { [$0, $1] })
    }
}
