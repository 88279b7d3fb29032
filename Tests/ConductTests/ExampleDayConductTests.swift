import Conduct
import Exam
import Primitives
import TestSupport
import Testing

/// The lots of the example day, as its own assignments give them.
private struct RecordedLots: LotBook {
    private var lots: [String: OpenedLot] = [:]

    init(_ events: [RecordedEvent]) {
        for event in events {
            switch event.payload {
            case .drawAssigned(let data):
                lots[event.statement.candidate ?? ""] = OpenedLot(
                    index: data.index, number: data.number, salt: data.salt, path: data.path)
            case .drawAutoAssigned(let data):
                lots[event.statement.candidate ?? ""] = OpenedLot(
                    index: data.index, number: data.number, salt: data.salt, path: data.path)
            default: break
            }
        }
    }

    func lot(of candidate: String, in draw: Digest) -> LotAnswer { lots[candidate].map(LotAnswer.lot) ?? .notInDraw }
}

@Suite("On the example day, the platform")
struct ExampleDayConductTests {
    private let day: RecordedDay
    private let lots: RecordedLots

    init() throws {
        day = try RecordedDay.load()
        lots = RecordedLots(day.events)
    }

    private func reading(below index: UInt64) -> (LogQuestion) -> [RecordedEvent] {
        let events = day.events
        return { query in
            Stage.read(query, from: Array(events.prefix { $0.index < index }))
        }
    }

    @Test(
        "would have answered every request as it was answered",
        arguments: [
            EventType.loginFaceAttempted, .loginPasswordAttempted, .loginFaceSucceeded, .loginPasswordSucceeded,
            .evidenceQrScanned, .drawRequested, .entryRequested, .homeReturned, .evidenceUploadConfirmed,
        ])
    func answers(type: EventType) throws {
        let own: Set<EventType> = [
            .loginRefused, .evidenceBound, .evidenceBindRefused, .drawAssigned, .drawAutoAssigned,
            .drawRequestRefused, .entryGranted, .entryRefused, .homeReturnRefused, .evidenceConfirmRefused,
        ]
        let requests = day.events.filter { $0.type == type }
        #expect(!requests.isEmpty)
        for request in requests {
            var conductor = Conductor(lots: lots)
            let decision = try #require(
                try conductor.decision(onNext: request, from: reading(below: request.index)))
            let recorded = day.events.filter { $0.statement.cause == request.id && own.contains($0.type) }
            #expect(decision.sayings.map(\.payload.words) == recorded.map(\.payload.words), "#\(request.index)")
            #expect(decision.outcome != .unanswered)
        }
    }

    @Test(
        "would have said what its clock brought",
        arguments: [
            EventType.loginWindowOpened, .loginWindowClosed, .countdownEnded, .examStarted, .answerTimerStarted,
        ])
    func timers(type: EventType) throws {
        let recorded = day.events.filter { $0.type == type }
        #expect(!recorded.isEmpty)
        for event in recorded {
            var conductor = Conductor(lots: lots)
            let due = try conductor.due(
                in: event.statement.stream, at: event.receivedAt, from: reading(below: event.index))
            #expect(due.map(\.payload).contains(event.payload), "#\(event.index)")
            let early = try conductor.due(
                in: event.statement.stream, at: event.receivedAt + -3, from: reading(below: event.index))
            if type != .answerTimerStarted { #expect(!early.contains { $0.payload.type == type }) }
        }
    }

    @Test("would have said at each evidence deadline what was there in time")
    func deadlines() throws {
        let recorded = day.events.filter { $0.type == .evidenceDeadlinePassed }
        #expect(!recorded.isEmpty)
        for event in recorded {
            guard case .evidenceDeadlinePassed(let said) = event.payload else { continue }
            var conductor = Conductor(lots: lots)
            // The day's maker counts from its own clock, a few milliseconds before the ledger's, by which E is defined.
            let due = try conductor.due(
                in: event.statement.stream, at: event.receivedAt + 1, from: reading(below: event.index))
            guard case .evidenceDeadlinePassed(let ours)? = due.first?.payload else {
                Issue.record("nothing is due at #\(event.index)")
                continue
            }
            #expect(ours.confirmed == said.confirmed && ours.uploaded == said.uploaded)
            #expect((0...5).contains(ours.dueAt - said.dueAt))
        }
    }

    @Test("would have ended the time of all at the same due moment")
    func timeOuts() throws {
        let recorded = day.events.filter { $0.type == .finishTimedOut }
        #expect(!recorded.isEmpty)
        for event in recorded {
            guard case .finishTimedOut(let said) = event.payload else { continue }
            var conductor = Conductor(lots: lots)
            let due = try conductor.due(
                in: event.statement.stream, at: event.receivedAt, from: reading(below: event.index))
            #expect(
                due.map(\.payload) == [
                    .finishTimedOut(
                        FinishTimedOut(
                            dueAt: said.dueAt, lateMs: event.receivedAt.milliseconds - said.dueAt))
                ])
        }
    }
}
