import Exam
import Primitives

/// After the end: back to the home page, the confirmation of the evidence video, the wish to be forgotten.
extension RequestDecision {
    /// Home only after camera, microphone and screen are uploaded.
    static func home(_ data: HomeReturned, _ request: RecordedEvent, _ situation: Situation) -> RequestDecision {
        var conditions = Conditions<HomeReason>()
        let uploaded = situation.session.state.uploaded
        conditions.require(
            .mainUploaded, .notUploaded, uploaded != nil, by: uploaded,
            uploaded == nil
                ? Phrase(en: "no upload.completed of all three is recorded", zh: "没有记录三者均已上传完成")
                : Phrase(en: "all three are uploaded", zh: "三者均已上传"))
        guard !conditions.areMet else { return RequestDecision(request, .allowed, conditions.guards, []) }
        return conditions.refusal(of: request) { _ in
            .homeReturnRefused(HomeReturnRefused(pendingBytes: data.pendingBytes))
        }
    }

    /// The refusal of the way home has no reasons: there is one only.
    private enum HomeReason: String, Hashable, Sendable {
        case notUploaded = "not_uploaded"
    }

    /// The evidence video is confirmed only when all of it is uploaded.
    static func confirmation(_ request: RecordedEvent, _ situation: Situation) -> RequestDecision {
        let record = situation.session
        let closed = Int64(record.segments.count)
        let completed = record.state.evidence.completed
        var conditions = Conditions<EvidenceConfirmRefused.Reason>()
        conditions.require(
            .evidenceUploaded, .notUploaded, completed != nil, by: completed,
            completed == nil
                ? Phrase(en: "no evidence.upload.completed is recorded", zh: "没有记录佐证视频上传完成")
                : Phrase(en: "the upload is completed", zh: "上传已完成"))
        let missing = completed == nil ? closed : max(0, closed - max(0, record.uploadedSegments))
        if completed != nil {
            conditions.require(
                .segmentsComplete, .segmentsMissing, missing == 0, by: completed,
                Phrase(
                    en: "\(closed) segments were recorded, \(record.uploadedSegments) uploaded",
                    zh: "录制 \(closed) 段，上传 \(record.uploadedSegments) 段"))
        }
        guard !conditions.areMet else { return RequestDecision(request, .allowed, conditions.guards, []) }
        return conditions.refusal(of: request) { reason in
            .evidenceConfirmRefused(EvidenceConfirmRefused(reason: reason, missing: missing))
        }
    }

    /// Nothing is erased under a legal hold, while a dispute, a review or a case is open, or before the retention time
    /// is over; where it may be, two officers do it, and ask for an audit first.
    static func erasure(_ request: RecordedEvent, _ situation: Situation) -> RequestDecision {
        let (holds, sitting) = (situation.session.erasureHolds, situation.sitting.state)
        var conditions = Conditions<ErasureRefused.Reason>()
        conditions.require(
            .noLegalHold, .legalHold, holds.legalHold == nil, by: holds.legalHold,
            holds.legalHold == nil
                ? Phrase(en: "no legal hold is recorded", zh: "没有记录依法保全")
                : Phrase(
                    en: "a legal hold is recorded, and no request of an administrator since",
                    zh: "已记录依法保全，此后没有管理员的新申请"))
        let (dispute, review) = (holds.dispute, holds.review)
        conditions.require(
            .noDispute, .dispute, dispute == nil, by: dispute?.mark,
            dispute?.phrase ?? Phrase(en: "no dispute without an end is recorded", zh: "没有记录未决异议"))
        conditions.require(
            .noReview, .review, review == nil, by: review?.mark,
            review?.phrase
                ?? Phrase(en: "no review, case or record without a decision is recorded", zh: "没有记录未决的复核、案件或违纪记录"))
        let times = sitting.grantedTime(of: situation.session.state)
        let end = holds.retentionEnd(start: times.start, duration: times.duration, sitting.parameters)
        conditions.require(
            .retentionOver, .retention, end.map { request.receivedAt >= $0 } ?? false,
            end.map { Moment.phrase(request.receivedAt, from: $0, Phrase(en: "the retention ends", zh: "保存期满")) }
                ?? Phrase(en: "no policy and schedule say when it ends", zh: "没有规则与场次安排说明何时期满"))
        guard !conditions.areMet else { return RequestDecision(request, .allowed, conditions.guards, []) }
        return conditions.refusal(of: request) { .erasureRefused(ErasureRefused(reason: $0)) }
    }
}
