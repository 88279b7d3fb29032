public import Primitives

extension SittingTerms {
    /// In what these terms contradict themselves, so that no exam can be held by them; `nil` where they do not.
    ///
    /// They are judged by all the same: what was signed is in force.
    public var contradiction: Phrase? { schedule?.contradiction ?? parameters?.contradiction }
}

extension Parameters {
    fileprivate var contradiction: Phrase? {
        guard loginOpenMs < loginCloseMs else {
            return Phrase(
                en: "the policy is absurd: logins close (login_close_ms \(loginCloseMs)) before they open "
                    + "(login_open_ms \(loginOpenMs))",
                zh: "考试规则不合理：登录关闭（login_close_ms \(loginCloseMs)）不晚于开放（login_open_ms \(loginOpenMs)）")
        }
        let periods = [
            ("evidence_due_ms", evidenceDueMs), ("cred_ttl_ms", credTtlMs), ("abandon_grace_ms", abandonGraceMs),
        ]
        return periods.first { $0.1 < 0 }.map { name, value in
            Phrase(en: "the policy is absurd: \(name) is \(value)", zh: "考试规则不合理：\(name) 为 \(value)")
        }
    }
}

extension SittingScheduled {
    fileprivate var contradiction: Phrase? {
        guard startAt < 0 || durationMs <= 0 else { return nil }
        return Phrase(
            en: "the schedule is absurd: start_at \(startAt), duration_ms \(durationMs)",
            zh: "场次安排不合理：start_at \(startAt)，duration_ms \(durationMs)")
    }
}
