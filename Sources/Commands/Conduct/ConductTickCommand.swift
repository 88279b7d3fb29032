import ArgumentParser
import Conduct
import Exam
import Ledger
import Primitives
import Terminal

/// Appends what the clock brings.
struct ConductTickCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "tick",
        abstract: "Append what is due: login windows, the start, lots, time-outs, evidence deadlines.",
        discussion: """
            Run it every few seconds during an exam. Run twice, it appends nothing the second time; run late, it
            appends what was due, and how late it is stands in the entries.

            In a ledger with its own clock, now is the machine's time. In one whose clock is imported, now is --now, else
            the time of the last entry; it is also the time that the entries get.

            examledger conduct tick --draw-key draw.key
            examledger conduct tick --now T+3m
            """)

    @Option(help: "The moment, for an imported clock: RFC 3339, HH:MM of the exam day, or T+3m.")
    var now: String?

    @Option(help: ArgumentHelp("The ledger's platform key; else keys/platform.key in its folder.", valueName: "file"))
    var platformKey: String?

    @OptionGroup var lots: LotOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    /// How many streams are looked at in one transaction: others can write in between.
    private static let portion = 256

    func run(in context: TerminalContext) throws -> ExitStatus {
        let directory = ledger.directory(context)
        let store = try LedgerStore(at: directory, forWriting: true)
        let platform = try LedgerKeys(directory: directory).key(platformKey, LedgerKeys.platform, context)
        let prefix = try store.prefix()
        let moment = try moment(in: store, prefix, context)
        let writer = try LedgerWriter(
            store, platformKey: platform, answerer: Conductor(lots: lots.book(in: store, context)))
        let now = max(moment, prefix.now)
        let report = TickReport(now: now, zone: try ExamZones(store).common)
        let said = try tick(writer, streams(in: store, asOf: prefix, at: now, context), at: moment, context)
        if output.format == .text {
            try report.write(said, to: context)
        } else {
            try report.json(said).write(to: context)
        }
        if Interrupt.requested != nil { throw LedgerError.interrupted }
        return .done
    }

    private func moment(
        in store: LedgerStore, _ prefix: Prefix, _ context: TerminalContext
    ) throws(LedgerError) -> Instant {
        switch (store.identity.clock, now) {
        case (.ledger, nil): return context.clock()
        case (.ledger, _):
            throw .usage(
                "This ledger has its own clock: --now would put another time in its place.",
                "本账本使用自己的时钟：不能用 --now 另指定时间。")
        case (.imported, nil): return prefix.now
        case (.imported, let text?):
            let moment = try SittingClock(store, asOf: prefix).instant(text)
            guard moment >= prefix.now else {
                throw .usage(
                    "--now is \(prefix.now - moment) ms before the last entry.",
                    "--now 早于最后一条 \(prefix.now - moment) 毫秒。")
            }
            return moment
        }
    }

    /// The sittings that can be conducted, and then those of their candidates for whom something may be due; for other
    /// sittings it is said why.
    private func streams(
        in store: LedgerStore, asOf prefix: Prefix, at now: Instant, _ context: TerminalContext
    ) throws(LedgerError) -> [StreamName] {
        var conductor = Conductor()
        func read(_ query: LogQuestion) throws(LedgerError) -> [RecordedEvent] {
            try store.events(query, below: prefix.size)
        }
        var sittings: [StreamName] = []
        try store.forEachSitting { (exam, sitting) throws(LedgerError) in
            let stream = StreamName.sitting(exam: exam, sitting: sitting)
            if let why = try conductor.hindrance(in: stream, from: read) {
                let text = Phrase(en: "nothing is conducted: \(why.en)", zh: "不予执行：\(why.zh)")
                try context.errors.line("\(stream.text): \(context.text(text).printable)")
            } else {
                sittings.append(stream)
            }
        }
        sittings.sort { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
        let known = Set(sittings)
        let projection = projection(of: store)
        var sessions: [StreamName] = []
        for session in try store.sessions(asOf: prefix)
        where known.contains(.sitting(exam: session.exam, sitting: session.sitting)) {
            if let state = try projection?.state(of: session),
                try !conductor.mayBeDue(in: state, at: now, from: read)
            {
                continue
            }
            sessions.append(session.stream)
        }
        return sittings + sessions
    }

    /// The states kept ready, so that only sessions with something due are read; `nil` where they cannot be had.
    private func projection(of store: LedgerStore) -> SessionProjection? {
        do throws(LedgerError) {
            let projection = try SessionProjection(of: store)
            try projection.update()
            return projection
        } catch {
            return nil
        }
    }

    private func tick(
        _ writer: LedgerWriter, _ streams: [StreamName], at moment: Instant, _ context: TerminalContext
    ) throws(LedgerError) -> [Said] {
        let progress = Progress(
            Phrase(en: "looking at sessions", zh: "检查面谈"), total: streams.count, context: context)
        defer { progress.finish() }
        var said: [Said] = []
        var rest = streams[...]
        while !rest.isEmpty, Interrupt.requested == nil {
            let portion = Array(rest.prefix(ConductTickCommand.portion))
            said += try writer.tick(portion, at: moment)
            rest = rest.dropFirst(portion.count)
            progress.advance(by: portion.count)
        }
        return said
    }
}

/// What a tick appended.
private struct TickReport {
    let now: Instant
    let zone: ZoneRules

    func write(_ said: [Said], to context: TerminalContext) throws(LedgerError) {
        for entry in said {
            try context.output.line(
                "#\(entry.receipt.index) \(entry.saying.payload.type.rawValue)  \(entry.receipt.stream)  "
                    + entry.saying.payload.json.text)
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "\(said.count) entries appended at \(zone.text(now))",
                    zh: "于 \(zone.text(now)) 追加 \(said.count) 条")))
    }

    func json(_ said: [Said]) -> JSONValue {
        .members([
            "schema": "examledger-conduct-tick/1", "now": .integer(now.milliseconds),
            "appended": .array(said.map(\.json)),
        ])
    }
}
