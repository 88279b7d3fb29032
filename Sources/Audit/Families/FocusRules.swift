import Exam
import Primitives

/// FOCUS: the exam's window stays in front (§7).
enum FocusRules {
    static let all = [focus01]

    static let focus01 = Rule(
        "FOCUS-01", Phrase(en: "Screen switching", zh: "切屏"), seed: "§7", severity: .adjudication,
        severityNote: Phrase(
            en: "N where every counted loss has cause os_popup or lock",
            zh: "所计入的每次离开其 cause 均为 os_popup 或 lock 时为 N"),
        parameters: ["focus_ignore_ms", "focus_adjudicate_ms", "focus_adjudicate_n"],
        events: [.focusLost, .focusRegained],
        summary: Phrase(
            en: "The candidate does not leave the exam's window, but for short moments.",
            zh: "考生不得离开考试窗口，短暂的除外。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when among focus.regained with o in [t(entry.granted), E] one has away_ms >= \
                focus_adjudicate_ms, or >= focus_adjudicate_n have away_ms > focus_ignore_ms; a focus.lost before E \
                without focus.regained counts with away E - o.
                """,
            zh: """
                o 在 [t(entry.granted), E] 内的 focus.regained 有下列情形之一的，不通过：（一）有一个满足 away_ms >= focus_adjudicate_ms；（二）\
                满足 away_ms > focus_ignore_ms 的个数 >= focus_adjudicate_n。E 之前的 focus.lost 没有 focus.regained 的，以 E - o \
                为其离开时长计入。
                """),
        judge: .candidate(switching))

    private static func switching(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let examTime = session.examTime else { return .notEntered }
        let losses = losses(session, in: examTime)
        let parameters = try session.parameters
        let (ignored, limit) = (parameters.focusIgnoreMs, parameters.focusAdjudicateMs)
        let counted = losses.filter { $0.away > ignored || $0.away >= limit }
        let isLong = counted.contains { $0.away >= limit }
        let isOften = counted.count { $0.away > ignored } >= parameters.focusAdjudicateN
        guard isLong || isOften, let longest = counted.max(by: { $0.away < $1.away }) else { return .pass }
        return .fail(
            Phrase(
                en: "times the exam's window was left: \(counted.count), the longest for \(longest.away) ms from "
                    + "\(session.text(longest.since)) on; up to \(ignored) ms do not count, \(limit) ms or "
                    + "\(parameters.focusAdjudicateN) times are to be decided on",
                zh: "离开考试窗口 \(counted.count) 次，最长一次自 \(session.text(longest.since)) 起 \(longest.away) 毫秒；"
                    + "不超过 \(ignored) 毫秒的不计，达到 \(limit) 毫秒或 \(parameters.focusAdjudicateN) 次的须裁定"),
            citing: counted.map(\.event),
            values: [
                "losses": .number(counted.count), "longest_ms": .integer(longest.away),
                "focus_ignore_ms": .integer(ignored), "focus_adjudicate_ms": .integer(limit),
                "focus_adjudicate_n": .integer(parameters.focusAdjudicateN),
            ],
            severity: counted.allSatisfy(\.isOfSystem) ? .notice : nil)
    }

    /// A time for which the exam's window was not in front.
    private struct Loss {
        let event: RecordedEvent
        let since: Instant
        let away: Int64
        /// Whether the operating system took the focus, not the candidate.
        let isOfSystem: Bool
    }

    private static func losses(_ session: SessionView, in examTime: Interval) -> [Loss] {
        let returns = session.events.facts(.focusRegained).filter {
            session.clock.time(of: $0.event) <= examTime.until
        }
        let ended = returns.compactMap { fact -> Loss? in
            let time = session.clock.time(of: fact.event)
            guard examTime.contains(time) else { return nil }
            return Loss(
                event: fact.event, since: time + -fact.data.awayMs, away: fact.data.awayMs,
                isOfSystem: fact.data.cause == .osPopup || fact.data.cause == .lock)
        }
        let lastReturn = returns.last?.event.position
        let open = session.events.facts(.focusLost).compactMap { fact -> Loss? in
            let time = session.clock.time(of: fact.event)
            guard time < examTime.until, lastReturn.map({ fact.event.position > $0 }) ?? true else { return nil }
            return Loss(
                event: fact.event, since: time, away: examTime.until - time,
                isOfSystem: fact.data.cause == .osPopup || fact.data.cause == .lock)
        }
        return ended + open
    }
}
