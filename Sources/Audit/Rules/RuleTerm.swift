public import Primitives

/// A term that the sentences of the rules use, and what it means.
///
/// The English words are those of the published rules, word for word, the Chinese ones say the same.
public struct RuleTerm: Sendable {
    /// The term as the sentences write it.
    public let name: Phrase
    /// What it means.
    public let meaning: Phrase

    private init(_ name: Phrase, en: String, zh: String) {
        self.name = name
        meaning = Phrase(en: en, zh: zh)
    }

    private init(_ symbol: String, en: String, zh: String) {
        self.init(Phrase(en: symbol, zh: symbol), en: en, zh: zh)
    }
}

extension RuleTerm {
    /// All terms, in the order of their publication.
    public static let all: [RuleTerm] = [
        RuleTerm("t(x)", en: "received_at of event x (the ledger's clock)", zh: "事件 x 的 received_at（账本的时钟）"),
        RuleTerm(
            "o(x)",
            en: """
                corrected device time of x: at + clock_offset_ms of the last heartbeat.window of the same device \
                (statement member device) at or before x in the stream, 0 where there is none; for events without a \
                device o(x) = t(x)
                """,
            zh: """
                x 的校正后设备时间：at + clock_offset_ms，后者取自流中 x 处或其之前、同一设备（陈述的成员 device）的最后一个 heartbeat.window，没有的为 0；\
                没有设备的事件，o(x) = t(x)
                """),
        RuleTerm("clock_offset_ms", en: "ledger clock minus device clock", zh: "账本时钟减设备时钟"),
        RuleTerm(
            "T, D",
            en: "start_at and duration_ms of sitting.scheduled",
            zh: "sitting.scheduled 的 start_at 和 duration_ms"),
        RuleTerm(
            "D'",
            en: """
                D plus added_ms of every time.extension.granted for the candidate or the sitting that has an \
                approval.recorded{approve} by a second administrator
                """,
            zh: "D 加上针对该考生或该场次、并有另一名管理员的 approval.recorded{approve} 的每个 time.extension.granted 的 added_ms"),
        RuleTerm(
            "due",
            en: """
                due_at of the candidate's answer.timer.started plus extensions approved after it; T + D' where there \
                is no timer event
                """,
            zh: "该考生的 answer.timer.started 的 due_at，加上在其之后获批准的延长；没有计时事件的，为 T + D'"),
        RuleTerm(
            "E",
            en: "o(finish.confirmed), t(finish.timed_out) or t(finish.forced), whichever is first in the stream",
            zh: "o(finish.confirmed)、t(finish.timed_out) 或 t(finish.forced)，以流中最先者为准"),
        RuleTerm(.entered, en: "the stream has entry.granted", zh: "流中有 entry.granted"),
        RuleTerm(.finished, en: "E exists", zh: "E 存在"),
        RuleTerm("now", en: "received_at of the last entry of the audited prefix", zh: "被审计前缀的最后一个条目的 received_at"),
        RuleTerm(
            Phrase(en: "parameters in force", zh: "生效参数"),
            en: """
                params of the last exam.policy.set before the first login.*.succeeded of the exam (the last one where \
                there is none), with the members of sitting.scheduled.params put over them; a later one is INT-08 and \
                has no effect
                """,
            zh: """
                该考试第一个 login.*.succeeded 之前最后一个 exam.policy.set（没有的，取最后一个）的 params，以 sitting.scheduled.params 的成员覆盖其上；\
                更晚的属于 INT-08，不产生效力
                """),
        RuleTerm(
            "policy_hash",
            en: """
                SHA-256 of the RFC 8785 form of the complete parameter object in force; in exam.policy.set of params, \
                in sitting.scheduled after the override
                """,
            zh: "生效的完整参数对象的 RFC 8785 形式的 SHA-256；在 exam.policy.set 中为 params 的，在 sitting.scheduled 中为覆盖之后的"),
        RuleTerm(
            Phrase(en: "segment interval", zh: "分段区间"),
            en: "[start_ms + offset, start_ms + dur_ms + offset] with the clock offset as in o(x)",
            zh: "[start_ms + offset, start_ms + dur_ms + offset]，offset 为 o(x) 中的时钟偏差"),
        RuleTerm(
            Phrase(en: "root over hashes", zh: "对哈希所取的根"),
            en: """
                RFC 6962 root; leaf = H(0x00 ‖ the 32 bytes); over segments first..last in order, for a manifest of \
                several manifests: over their roots in order
                """,
            zh: "RFC 6962 根；叶子 = H(0x00 ‖ 该 32 字节)；对分段 first..last 依次取根；清单由几份清单构成的，对各清单的根依次取根"),
        RuleTerm(
            Phrase(en: "approved", zh: "已获批准"),
            en: """
                two-person act A is approved when an approval.recorded{subject: id of A, decision: approve} follows, \
                signed by a key of another holder, role administrator (invigilator allowed for finish.forced)
                """,
            zh: """
                双人行为 A，其后有 approval.recorded{subject: A 的 id, decision: approve}，由另一持有人的密钥签名、角色为 administrator（对 \
                finish.forced 亦可为 invigilator）的，为已获批准
                """),
        RuleTerm(
            Phrase(en: "main state", zh: "主状态"),
            en: """
                first that applies: Voided (decision.issued with subject_void or all_void); Held (named in withheld \
                of the last release.proposed, or release.withheld); Absent (no login.*.succeeded and now >= T + \
                login_close_ms); Declined (pledge.declined, not entered); Released (score.released names the \
                sitting); Sealed (an approved ledger.sealed covers it); UnderReview (environment.review.decided, \
                recording.reviewed or a score.recorded for its lot); EvidenceConfirmed (Uploaded, and both \
                evidence.upload.completed and evidence.upload.confirmed); Uploaded (upload.completed for camera, mic \
                and screen); Uploading (upload.started); Finished (E exists); Abandoned (entered, no E, now > T + D' \
                + abandon_grace_ms); Answering (entered, now >= T); Barred (not entered, last entry or login answer \
                is a refusal, login window closed); else the furthest of Authenticated, ProcedureRead, EvidenceBound, \
                LotHeld, Pledged, Noticed, Entered, DevicesConfirmed, InfoConfirmed, Waiting whose event is present \
                after login; else Rostered
                """,
            zh: """
                下列各项中最先适用者：Voided（有 subject_void 或 all_void 的 decision.issued）；Held（列于最后一个 release.proposed 的 \
                withheld，或有 release.withheld）；Absent（没有 login.*.succeeded，且 now >= T + login_close_ms）；Declined（有 \
                pledge.declined，未进入）；Released（score.released 载明该场次）；Sealed（有已获批准的 ledger.sealed 涵盖之）；UnderReview（有 \
                environment.review.decided、recording.reviewed，或对其抽签号的 score.recorded）；EvidenceConfirmed（已达 Uploaded，且 \
                evidence.upload.completed 与 evidence.upload.confirmed 均有）；Uploaded（camera、mic 和 screen 均有 \
                upload.completed）；Uploading（有 upload.started）；Finished（E 存在）；Abandoned（已进入，没有 E，now > T + D' + \
                abandon_grace_ms）；Answering（已进入，now >= T）；Barred（未进入，对进入或登录的最后一个答复为拒绝，登录时段已关闭）；否则为 Authenticated、\
                ProcedureRead、EvidenceBound、LotHeld、Pledged、Noticed、Entered、DevicesConfirmed、InfoConfirmed、Waiting \
                中其事件在登录之后出现的最靠后者；再否则为 Rostered
                """),
        RuleTerm(
            Phrase(en: "outcomes", zh: "判定结果"),
            en: """
                pass, fail, not_applicable (the 'applies' sentence is false), insufficient_evidence (the \
                'insufficient' sentence is true); checked in the order not_applicable, fail, insufficient_evidence, \
                pass
                """,
            zh: """
                pass（通过）、fail（不通过）、not_applicable（不适用：“适用条件”（applies）一句不成立）、insufficient_evidence（证据不足：\
                “无法判定的情形”（insufficient）一句成立）；按 not_applicable、fail、insufficient_evidence、pass 的次序判定
                """),
        RuleTerm(
            Phrase(en: "severity", zh: "级别"),
            en: "the effective severity of a failure; 'severity_note' says where it differs from the default",
            zh: "不通过的实际级别；“severity_note”载明其与默认级别不同之处"),
    ]
}
