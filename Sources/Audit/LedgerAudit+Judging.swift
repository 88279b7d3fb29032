import Exam
import Ledger
import Primitives

extension LedgerAudit {
    /// How many sessions are read before they are judged together: it bounds the memory.
    private static let portion = 512

    /// A session as judged by its own stream alone.
    private struct FirstJudgement: Sendable {
        let judged: JudgedSession
        let name: SessionName
        let references: SessionReferences
    }

    /// Judges sessions, and merges what their streams say into `references`, which has taken all others.
    ///
    /// A session is judged by what its own stream says of the names in it. Only when all sessions have been read is it
    /// known what the whole log says of these names: where that is more, the session is judged again.
    func judge(
        _ sessions: [SessionName], _ sittings: [SittingName: Surroundings], _ run: AuditRun,
        _ references: inout CrossReferences, _ meter: inout Meter, _ progress: Progress
    ) throws(LedgerError) -> [JudgedSession] {
        var first: [FirstJudgement] = []
        try forEachPortion(of: sessions, sittings, &meter, progress) { name, history, sitting in
            let own = CrossReferences(history.events)
            let named = SessionReferences(namedBy: history.events, in: own)
            let judged = run.judge(history, in: sitting, references: named)
            return (FirstJudgement(judged: judged, name: name, references: named), own)
        } take: { portion in
            for (judgement, own) in portion {
                first.append(judgement)
                references.merge(own)
            }
        }
        let isFinal = first.map { $0.references.asked(of: references) == $0.references }
        var judged = zip(first, isFinal).filter(\.1).map(\.0.judged)
        let open = zip(first, isFinal).filter { !$0.1 }.map(\.0.name)
        let complete = references
        try forEachPortion(of: open, sittings, &meter, progress) { _, history, sitting in
            let named = SessionReferences(namedBy: history.events, in: complete)
            return run.judge(history, in: sitting, references: named)
        } take: {
            judged += $0
        }
        return judged
    }

    /// Reads sessions on all cores, a portion at a time, and hands over what was made of each.
    private func forEachPortion<Output: Sendable>(
        of sessions: [SessionName], _ sittings: [SittingName: Surroundings], _ meter: inout Meter,
        _ progress: Progress, make: @Sendable (SessionName, SessionHistory, Surroundings) -> Output,
        take: ([Output]) -> Void
    ) throws(LedgerError) {
        var start = 0
        while start < sessions.count {
            let portion = Array(sessions[start..<min(sessions.count, start + LedgerAudit.portion)])
            start += portion.count
            let made = Parallel.map(portion, portion: 8, makeWorker: {}) {
                (_, session) -> Result<(Output, Int)?, LedgerError> in
                guard let sitting = sittings[SittingName(session)] else { return .success(nil) }
                do throws(LedgerError) {
                    let history = try store.history(of: session.candidate, in: sitting.context, asOf: prefix)
                    return .success((make(session, history, sitting), history.events.count))
                } catch {
                    return .failure(error)
                }
            }
            var outputs: [Output] = []
            var read = 0
            for result in made {
                guard let (output, count) = try result.get() else { continue }
                outputs.append(output)
                read += count
            }
            take(outputs)
            try meter.add(UInt64(read), progress)
        }
    }
}
