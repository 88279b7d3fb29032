import Exam
import Primitives

/// QLOAD: a question that does not load (§10).
enum QuestionLoadRules {
    static let all = [qload01]

    static let qload01 = Rule(
        "QLOAD-01", Phrase(en: "Missing question recovered", zh: "试题加载"), seed: "§10(1)", severity: .adjudication,
        parameters: ["lost_time_ms"],
        events: [
            .questionLoadFailed, .questionPresented, .questionRefreshed, .helpOpened, .timeExtensionGranted,
        ],
        summary: Phrase(
            en: "A question that does not load is refreshed or asked about, and comes soon or time is given back.",
            zh: "试题未加载时考生应刷新或求助，试题应及时出现，否则须延长时间。"),
        applies: Phrase(en: "there is a question.load.failed", zh: "有 question.load.failed"),
        condition: Phrase(
            en: """
                Fails when for a q_no the time from first question.load.failed to the next question.presented is > \
                lost_time_ms (or there is none) with no approved time.extension.granted after it, or neither \
                question.refreshed nor help.opened lies between.
                """,
            zh: """
                就某一 q_no，有下列情形之一的，不通过：（一）自第一个 question.load.failed 至下一个 question.presented 的时间 > lost_time_ms（或没有后者），\
                且其后没有已获批准的 time.extension.granted；（二）其间既没有 question.refreshed，也没有 help.opened。
                """),
        judge: .candidate(recovered))

    private static func recovered(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let loads = session.questionLoads
        guard !loads.isEmpty else { return .notApplicable }
        let limit = try session.parameters.lostTimeMs
        let broken = loads.compactMap { load -> Broken? in
            let isLong = load.waited.map { $0 > limit } ?? true
            let isLost = isLong && !isExtended(after: load.failed, session)
            let isUnanswered = !isActedOn(load, session)
            return isLost || isUnanswered ? Broken(load: load, isLost: isLost, isUnanswered: isUnanswered) : nil
        }
        guard let first = broken.first else { return .pass }
        return .fail(
            first.message(session, limit),
            citing: broken.flatMap { [$0.load.failed, $0.load.presented] }.compactMap { $0 },
            values: [
                "questions": .number(broken.count), "q_no": .integer(first.load.question),
                "waited_ms": first.load.waited.map { .integer($0) } ?? .null, "lost_time_ms": .integer(limit),
            ])
    }

    /// A question whose trouble was not met as it should be.
    private struct Broken {
        let load: QuestionLoad
        /// It came too late or not at all, and no time was given back.
        let isLost: Bool
        /// Neither a refresh nor a request for help is recorded.
        let isUnanswered: Bool

        func message(_ session: SessionView, _ limit: Int64) -> Phrase {
            let since = session.text(session.clock.time(of: load.failed))
            let shown =
                load.waited.map { Phrase(en: "shown \($0) ms later", zh: "\($0) 毫秒后显示") }
                ?? Phrase(en: "not recorded as shown after it", zh: "此后没有记录显示")
            var (en, zh) = ("", "")
            if isLost {
                en += "; \(limit) ms are tolerated, and no approved extension is recorded after it"
                zh += "；容许 \(limit) 毫秒，此后没有记录经批准的延时"
            }
            if isUnanswered {
                en += "; neither a refresh nor a request for help is recorded in between"
                zh += "；其间没有记录刷新题目或求助"
            }
            return Phrase(
                en: "question \(load.question) did not load at \(since), \(shown.en)" + en,
                zh: "第 \(load.question) 题于 \(since) 未加载，\(shown.zh)" + zh)
        }
    }

    private static func isExtended(after event: RecordedEvent, _ session: SessionView) -> Bool {
        session.approvedExtensions.contains { $0.index > event.index }
    }

    /// Whether the candidate refreshed the question or asked for help while it was missing.
    private static func isActedOn(_ load: QuestionLoad, _ session: SessionView) -> Bool {
        let missing = Interval(
            from: session.clock.time(of: load.failed),
            until: load.presented.map(session.clock.time) ?? session.endOrNow)
        let refreshes = session.events.facts(.questionRefreshed)
            .filter { $0.data.qNo == load.question }.map(\.event)
        return !session.events(refreshes + session.events.all(.helpOpened), in: missing).isEmpty
    }
}
