import ArgumentParser
import Exam
import Ledger
import Primitives
import Reports
import Terminal

/// A session as it unfolded.
struct ReplayCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Replay a session as it unfolded, with its gaps and both clocks.",
        discussion: """
            examledger replay c-0003
            examledger replay c-0003 --until T+3m
            examledger replay c-0003 --until '#412'
            examledger replay c-0003 --personal --purpose 'hearing of d-1' --key a-02.key
            """)

    @OptionGroup var which: SessionOptions

    @Option(help: "Stop there: a time as for session --at, or #N for the log through entry N.")
    var until: String?

    @Option(help: "Only what happened around this event: its id, or its index.")
    var around: String?

    @Flag(help: "Every heartbeat and every window on a line of its own.")
    var detail = false

    @Flag(help: "One step at a time, by the arrow keys; without a terminal, Return for the next, q to end.")
    var step = false

    @Flag(help: "As in a film, at the pace of --speed; pauses are cut at three seconds.")
    var play = false

    @Option(help: "How many times faster than it happened.")
    var speed: Int = 60

    @Flag(help: "With what was written in help threads; an access.viewed records it first.")
    var personal = false

    @Option(help: "What the texts are seen for; it enters the log.")
    var purpose: String?

    @Option(help: ArgumentHelp("The secret key of whoever sees the texts.", valueName: "file"))
    var key: String?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        guard speed > 0 else { throw LedgerError.usage("--speed is a number from 1.", "--speed 须为不小于 1 的数。") }
        guard !step || !play else {
            throw LedgerError.usage("--step and --play exclude each other.", "--step 与 --play 不能同时使用。")
        }
        let desk = try personal ? self.desk(context) : nil
        let store = if let desk { desk.store } else { try ledger.open(context) }
        let whole = try which.history(in: store, asOf: store.prefix())
        let history = try until.map { try self.history(in: store, until: $0, of: whole) } ?? whole
        let timeline = Timeline(history, inDetail: detail)
        let items = try around.map { try self.items($0, of: timeline, history, in: store) } ?? timeline.items
        let bodies =
            if let desk { try self.bodies(of: timeline, history, at: desk, context) } else { [EventID: HelpBody]() }
        // The zone may have been named later than the place where the replay stops.
        let zone = ZoneRules.ofExam(whole.context.timeZone)
        switch output.format {
        case .json: try ClockNote(store).added(to: timeline.json(items, bodies: bodies)).write(to: context)
        case .ndjson:
            for item in items { try item.json.write(to: context) }
            try JSONValue.members(["kind": "standing", "standing": SessionReport(timeline.standing).json])
                .write(to: context)
        case .text where step || play:
            let stage = ReplayStage(context, instant: zone.text, speed: play ? speed : nil)
            if !play, context.outputIsTerminal, let keyboard = Keyboard() {
                try stage.step(TimelineFrame(timeline, items: items), keyboard)
            } else if try stage.show(items) {
                try context.write(standing(timeline, context, zone))
            }
        case .text:
            try Pager.run(in: context) { context in
                try context.write(ReplayStage.lines(of: items, context.language, instant: zone.text))
                if around == nil {
                    try context.write(timeline.helpLines(context.language, bodies: bodies, instant: zone.text))
                    try context.write(standing(timeline, context, zone))
                }
                try ClockNote(store).write(to: context)
            }
        }
        return .done
    }

    /// The ledger, open for recording who sees the texts.
    private func desk(_ context: TerminalContext) throws(LedgerError) -> ActDesk {
        guard let key, purpose != nil else {
            throw .usage(
                "--personal needs --purpose and --key: who sees it, and what for, is recorded.",
                "--personal 需要 --purpose 和 --key：须记录查阅人及用途。")
        }
        guard !step, !play, around == nil, output.format != .ndjson else {
            throw .usage(
                "--personal shows the help threads of a whole replay, as text or JSON.",
                "--personal 仅用于以文本或 JSON 显示整个回放的求助对话。")
        }
        return ActDesk(try OpenedWriter(ledger.directory(context), context), try LedgerKeys.read(key, context))
    }

    /// What was written in the help threads, after recording who sees it.
    private func bodies(
        of timeline: Timeline, _ history: SessionHistory, at desk: ActDesk, _ context: TerminalContext
    ) throws(LedgerError) -> [EventID: HelpBody] {
        let wanted = timeline.help.flatMap(\.messages).map(\.sent).flatMap(PersonalCommitment.all)
        let session = SessionName(
            exam: history.context.exam, sitting: history.context.sitting, candidate: history.candidate)
        let viewing = try PersonalViewing(wanted, of: session, for: purpose ?? "", at: desk, context)
        var bodies: [EventID: HelpBody] = [:]
        for (commitment, finding) in viewing.values { bodies[commitment.event] = finding.body }
        return bodies
    }

    /// The history as the log stood at the place where the replay stops.
    private func history(
        in store: LedgerStore, until: String, of whole: SessionHistory
    ) throws(LedgerError) -> SessionHistory {
        if until.hasPrefix("#") {
            guard let index = EventName.index(until) else {
                throw .usage("--until is a time, or #N for an entry.", "--until 须为时间，或表示条目的 #N。")
            }
            return try which.history(in: store, asOf: store.prefix(through: index))
        }
        return try which.history(
            in: store, asOf: store.prefix(until: SittingClock(whole).instant(until)))
    }

    private func items(
        _ name: String, of timeline: Timeline, _ history: SessionHistory, in store: LedgerStore
    ) throws(LedgerError) -> [Timeline.Item] {
        let event = try EventName(text: name).event(in: store)
        let items = timeline.items(around: event.index)
        guard event.statement.stream == history.stream, !items.isEmpty else {
            throw LedgerError(
                .notFound,
                Phrase(
                    en: "Event \(name.printable) is not part of this replay.", zh: "事件 \(name.printable) 不在此次回放之内。"),
                hint: Phrase(
                    en: "List the session's events with examledger log --candidate \(history.candidate.printable).",
                    zh: "可用 examledger log --candidate \(history.candidate.printable) 列出该场次的事件。"))
        }
        return items
    }

    private func standing(_ timeline: Timeline, _ context: TerminalContext, _ zone: ZoneRules) -> [String] {
        [""] + SessionReport(timeline.standing).lines(context.language, instant: zone.text)
    }
}

extension LedgerStore {
    /// The log through an entry.
    ///
    /// - Throws: `ledger.not-found` where there is no such entry.
    func prefix(through index: UInt64) throws(LedgerError) -> Prefix {
        guard index < (try size()) else {
            throw .unknown(Phrase(en: "entry", zh: "条目"), "#\(index)", seeAlso: "log")
        }
        return try prefix(size: index + 1)
    }
}
