import Exam
import Primitives

/// The times and parameters that a sitting is conducted by: those of the signed policy and schedule, where they can be
/// followed.
struct Terms {
    /// Why a sitting cannot be conducted.
    struct Defect: Error {
        let why: Phrase
    }

    /// T.
    let start: Instant
    /// The parameters in force.
    let parameters: Parameters
    /// T + login_open_ms: from here on logins are let in.
    var opens: Instant { start + parameters.loginOpenMs }
    /// T + login_close_ms: from here on they are not.
    var closes: Instant { start + parameters.loginCloseMs }

    /// The terms of a sitting.
    ///
    /// - Throws: why there are none: nothing in force, or something that contradicts itself.
    init(_ sitting: SittingState) throws(Defect) {
        guard let schedule = sitting.schedule else {
            throw Defect(why: Phrase(en: "no sitting.scheduled is recorded", zh: "没有记录场次安排"))
        }
        guard let parameters = sitting.parameters else {
            throw Defect(why: Phrase(en: "no exam.policy.set is recorded", zh: "没有记录考试规则设定"))
        }
        start = Instant(milliseconds: schedule.startAt)
        self.parameters = parameters
        guard schedule.startAt >= 0, schedule.durationMs > 0 else {
            throw Defect(
                why: Phrase(
                    en: "the schedule is absurd: start_at \(schedule.startAt), duration_ms \(schedule.durationMs)",
                    zh: "场次安排不合理：start_at \(schedule.startAt)，duration_ms \(schedule.durationMs)"))
        }
        guard parameters.loginOpenMs < parameters.loginCloseMs else {
            throw Defect(
                why: Phrase(
                    en: "the policy is absurd: logins close (login_close_ms \(parameters.loginCloseMs)) before they "
                        + "open (login_open_ms \(parameters.loginOpenMs))",
                    zh: "考试规则不合理：登录关闭（login_close_ms \(parameters.loginCloseMs)）不晚于开放"
                        + "（login_open_ms \(parameters.loginOpenMs)）"))
        }
        let periods = [
            ("evidence_due_ms", parameters.evidenceDueMs), ("cred_ttl_ms", parameters.credTtlMs),
            ("abandon_grace_ms", parameters.abandonGraceMs),
        ]
        if let negative = periods.first(where: { $0.1 < 0 }) {
            throw Defect(
                why: Phrase(
                    en: "the policy is absurd: \(negative.0) is \(negative.1)",
                    zh: "考试规则不合理：\(negative.0) 为 \(negative.1)"))
        }
    }
}

extension Int64 {
    /// The number held within what a statement can carry.
    var sayable: Int64 { Swift.min(Swift.max(self, -JSONTape.integerLimit), JSONTape.integerLimit) }
}
