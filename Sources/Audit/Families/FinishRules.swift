import Exam
import Primitives

/// FIN: how a session ends (§10, §11).
enum FinishRules {
    static let all = [fin01, fin02, fin03, fin04]

    static let fin01 = Rule(
        "FIN-01", Phrase(en: "Early finish confirmed", zh: "提前结束需确认"), seed: "§10(6)", severity: .blocking,
        events: [.finishRequested, .finishConfirmed, .finishCancelled],
        summary: Phrase(
            en: "An early finish is requested first, and confirmed with the candidate's key.",
            zh: "提前结束须先提出请求，并以考生本人的密钥确认。"),
        applies: Phrase(en: "there is a finish.confirmed", zh: "有 finish.confirmed"),
        condition: Phrase(
            en: """
                Fails when finish.confirmed is not preceded by a finish.requested after the last finish.cancelled, or \
                is not signed by the candidate's key.
                """,
            zh: """
                有下列情形之一的，不通过：（一）finish.confirmed 之前、最后一个 finish.cancelled 之后没有 finish.requested；（二）finish.confirmed \
                不是以考生的密钥签名。
                """),
        judge: .candidate(confirmed))

    private static func confirmed(_ session: SessionView) -> Judgement {
        let confirmations = session.events.all(.finishConfirmed)
        guard !confirmations.isEmpty else { return .notApplicable }
        let keys = Set(
            session.events.facts(.deviceKeyBound).filter { $0.data.role == .candidate }.map(\.data.keyID))
        let (requests, cancellations) = (session.events.all(.finishRequested), session.events.all(.finishCancelled))
        let broken = confirmations.filter { confirmation in
            let cancelled = cancellations.last { $0.index < confirmation.index }?.index ?? 0
            let isRequested = requests.contains { $0.index < confirmation.index && $0.index >= cancelled }
            return !isRequested || !keys.contains(confirmation.keyID)
        }
        guard let first = broken.first else { return .pass }
        return .fail(
            Phrase(
                en: "finish confirmed at \(session.text(first.receivedAt)) with no open request recorded before it, or "
                    + "by a key that is not the candidate's",
                zh: "\(session.text(first.receivedAt)) 确认结束，此前没有记录未撤销的结束请求，或签名密钥不属于考生本人"),
            citing: broken)
    }

    static let fin02 = Rule(
        "FIN-02", Phrase(en: "Time-out finish on time", zh: "到时结束"), seed: "§11", severity: .adjudication,
        parameters: ["timer_tol_ms"],
        events: [.finishTimedOut],
        summary: Phrase(en: "A session that runs out of time ends when it is due.", zh: "到时结束应发生在应结束的时刻。"),
        applies: Phrase(en: "there is a finish.timed_out", zh: "有 finish.timed_out"),
        condition: Phrase(
            en: "Fails when the absolute difference of t(finish.timed_out) and due exceeds timer_tol_ms.",
            zh: "t(finish.timed_out) 与 due 之差的绝对值超过 timer_tol_ms 的，不通过。"),
        judge: .candidate(timedOut))

    private static func timedOut(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let ends = session.events.all(.finishTimedOut)
        guard !ends.isEmpty else { return .notApplicable }
        guard let due = session.times.due else { throw .schedule }
        let tolerance = try session.parameters.timerTolMs
        let broken = ends.filter { abs($0.receivedAt - due) > tolerance }
        guard let first = broken.first else { return .pass }
        let by = first.receivedAt - due
        let (order, direction) = by < 0 ? ("before", "早于") : ("after", "晚于")
        return .fail(
            Phrase(
                en: "ended by time-out at \(session.text(first.receivedAt)), \(abs(by)) ms \(order) it was due at "
                    + "\(session.text(due)); \(tolerance) ms are tolerated",
                zh: "\(session.text(first.receivedAt)) 到时结束，\(direction)应结束时刻 \(session.text(due)) \(abs(by)) 毫秒，"
                    + "容许 \(tolerance) 毫秒"),
            citing: broken,
            values: ["due_at": .time(due), "late_ms": .integer(by), "timer_tol_ms": .integer(tolerance)])
    }

    static let fin03 = Rule(
        "FIN-03", Phrase(en: "Forced finish justified", zh: "强制结束"), seed: "§11", severity: .adjudication,
        events: [.finishForced, .approvalRecorded],
        summary: Phrase(en: "A forced finish has a reason and a second officer.", zh: "强制结束须有理由并经第二人批准。"),
        applies: Phrase(en: "there is a finish.forced", zh: "有 finish.forced"),
        condition: Phrase(
            en: "Fails when finish.forced has no reason or is not approved.",
            zh: "finish.forced 没有 reason，或未获批准的，不通过。"),
        judge: .candidate(forced))

    private static func forced(_ session: SessionView) -> Judgement {
        let ends = session.events.facts(.finishForced)
        guard !ends.isEmpty else { return .notApplicable }
        let broken = ends.filter { ($0.data.reason?.isEmpty ?? true) || !session.isApproved($0.event) }
        guard let first = broken.first else { return .pass }
        return .fail(
            Phrase(
                en:
                    "ended by force at \(session.text(first.event.receivedAt)) without a reason, or with no approval by "
                    + "another officer recorded",
                zh: "\(session.text(first.event.receivedAt)) 强制结束，没有理由，或没有记录另一名人员的批准"),
            citing: broken.map(\.event))
    }

    static let fin04 = Rule(
        "FIN-04", Phrase(en: "Recording stops automatically", zh: "自动停录"), seed: "§11", severity: .notice,
        parameters: ["start_grace_ms"],
        events: [.mainRecordingStopped],
        summary: Phrase(en: "The main recording stops when the session ends.", zh: "面谈结束后主录制随即停止。"),
        applies: Phrase(en: "finished and there is a main.recording.started", zh: "已结束，且有 main.recording.started"),
        condition: Phrase(
            en: "Fails when no main.recording.stopped, or the last has o > E + start_grace_ms.",
            zh: "没有 main.recording.stopped，或最后一个满足 o > E + start_grace_ms 的，不通过。"),
        judge: .candidate(recordingStopped))

    private static func recordingStopped(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let end = session.end else { return .notFinished }
        guard let started = session.events.first(.mainRecordingStarted) else { return .notApplicable }
        guard let last = session.events.last(.mainRecordingStopped) else {
            return .fail(
                Phrase(en: "no stop of the main recording is recorded", zh: "没有记录主录制的停止"), citing: [started])
        }
        let grace = try session.parameters.startGraceMs
        let by = session.clock.time(of: last) - end
        guard by > grace else { return .pass }
        return .fail(
            Phrase(
                en:
                    "the main recording stopped \(by) ms after the end at \(session.text(end)), \(grace) ms are granted",
                zh: "主录制在结束时刻 \(session.text(end)) 之后 \(by) 毫秒才停止，容许 \(grace) 毫秒"),
            citing: [last], values: ["end": .time(end), "late_ms": .integer(by), "start_grace_ms": .integer(grace)])
    }
}
