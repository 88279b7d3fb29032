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
        let terms = sitting.terms
        guard let schedule = terms.schedule else {
            throw Defect(why: Phrase(en: "no sitting.scheduled is recorded", zh: "没有记录场次安排"))
        }
        guard let parameters = terms.parameters else {
            throw Defect(why: Phrase(en: "no exam.policy.set is recorded", zh: "没有记录考试规则设定"))
        }
        start = Instant(milliseconds: schedule.startAt)
        self.parameters = parameters
        if let why = terms.contradiction { throw Defect(why: why) }
    }
}

extension Int64 {
    /// The number held within what a statement can carry.
    var sayable: Int64 { Swift.min(Swift.max(self, -JSONTape.integerLimit), JSONTape.integerLimit) }
}
