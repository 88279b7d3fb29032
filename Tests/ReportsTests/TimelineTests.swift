import Exam
import Primitives
import Reports
import TestSupport
import Testing

@Suite("The timeline of a session")
struct TimelineTests {
    private let day: RecordedDay

    init() throws { day = try RecordedDay.load() }

    private func instant(_ moment: Instant) -> String { "T\(moment.milliseconds - 1_795_222_800_000)" }

    @Test("ends where `session` says the session stands, at every limit", arguments: ["c-0001", "c-0003", "c-0005"])
    func standingAgrees(candidate: String) throws {
        let whole = day.history(of: candidate)
        for event in whole.events where event.position.isMultiple(of: 60) {
            let prefix = day.history(of: candidate, through: event.index)
            let expected = SessionStanding(prefix)
            #expect(Timeline(prefix).standing == expected)
            #expect(Timeline(whole, until: .index(event.index)).standing == expected)
        }
        #expect(Timeline(whole).standing == SessionStanding(whole))
    }

    @Test("shows every event once, in order, whether folded or in detail", arguments: [false, true])
    func complete(inDetail: Bool) {
        for candidate in day.candidates {
            let history = day.history(of: candidate)
            let shown = Timeline(history, inDetail: inDetail).items.flatMap { item -> [UInt64] in
                switch item {
                case .event(let line): [line.event.index]
                case .run(let run): run.events.map(\.index)
                case .phase, .change, .gap: []
                }
            }
            #expect(shown == history.events.map(\.index), "\(candidate)")
        }
    }

    @Test("reads as the disputed session was: crash, refused login, answers all the same")
    func disputedSession() throws {
        let timeline = Timeline(day.history(of: "c-0003"))
        let phases = timeline.items.compactMap { if case .phase(let phase) = $0 { phase } else { nil } }
        #expect(phases == [.before, .preparing, .entering, .answering, .finishing])
        let lines = timeline.lines(.en, instant: instant)
        #expect(lines.count < 160)
        let refused = try #require(lines.first { $0.contains("REFUSED") })
        #expect(refused.contains("Login refused"))
        #expect(refused.contains("reason=window_closed"))
        #expect(refused.contains("had_prior_session=yes"))
        #expect(lines.contains { $0.contains("! Client crashed") && $0.contains("exit_code=-1073741819") })
        #expect(lines.contains { $0.contains("→ Answering") && $0.hasPrefix("T0 ") })
        #expect(lines.contains { $0.contains("Heartbeat summary ×37, Audio summary ×19, Upload manifest ×57") })
        #expect(!lines.contains { $0.contains("c0086a65b7482656be41956289c0581fc509da1080bf2e812fd90414319ebe24") })
        let chinese = timeline.lines(.zhHans, instant: instant)
        #expect(chinese.count == lines.count)
        #expect(chinese.contains { $0.contains("拒绝") && $0.contains("reason=window_closed") })
    }

