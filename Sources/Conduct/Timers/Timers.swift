public import Exam
public import Primitives

/// What the clock brings (domain.md §2, timers): the events that are due at a moment and not recorded yet.
///
/// Pure and idempotent: with what it gives recorded, it gives nothing. Run late, it gives the same events; the moment at
/// which each was due stands in it where the catalogue has a member for it, and the lateness beside it. Every boundary
/// is half-open: at the millisecond itself the timer has run out. Only the evidence deadline lets the millisecond itself
/// count as in time, because EVID-08 does.
public enum Timers {
    /// TM-1, TM-2, TM-3 in the sitting's stream, in the order of their moments.
    public static func due(in sitting: SittingRecord, at now: Instant) -> [Saying] {
        guard let terms = try? Terms(sitting.state) else { return [] }
        let (opens, start, closes) = (terms.opens.milliseconds, terms.start.milliseconds, terms.closes.milliseconds)
        var due: [(at: Instant, payload: Payload)] = []
        if now >= terms.opens, !sitting.loginOpenings.contains(opens) {
            due.append((terms.opens, .loginWindowOpened(LoginWindowOpened(atMs: opens))))
        }
        if sitting.countdown == nil, now < terms.start, let from = countdownStart(sitting), now >= from {
            due.append((from, .countdownStarted(CountdownStarted(remainingMs: terms.start - now))))
        }
        if now >= terms.start {
            if !sitting.countdownEnds.contains(start) {
                due.append((terms.start, .countdownEnded(CountdownEnded(atMs: start))))
            }
            if !sitting.starts.contains(start) {
                due.append((terms.start, .examStarted(ExamStarted(atMs: start))))
            }
        }
        if now >= terms.closes, !sitting.loginClosings.contains(closes) {
            due.append((terms.closes, .loginWindowClosed(LoginWindowClosed(atMs: closes))))
        }
        return due.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map { Saying($0.element.payload, in: sitting.stream) }
    }

    /// Why no timer of a sitting runs; `nil` where they do.
    public static func hindrance(in sitting: SittingRecord) -> Phrase? {
        do throws(Terms.Defect) {
            _ = try Terms(sitting.state)
            return nil
        } catch {
            return error.why
        }
    }

    /// The countdown runs from when a room may first be entered: no parameter says otherwise.
    private static func countdownStart(_ sitting: SittingRecord) -> Instant? {
        sitting.state.permissions.map(\.from).min()
    }

    /// TM-2, TM-3, TM-5 and TM-6 in a candidate's stream.
    public static func due(
        in session: SessionRecord, of sitting: SittingRecord, lots: any LotBook, at now: Instant
    ) -> [Saying] {
        guard let terms = try? Terms(sitting.state) else { return [] }
        return SessionTimer.allCases.flatMap { timer -> [Saying] in
            switch timer {
            case .start: [answering(session.state, sitting, terms, at: now)].compactMap(\.self)
            case .loginCloses: [lot(session, sitting, terms, lots, at: now)].compactMap(\.self)
            case .answeringEnds: [timeOut(session.state, sitting, terms, at: now)].compactMap(\.self)
            case .evidenceDue: [evidenceDeadline(session.state, terms, at: now)].compactMap(\.self)
            // The sitting's stream has the opening of logins; for the others the catalogue has no event that the
            // platform would say: whoever asks afterwards is answered by what holds then.
            case .loginOpens, .entryCloses, .clientsKept, .codeExpires, .statementWindow, .retention: []
            }
        }
    }

    /// Whether something may be due in a candidate's stream: `due` is asked only then.
    static func mayBeDue(in state: SessionState, of sitting: SittingRecord, at now: Instant) -> Bool {
        guard let terms = try? Terms(sitting.state) else { return false }
        return isLotOwed(state, terms, at: now) || answering(state, sitting, terms, at: now) != nil
            || timeOut(state, sitting, terms, at: now) != nil || evidenceDeadline(state, terms, at: now) != nil
    }

    /// The answer clock of a candidate who is in when the exam has started, or comes in later: it ends with everyone's.
    static func answering(
        _ state: SessionState, _ sitting: SittingRecord, _ terms: Terms, at now: Instant
    ) -> Saying? {
        let times = sitting.state.grantedTime(of: state)
        guard state.entry != nil, state.finish == nil, state.timer == nil, now >= terms.start,
            let duration = times.duration, let due = times.due, now < due
        else { return nil }
        return Saying(
            .answerTimerStarted(
                AnswerTimerStarted(limitMs: duration.sayable, dueAt: due.milliseconds.sayable)),
            in: state.stream)
    }

    /// The lot of whoever holds none when logins close.
    private static func lot(
        _ session: SessionRecord, _ sitting: SittingRecord, _ terms: Terms, _ lots: any LotBook, at now: Instant
    ) -> Saying? {
        guard isLotOwed(session.state, terms, at: now),
            case .success(let found) = Assignment.find(session.state, sitting, lots)
        else { return nil }
        return Assignment.saying(found, to: session, because: .loginClosed, cause: nil)
    }

    private static func isLotOwed(_ state: SessionState, _ terms: Terms, at now: Instant) -> Bool {
        now >= terms.closes && state.registered != nil && state.lot == nil
    }

    private static func timeOut(
        _ state: SessionState, _ sitting: SittingRecord, _ terms: Terms, at now: Instant
    ) -> Saying? {
        guard state.entry != nil, state.finish == nil, let due = sitting.state.grantedTime(of: state).due,
            now >= due, now >= terms.start
        else { return nil }
        return Saying(
            .finishTimedOut(
                FinishTimedOut(dueAt: due.milliseconds.sayable, lateMs: (now - due).sayable)),
            in: state.stream)
    }

    private static func evidenceDeadline(_ state: SessionState, _ terms: Terms, at now: Instant) -> Saying? {
        guard let finish = state.finish, state.evidenceDeadline == nil else { return nil }
        let due = finish.end + terms.parameters.evidenceDueMs
        guard now > due else { return nil }
        func isInTime(_ mark: EventMark?) -> Bool { mark.map { $0.receivedAt <= due } ?? false }
        return Saying(
            .evidenceDeadlinePassed(
                EvidenceDeadlinePassed(
                    dueAt: due.milliseconds.sayable, confirmed: isInTime(state.evidenceConfirmed),
                    uploaded: isInTime(state.evidence.completed))),
            in: state.stream)
    }
}
