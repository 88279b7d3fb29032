import Exam
import Primitives
import TestSupport
import Testing

@Suite("The state of a session")
struct SessionStateTests {
    private func folded(_ events: some Sequence<RecordedEvent>) -> SessionState {
        var state = SessionState(exam: "e", sitting: "s", candidate: "c-1")
        for event in events { state.apply(event) }
        return state
    }

    @Test("is the same from the start and from a snapshot anywhere plus the rest", arguments: 0..<24 as Range<UInt64>)
    func snapshotAgrees(seed: UInt64) throws {
        let events = try RandomHistory(seed: seed, count: 400).candidateEvents
        let whole = folded(events)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<8 {
            let cut = Int.random(in: 0...events.count, using: &generator)
            let bytes = folded(events[..<cut]).snapshotBytes
            var state = try #require(SessionState(snapshot: bytes))
            #expect(state.snapshotBytes == bytes)
            for event in events[cut...] { state.apply(event) }
            #expect(state == whole, "seed \(seed), cut at \(cut) of \(events.count)")
        }
    }

    @Test("on replay through an index is what it was when that entry was appended", arguments: 0..<12 as Range<UInt64>)
    func replayAgrees(seed: UInt64) throws {
        let history = try RandomHistory(seed: seed, count: 250)
        var session = SessionState(exam: "e", sitting: "s", candidate: "c-1")
        var sitting = SittingState(exam: "e", sitting: "s")
        for event in history.events {
            let isLogin = event.type == .loginFaceSucceeded || event.type == .loginPasswordSucceeded
            if isLogin { sitting.firstLogin = sitting.firstLogin ?? event.index }
            if event.statement.stream == session.stream { session.apply(event) } else { sitting.apply(event) }
            guard event.index.isMultiple(of: 9) else { continue }
            let replayed = SessionHistory(
                candidate: "c-1", events: history.candidateEvents.filter { $0.index <= event.index },
                context: history.context(through: event.index))
            let standing = SessionStanding(session, sitting, now: event.receivedAt)
            #expect(SessionStanding(replayed) == standing, "seed \(seed) at \(event.index)")
        }
    }

    @Test("gives a standing at any moment, whatever was signed", arguments: 0..<24 as Range<UInt64>)
    func neverTraps(seed: UInt64) throws {
        let history = try RandomHistory(seed: seed &+ 1000, count: 300)
        let session = SessionHistory(candidate: "c-1", events: history.candidateEvents, context: history.context())
        let state = SessionState(session)
        let sitting = SittingState(session.context)
        let finished = session.events.contains {
            [.finishConfirmed, .finishTimedOut, .finishForced].contains($0.type)
        }
        #expect((state.finish != nil) == finished)
        let incidents = session.events.filter { EventDefinition.of($0.type)?.class == .incident }
        #expect(state.incidents.entries.map(\.value).reduce(0, +) == UInt64(incidents.count))
        for offset in [-4_000_000, 0, 700_000, 90_000_000_000] as [Int64] {
            let standing = SessionStanding(state, sitting, now: Instant(milliseconds: 1_795_222_800_000 + offset))
            #expect(standing.timers.count == SessionTimer.allCases.count)
        }
    }

    @Test("has the same end and due time as the rules see", arguments: 0..<24 as Range<UInt64>)
    func timesAgree(seed: UInt64) throws {
        let history = try RandomHistory(seed: seed, count: 300)
        let session = SessionHistory(candidate: "c-1", events: history.candidateEvents, context: history.context())
        let times = SessionTimes(session, clock: DeviceClock(session.events))
        let state = SessionState(session)
        let granted = SittingState(session.context).grantedTime(of: state)
        #expect(state.finish?.end == times.end)
        #expect(state.finish?.mark.index == times.finish?.index)
        #expect(granted.due == times.due)
        #expect(granted.duration == times.duration)
    }

    @Test("is not read from bytes that are no snapshot")
    func refusesDamage() throws {
        let bytes = folded(try RandomHistory(seed: 4, count: 200).candidateEvents).snapshotBytes
        #expect(SessionState(snapshot: []) == nil)
        #expect(SessionState(snapshot: [SessionState.snapshotVersion + 1] + bytes.dropFirst()) == nil)
        #expect(SessionState(snapshot: bytes + [0]) == nil)
        for cut in stride(from: 0, to: bytes.count, by: 7) {
            #expect(SessionState(snapshot: Array(bytes[..<cut])) == nil)
        }
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<2000 {
            var damaged = bytes
            damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            // Whatever is read back is a state that writes the same bytes: nothing is half understood.
            if let state = SessionState(snapshot: damaged) { #expect(state.snapshotBytes == damaged) }
        }
    }
}