    @Test("shows bands where nothing was recorded, and no band while the clients report")
    func gaps() {
        let timeline = Timeline(day.history(of: "c-0003"))
        let gaps = timeline.items.compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
        #expect(!gaps.isEmpty)
        for gap in gaps { #expect(gap.milliseconds > Timeline.gapLimit) }
        let start = Instant(milliseconds: 1_795_222_800_000)
        #expect(!gaps.contains { $0.from > start && $0.until < start + 600_000 })
        let lines = gaps.map { Timeline.Item.gap($0).lines(.en, instant: instant)[0] }
        #expect(lines.allSatisfy { $0.contains("no event recorded for") })
    }

    @Test("gives the device's time only where it differs by more than a second")
    func deviceTimes() {
        for candidate in day.candidates {
            let history = day.history(of: candidate)
            let clock = DeviceClock(history.events)
            for case .event(let line) in Timeline(history, inDetail: true).items {
                guard line.event.type == .answerStarted else { continue }
                let time = clock.time(of: line.event)
                let isFar = abs(time - line.event.receivedAt) > 1000
                #expect(line.deviceTime == (isFar ? time : nil))
            }
        }
    }

    @Test("can be cut to what surrounds an entry")
    func around() throws {
        let history = day.history(of: "c-0003")
        let refused = try #require(history.events.first { $0.type == .loginRefused })
        let items = Timeline(history).items(around: refused.index, count: 3)
        #expect(items.contains { $0.lastIndex == refused.index })
        #expect(items.count == 8)
        guard case .phase(.answering)? = items.first else {
            Issue.record("the heading is missing")
            return
        }
    }

    @Test("never traps, whatever was signed", arguments: 0..<12 as Range<UInt64>)
    func randomHistories(seed: UInt64) throws {
        let history = try RandomHistory(seed: seed, count: 300)
        let session = SessionHistory(candidate: "c-1", events: history.candidateEvents, context: history.context())
        let timeline = Timeline(session)
        #expect(timeline.standing == SessionStanding(session))
        for language in Language.allCases { #expect(!timeline.lines(language, instant: instant).isEmpty) }
        #expect(!timeline.json().text.isEmpty)
    }

    @Test("says in words why something was refused")
    func refusalReasons() throws {
        let timeline = Timeline(day.history(of: "c-0003"))
        let english = try #require(timeline.lines(.en, instant: instant).first { $0.contains("REFUSED") })
        #expect(english.contains("(1 min 30 s after the login closed; had been logged in before)"))
        let chinese = try #require(timeline.lines(.zhHans, instant: instant).first { $0.contains("拒绝") })
        #expect(chinese.contains("（登录已关闭 1 分 30 秒；此前曾登录）"))
    }

    @Test("shows a help thread with its times, and never what was said")
    func help() throws {
        let timeline = Timeline(day.history(of: "c-0003"))
        let thread = try #require(timeline.help.first)
        #expect(timeline.help.count == 1)
        #expect(thread.messages.map(\.from) == [.candidate, .invigilator])
        #expect(thread.messages.map(\.number) == [1, 2])
        #expect(thread.answeredAfter == 72_057)
        #expect(thread.closed != nil)
        let lines = thread.lines(.en, instant: instant)
        #expect(lines.count == 3)
        #expect(lines[0].contains("answered after 1 min 12 s; closed"))
        #expect(lines[1].contains("text committed, not disclosed"))
        #expect(Timeline(day.history(of: "c-0002")).help.isEmpty)
    }

    @Test("is gone through step by step with the state of each moment", arguments: [5, 12, 40])
    func frames(_ height: Int) throws {
        let timeline = Timeline(day.history(of: "c-0003"))
        let frame = TimelineFrame(timeline)
        #expect(frame.count == timeline.items.filter { $0.moment != nil }.count)
        for step in 0..<frame.count {
            let (rows, marked) = frame.rows(at: step, height: height, .en, instant: instant)
            #expect(rows.count <= height && rows.indices.contains(marked))
            let status = try #require(rows.last)
            #expect(status.hasPrefix("\(step + 1)/\(frame.count)  T"))
        }
        let last = try #require(frame.rows(at: frame.count - 1, height: height, .zhHans, instant: instant).rows.last)
        #expect(last.contains("EvidenceConfirmed"))
        #expect(frame.rows(at: frame.count, height: height, .en, instant: instant).rows.isEmpty)
    }

    @Test("knows the state at the first of some items that are gone through")
    func framesOfSome() throws {
        let timeline = Timeline(day.history(of: "c-0003"))
        let refused = try #require(
            timeline.items.compactMap(\.lastIndex).first { index in
                day.history(of: "c-0003").events.contains { $0.index == index && $0.type == .loginRefused }
            })
        let frame = TimelineFrame(timeline, items: timeline.items(around: refused, count: 2))
        let status = try #require(frame.rows(at: 0, height: 20, .en, instant: instant).rows.last)
        #expect(status.contains("(Answering)"))
    }
}
