import Exam
import Primitives

/// NET: the network fails and the exam goes on (§10).
enum NetworkRules {
    static let all = [net01, net02, net03, net04]

    static let net01 = Rule(
        "NET-01", Phrase(en: "Outage bridged by local recording", zh: "断网本地录制"), seed: "§10(7)",
        severity: .adjudication,
        parameters: ["rec_gap_ms"],
        events: [.networkLost, .networkRestored, .recordingLocalStarted, .uploadManifestRecorded],
        summary: Phrase(en: "Without network the recording goes on locally.", zh: "断网期间应在本地继续录制。"),
        applies: Phrase(
            en: "there is a network.lost with o in [t(entry.granted), E]",
            zh: "有 network.lost 的 o 在 [t(entry.granted), E] 内"),
        condition: Phrase(
            en: """
                Fails when no recording.local.started with o in [o(lost), o(lost) + rec_gap_ms], or \
                recording.local.stopped before o(restored).
                """,
            zh: """
                有下列情形之一的，不通过：（一）没有 o 在 [o(lost), o(lost) + rec_gap_ms] 内的 recording.local.started；（二）\
                recording.local.stopped 在 o(restored) 之前。
                """),
        judge: .candidate(bridged))

    private static func bridged(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let examTime = session.examTime else { return .notEntered }
        let outages = session.outages(until: examTime.until).filter { examTime.contains($0.interval.from) }
        guard !outages.isEmpty else { return .notApplicable }
        let limit = try session.parameters.recGapMs
        let recordings = localRecordings(session)
        let broken = outages.filter { outage in
            let prompt = Interval(from: outage.interval.from, until: outage.interval.from + limit)
            return !recordings.contains { recording in
                prompt.contains(recording.from) && (recording.until.map { $0 >= outage.interval.until } ?? true)
            }
        }
        guard let first = broken.first else { return .pass }
        let partial = recordings.filter { recording in
            broken.contains { recording.interval(until: examTime.until).cut(to: $0.interval) != nil }
        }
        let (length, since) = (first.interval.length, session.text(first.interval.from))
        return .fail(
            Phrase(
                en:
                    "no local recording is recorded that began within \(limit) ms and covers the outage of \(length) ms "
                    + "from \(since)",
                zh: "自 \(since) 起断网 \(length) 毫秒，没有记录在 \(limit) 毫秒内开始并持续到恢复的本地录制"),
            citing: broken.flatMap { [$0.lost, $0.restored] }.compactMap { $0 } + partial.flatMap(\.events),
            values: [
                "outages": .number(broken.count), "from": .time(first.interval.from), "outage_ms": .integer(length),
                "rec_gap_ms": .integer(limit),
            ])
    }

    /// A local recording by o(x), until its first stop; without one it goes on.
    private struct LocalRecording {
        let events: [RecordedEvent]
        let from: Instant
        let until: Instant?

        func interval(until end: Instant) -> Interval { Interval(from: from, until: until ?? end) }
    }

    private static func localRecordings(_ session: SessionView) -> [LocalRecording] {
        let stops = session.events.facts(.recordingLocalStopped)
        return session.events.facts(.recordingLocalStarted).map { started in
            let stopped = stops.first {
                $0.event.position > started.event.position && $0.data.recID.isSame(as: started.data.recID)
            }?.event
            return LocalRecording(
                events: [started.event, stopped].compactMap { $0 }, from: session.clock.time(of: started.event),
                until: stopped.map(session.clock.time))
        }
    }

    static let net03 = Rule(
        "NET-03", Phrase(en: "Exam continued", zh: "断网续考"), seed: "§10(7)", severity: .notice,
        events: [.networkLost, .sessionEnded, .finishForced],
        summary: Phrase(en: "The platform does not end a session because the network fails.", zh: "平台不得因断网而结束面谈。"),
        applies: Phrase(en: "there is a network.lost with o in [T, E]", zh: "有 network.lost 的 o 在 [T, E] 内"),
        condition: Phrase(
            en: "Fails when a session.ended{network} or a finish.forced caused by it has t in [T, E].",
            zh: "有 session.ended{network}，或有以该断网为起因的 finish.forced，其 t 在 [T, E] 内的，不通过。"),
        judge: .candidate(continued))

    private static func continued(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let (losses, answering) = try lossesWhileAnswering(session)
        guard let answering, !losses.isEmpty else { return .notApplicable }
        let ended = session.events.facts(.sessionEnded).filter { $0.data.reason == .network }.map(\.event)
        let names = Set(losses.map(\.id))
        let forced = session.events.all(.finishForced).filter { $0.statement.cause.map(names.contains) ?? false }
        let broken = (ended + forced).filter { answering.contains($0.receivedAt) }
        guard let first = broken.min(by: { $0.index < $1.index }) else { return .pass }
        return .fail(
            Phrase(
                en:
                    "\(first.type.rawValue) at \(session.text(first.receivedAt)) because of the network, between the "
                    + "start and the end",
                zh: "答题期间 \(session.text(first.receivedAt)) 因断网发生 \(first.type.rawValue)"),
            citing: losses + broken, values: ["ended": .number(broken.count)])
    }

    static let net04 = Rule(
        "NET-04", Phrase(en: "Long or repeated outage", zh: "长时间断网"), seed: "§10(7)", severity: .adjudication,
        parameters: ["outage_adjudicate_ms"],
        events: [.networkLost, .networkRestored],
        summary: Phrase(en: "The network is not missing for long while answering.", zh: "答题期间断网累计时间不应过长。"),
        applies: Phrase(en: "there is a network.lost with o in [T, E]", zh: "有 network.lost 的 o 在 [T, E] 内"),
        condition: Phrase(
            en: "Fails when the sum of outages, cut to [T, E], exceeds outage_adjudicate_ms.",
            zh: "各次断网时间截取到 [T, E] 之内，其总和超过 outage_adjudicate_ms 的，不通过。"),
        judge: .candidate(outages))

    private static func outages(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let (losses, answering) = try lossesWhileAnswering(session)
        guard let answering, !losses.isEmpty else { return .notApplicable }
        let limit = try session.parameters.outageAdjudicateMs
        let outages = session.outages(until: answering.until).filter { $0.interval.cut(to: answering) != nil }
        let total = Intervals(outages.map(\.interval)).covered(of: answering)
        guard total > limit else { return .pass }
        return .fail(
            Phrase(
                en: "\(outages.count) outages while answering, \(total) ms together; more than \(limit) ms are to be "
                    + "decided on",
                zh: "答题期间断网 \(outages.count) 次，累计 \(total) 毫秒，超过 \(limit) 毫秒须裁定"),
            citing: outages.flatMap { [$0.lost, $0.restored] }.compactMap { $0 },
            values: [
                "outages": .number(outages.count), "outage_ms": .integer(total),
                "outage_adjudicate_ms": .integer(limit),
            ])
    }

    /// The `network.lost` with o in [T, E or now], and that interval; `nil` where no loss is recorded at all.
    private static func lossesWhileAnswering(
        _ session: SessionView
    ) throws(MissingBasis) -> (losses: [RecordedEvent], answering: Interval?) {
        let losses = session.events.all(.networkLost)
        guard !losses.isEmpty else { return ([], nil) }
        let answering = try session.answeringTime
        return (session.events(losses, in: answering), answering)
    }
}
