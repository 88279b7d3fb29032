import Exam
import Primitives

/// Binding the phone: the code was shown in this session, is for this exam and live, and the phone is bound to nobody else.
extension RequestDecision {
    static func binding(
        _ data: EvidenceQrScanned, _ request: RecordedEvent, _ situation: Situation
    ) -> RequestDecision {
        let now = request.receivedAt
        var conditions = Conditions<EvidenceBindRefused.Reason>()
        _ = conditions.terms(situation.sitting)
        conditions.loggedIn(situation.session.state, nil)
        conditions.require(
            .phoneNamed, nil, request.statement.device != nil,
            Phrase(en: "the member `device` of the request", zh: "请求中的 `device` 成员"))
        let code = situation.session.codes[data.qrID]
        conditions.require(
            .codeShownHere, .wrongCandidate, code != nil, by: code?.mark,
            code == nil
                ? Phrase(en: "no evidence.qr.displayed of this code is recorded here", zh: "本次会话没有记录显示此二维码")
                : Phrase(en: "shown in this session", zh: "由本次会话显示"))
        if let code {
            conditions.require(
                .codeOfThisExam, .wrongProject, code.project.isSame(as: situation.sitting.exam), by: code.mark,
                Phrase(en: "the code is for project \(code.project)", zh: "二维码所属项目为 \(code.project)"))
            conditions.require(
                .codeLive, .qrExpired, now < code.expires, by: code.mark,
                Moment.phrase(now, from: code.expires, Phrase(en: "it expires", zh: "失效时刻")))
        }
        let other = situation.phoneUses.last { use in use.until.map { $0 >= now } ?? true }
        conditions.require(
            .phoneFree, .phoneAlreadyBound, other == nil, by: other?.bound,
            other == nil
                ? Phrase(en: "no binding to another candidate goes on", zh: "没有记录与其他考生的有效绑定")
                : Phrase(en: "the phone records for another candidate", zh: "该手机正为其他考生录制"))
        guard conditions.areMet, let phone = request.statement.device, let code else {
            return conditions.refusal(of: request) { reason in
                .evidenceBindRefused(
                    EvidenceBindRefused(
                        reason: reason, phoneDeviceID: request.statement.device ?? "", qrID: data.qrID))
            }
        }
        let bound = EvidenceBound(
            qrID: data.qrID, projectID: code.project, bindingID: request.id.text, phoneDeviceID: phone)
        return RequestDecision(
            request, .granted, conditions.guards,
            [Saying(.evidenceBound(bound), in: request.statement.stream, cause: request.id)])
    }
}
