import Exam
import Primitives
import TestSupport
import Testing

@Suite("The states of the example day")
struct ExampleDayStateTests {
    private static let start: Int64 = 1_795_222_800_000
    private let day: RecordedDay

    init() throws { day = try RecordedDay.load() }

    private func standing(_ candidate: String, at offset: Int64) throws -> SessionStanding {
        let moment = Instant(milliseconds: Self.start + offset)
        let index = try #require(day.events.last { $0.receivedAt <= moment }).index
        let history = day.history(of: candidate, through: index)
        return SessionStanding(SessionState(history), SittingState(history.context), now: moment)
    }

    @Test("are those of truth.json at its end, with the lots")
    func statesAndLots() {
        for candidate in day.candidates {
            let standing = SessionStanding(day.history(of: candidate))
            #expect(standing.state.rawValue == day.truth.state[candidate], "\(candidate)")
            #expect(standing.session.lot?.number == day.truth.lots[candidate], "\(candidate)")
        }
    }

    @Test("go through the day as the clock does")
    func throughTheDay() throws {
        #expect(try standing("c-0002", at: -3_600_000).state == .rostered)
        #expect(try standing("c-0001", at: 179_999).state == .rostered)
        #expect(try standing("c-0001", at: 180_000).state == .absent)
        #expect(try standing("c-0002", at: -1).state == .waiting)
        let answering = try standing("c-0002", at: 60_000)
        #expect(answering.state == .answering)
        #expect(answering.decision.since == Instant(milliseconds: Self.start))
        #expect(answering.session.evidenceRecording.value == .recording)
        #expect(answering.session.mainRecording.value == .recording)
        let timer = try #require(answering.timers.first { $0.timer == .answeringEnds })
        #expect(timer.due == Instant(milliseconds: Self.start + 600_000))
        #expect(!timer.isPassed)
        #expect(try standing("c-0002", at: 601_000).session.finish?.kind == .timeout)
    }

    @Test("show an outage for as long as the ledger knew of it, and no pause", arguments: ["c-0002", "c-0004"])
    func outage(candidate: String) throws {
        let stream = StreamName.candidate(exam: day.truth.exam, sitting: day.truth.sitting, candidate: candidate)
        let events = day.events(of: stream)
        let lost = try #require(events.first { $0.type == .networkLost })
        let restored = try #require(events.first { $0.type == .networkRestored })
        let offline = SessionStanding(day.history(of: candidate, through: lost.index))
        #expect(offline.session.connection.value == .offline)
        #expect(offline.session.connection.since?.index == lost.index)
        #expect(offline.state == .answering)
        let online = SessionStanding(day.history(of: candidate, through: restored.index))
        #expect(online.session.connection.value == .online)
        #expect(online.session.incidents.names == ["network.lost"])
    }

    @Test("are offline from a crash to the restart of the client, and answering all the while")
    func crash() throws {
        let stream = StreamName.candidate(exam: day.truth.exam, sitting: day.truth.sitting, candidate: "c-0003")
        let events = day.events(of: stream)
        let crashed = try #require(events.first { $0.type == .clientCrashed })
        let restarted = try #require(events.first { $0.type == .clientRestarted })
        let offline = SessionStanding(day.history(of: "c-0003", through: crashed.index))
        #expect(offline.session.connection.value == .offline)
        #expect(offline.session.connection.since?.index == crashed.index)
        #expect(offline.state == .answering)
        let online = SessionStanding(day.history(of: "c-0003", through: restarted.index))
        #expect(online.session.connection.value == .online)
    }

    @Test("name every guard that is missing before entry, and none when it was granted")
    func guards() throws {
        let early = try standing("c-0002", at: -3_600_000)
        #expect(
            early.guards.missing == [
                .notPermitted, .lotMissing, .pledgeMissing, .noticeMissing, .evidenceNotRecording, .multipleDisplays,
            ])
        for candidate in day.candidates {
            let granted = day.events.first { $0.type == .entryGranted && $0.statement.candidate == candidate }
            guard let granted else { continue }
            let history = day.history(of: candidate, through: granted.index - 1)
            let standing = SessionStanding(
                SessionState(history), SittingState(history.context), now: granted.receivedAt)
            #expect(standing.guards.missing.isEmpty, "\(candidate)")
            let two = EntryGuards(
                standing.session, SittingState(history.context), displays: Displays(count: 2, isVirtual: false),
                now: granted.receivedAt + 86_400_000)
            #expect(two.missing == [.late, .multipleDisplays])
        }
    }
}
