import Exam
import Primitives

/// The evidence video after the exam: uploaded, checked, confirmed.
extension EvidenceRules {
    static let evid08 = Rule(
        "EVID-08", Phrase(en: "Evidence uploaded in time", zh: "60分钟内上传"), seed: "§11", severity: .adjudication,
        parameters: ["evidence_due_ms"],
        events: [.evidenceUploadCompleted],
        summary: Phrase(en: "The evidence is uploaded in time.", zh: "佐证视频按时上传。"),
        applies: Phrase(en: "finished and now >= E + evidence_due_ms", zh: "已结束，且 now >= E + evidence_due_ms"),
        condition: Phrase(
            en: "Fails when no evidence.upload.completed with t <= E + evidence_due_ms.",
            zh: "没有满足 t <= E + evidence_due_ms 的 evidence.upload.completed 的，不通过。"),
        judge: .candidate(uploaded))

    private static func uploaded(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let end = session.end else { return .notFinished }
        let due = try end + session.parameters.evidenceDueMs
        guard session.now >= due else { return .notYet }
        if isRecorded(.evidenceUploadCompleted, by: due, session) { return .pass }
        return overdue(
            .evidenceUploadCompleted, Phrase(en: "upload of the evidence", zh: "佐证视频上传"), due, session)
    }

    static let evid09 = Rule(
        "EVID-09", Phrase(en: "Evidence checked and confirmed in time", zh: "60分钟内确认"),
        seed: "§11", severity: .notice, severityNote: Phrase(en: "J where EVID-08 fails too", zh: "EVID-08 亦不通过时为 J"),
        parameters: ["evidence_due_ms"],
        events: [.evidenceUploadCompleted, .evidenceUploadConfirmed],
        summary: Phrase(en: "The candidate checks and confirms the upload in time.", zh: "考生按时检查并确认佐证视频已上传。"),
        applies: Phrase(en: "finished and now >= E + evidence_due_ms", zh: "已结束，且 now >= E + evidence_due_ms"),
        condition: Phrase(
            en: "Fails when no evidence.upload.confirmed with t <= E + evidence_due_ms.",
            zh: "没有满足 t <= E + evidence_due_ms 的 evidence.upload.confirmed 的，不通过。"),
        judge: .candidate(confirmed))

    private static func confirmed(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let end = session.end else { return .notFinished }
        let due = try end + session.parameters.evidenceDueMs
        guard session.now >= due else { return .notYet }
        if isRecorded(.evidenceUploadConfirmed, by: due, session) { return .pass }
        let isUploaded = isRecorded(.evidenceUploadCompleted, by: due, session)
        return overdue(
            .evidenceUploadConfirmed, Phrase(en: "confirmation of the evidence", zh: "佐证视频确认"), due, session,
            severity: isUploaded ? nil : .adjudication)
    }

    private static func isRecorded(_ type: EventType, by due: Instant, _ session: SessionView) -> Bool {
        session.events.all(type).contains { $0.receivedAt <= due }
    }

    private static func overdue(
        _ type: EventType, _ what: Phrase, _ due: Instant, _ session: SessionView, severity: Severity? = nil
    ) -> Judgement {
        guard let late = session.events.first(type) else {
            return .fail(
                Phrase(
                    en: "no \(what.en) is recorded by \(session.text(due))",
                    zh: "截至 \(session.text(due)) 没有记录\(what.zh)"),
                citing: session.times.finish.map { [$0] } ?? [], values: ["due_at": .time(due)], severity: severity)
        }
        let by = late.receivedAt - due
        return .fail(
            Phrase(
                en: "\(what.en) at \(session.text(late.receivedAt)), \(by) ms after it was due at \(session.text(due))",
                zh: "\(session.text(late.receivedAt)) \(what.zh)，晚于截止时刻 \(session.text(due)) \(by) 毫秒"),
            citing: [late], values: ["due_at": .time(due), "late_ms": .integer(by)], severity: severity)
    }

    static let evid10 = Rule(
        "EVID-10", Phrase(en: "Upload failure reported", zh: "失败联系技术"), seed: "§11", severity: .adjudication,
        parameters: ["evidence_due_ms", "contact_due_ms"],
        events: [.evidenceUploadFailed, .evidenceUploadCompleted, .supportContacted],
        summary: Phrase(en: "A failed upload is reported to support in time.", zh: "上传失败应按时联系技术服务。"),
        applies: Phrase(
            en: """
                finished and an evidence.upload.failed is the last of evidence.upload.failed and \
                evidence.upload.completed
                """,
            zh: "已结束，且 evidence.upload.failed 与 evidence.upload.completed 之中最后一个是 evidence.upload.failed"),
        condition: Phrase(
            en: "Fails when no support.contacted{evidence} with t <= E + evidence_due_ms + contact_due_ms.",
            zh: "没有满足 t <= E + evidence_due_ms + contact_due_ms 的 support.contacted{evidence} 的，不通过。"),
        judge: .candidate(reported))

    private static func reported(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let end = session.end else { return .notFinished }
        guard let last = session.events.all(.evidenceUploadFailed, .evidenceUploadCompleted).last,
            last.type == .evidenceUploadFailed
        else { return .notApplicable }
        let parameters = try session.parameters
        let due = end + parameters.evidenceDueMs + parameters.contactDueMs
        let isReported = session.events.facts(.supportContacted).contains {
            $0.data.topic == .evidence && $0.event.receivedAt <= due
        }
        if isReported { return .pass }
        return .fail(
            Phrase(
                en:
                    "the upload failed at \(session.text(last.receivedAt)); no contact with support about it is recorded "
                    + "by \(session.text(due))",
                zh: "\(session.text(last.receivedAt)) 上传失败，截至 \(session.text(due)) 没有记录就此联系技术服务"),
            citing: [last], values: ["due_at": .time(due)])
    }
}
