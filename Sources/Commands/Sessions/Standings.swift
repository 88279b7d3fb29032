import Exam
import Ledger
import Primitives
import Terminal

/// Where every session stands at the end of the log.
struct Standings {
    private let store: LedgerStore
    private let prefix: Prefix
    private let progress: Progress

    init(_ store: LedgerStore, asOf prefix: Prefix, _ context: TerminalContext) {
        self.store = store
        self.prefix = prefix
        progress = Progress(Phrase(en: "reading sessions", zh: "读取场次"), total: nil, context: context)
    }

    /// The standings, ordered by the names of the sessions' streams.
    func all() throws(LedgerError) -> [SessionStanding] {
        let projection = projection()
        var sittings: [StreamName: SittingState] = [:]
        var standings: [SessionStanding] = []
        for session in try store.sessions(asOf: prefix) {
            let name = StreamName.sitting(exam: session.exam, sitting: session.sitting)
            let sitting: SittingState
            if let known = sittings[name] {
                sitting = known
            } else {
                sitting = SittingState(
                    try store.context(exam: session.exam, sitting: session.sitting, asOf: prefix))
                sittings[name] = sitting
            }
            standings.append(
                SessionStanding(try state(of: session, projection), sitting, now: prefix.now))
            progress.advance(by: 1)
            if Interrupt.requested != nil { throw .interrupted }
        }
        progress.finish()
        return standings
    }

    /// The states kept ready, brought up to this prefix; `nil` where they cannot be, and all is folded instead.
    private func projection() -> SessionProjection? {
        do throws(LedgerError) {
            let projection = try SessionProjection(of: store)
            try projection.update()
            return try store.size() == prefix.size ? projection : nil
        } catch {
            return nil
        }
    }

    private func state(
        of session: SessionName, _ projection: SessionProjection?
    ) throws(LedgerError) -> SessionState {
        if let projection, let state = try projection.state(of: session) { return state }
        var state = SessionState(exam: session.exam, sitting: session.sitting, candidate: session.candidate)
        for event in try store.events(of: session.stream, below: prefix.size) { state.apply(event) }
        return state
    }
}
