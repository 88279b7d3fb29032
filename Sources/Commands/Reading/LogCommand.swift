import ArgumentParser
import Exam
import Glibc
import Ledger
import Primitives
import Terminal

/// The events of the log.
struct LogCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "List events, oldest first; with --backward, newest first.",
        discussion: """
            examledger log --candidate c-0003 --from T-10m --to T+3m
            examledger log --type 'entry.*' --backward --limit 5
            """)

    @Option(help: "Only this stream, such as sitting/EXAM/SITTING.")
    var stream: String?

    @Option(help: "Only this type, or types such as 'login.*'; may be repeated.")
    var type: [String] = []

    @Option(help: "Only events about this candidate.")
    var candidate: String?

    @Option(help: "Only events by this actor: an id, or a role.")
    var actor: String?

    @Option(help: "Only from this time on: RFC 3339, HH:MM of the exam day, T-30m or E+60m.")
    var from: String?

    @Option(help: "Only up to this time, inclusive.")
    var to: String?

    @Option(help: "No more than so many events, in the order of reading.")
    var limit: Int?

    @Flag(help: "Newest first.")
    var backward = false

    @Flag(help: "Go on with events as they come, until interrupted.")
    var follow = false

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        if let limit, limit < 0 {
            throw LedgerError.usage("--limit is a number from 0.", "--limit 须为不小于 0 的数。")
        }
        if follow, backward || output.format == .json {
            throw LedgerError.usage(
                "--follow goes forward, as text or ndjson.", "--follow 只能向前，且格式须为 text 或 ndjson。")
        }
        let store = try ledger.open(context)
        let prefix = try store.prefix()
        let query = try query(store, prefix)
        let zones = try ExamZones(store)
        try Pager.run(in: context, isWanted: !follow) { context in
            var writer = LogWriter(output.format, zones: zones, size: prefix.size, context: context)
            var left = limit ?? .max
            try writer.begin()
            try write(query, of: store, with: &writer, &left)
            try writer.end()
            if follow { try follow(query, of: store, from: prefix.size, with: &writer, &left, context) }
        }
        return .done
    }

    private func write(
        _ query: LogQuery, of store: LedgerStore, with writer: inout LogWriter, _ left: inout Int
    ) throws(LedgerError) {
        guard left > 0 else { return }
        try query.forEach(in: store) { (events) throws(LedgerError) -> Bool in
            for event in events.prefix(left) { try writer.write(event) }
            left -= min(left, events.count)
            return left > 0
        }
    }

    private func follow(
        _ query: LogQuery, of store: LedgerStore, from size: UInt64, with writer: inout LogWriter,
        _ left: inout Int, _ context: TerminalContext
    ) throws(LedgerError) {
        var query = query
        query.indexes = nil
        var next = size
        while left > 0, Interrupt.requested == nil {
            try context.output.flush()
            usleep(500_000)
            let end = try store.size()
            guard end > next else { continue }
            query.range = next..<end
            next = end
            do throws(LedgerError) { try write(query, of: store, with: &writer, &left) } catch {
                // An interruption is how following ends.
                if error != .interrupted { throw error }
            }
        }
    }

    private func query(_ store: LedgerStore, _ prefix: Prefix) throws(LedgerError) -> LogQuery {
        var query = LogQuery(range: 0..<prefix.size, isBackward: backward)
        var tests: [(RecordedEvent) -> Bool] = []
        if let stream {
            guard let name = StreamName(stream), try store.head(of: name) != nil else {
                throw .unknown(Phrase(en: "stream", zh: "流"), stream)
            }
            query.indexes = try store.indexes(of: name)
            tests.append { $0.statement.stream == name }
        }
        if let candidate {
            let sessions = try store.sessions(of: candidate)
            if sessions.isEmpty { throw .unknown(Phrase(en: "candidate", zh: "考生"), candidate) }
            if query.indexes == nil {
                var indexes: [UInt64] = []
                for session in sessions { indexes += try store.indexes(of: session.stream) }
                query.indexes = indexes.sorted()
            }
            tests.append { $0.statement.candidate == candidate }
        }
        if !type.isEmpty {
            var types: [EventTypes] = []
            for name in type { types.append(try EventTypes(name)) }
            tests.append { event in types.contains { $0.contains(event.type) } }
        }
        if let actor {
            tests.append { $0.statement.actor.id == actor || $0.statement.actor.role.rawValue == actor }
        }
        query.range = try range(store, prefix)
        query.includes = { event in tests.allSatisfy { $0(event) } }
        return query
    }

    private func range(_ store: LedgerStore, _ prefix: Prefix) throws(LedgerError) -> Range<UInt64> {
        guard from != nil || to != nil else { return 0..<prefix.size }
        let clock = try clock(store, prefix)
        var range = 0..<prefix.size
        if let from {
            let start = try store.prefix(until: clock.instant(from) + -1).size
            range = min(start, range.upperBound)..<range.upperBound
        }
        if let to {
            let end = try store.prefix(until: clock.instant(to)).size
            range = min(range.lowerBound, end)..<min(range.upperBound, end)
        }
        return range
    }

    /// A candidate's own clock where one was asked for: E is known there.
    private func clock(_ store: LedgerStore, _ prefix: Prefix) throws(LedgerError) -> SittingClock {
        guard let candidate, let session = try store.sessions(of: candidate).first else {
            return try SittingClock(store, asOf: prefix)
        }
        let context = try store.context(exam: session.exam, sitting: session.sitting, asOf: prefix)
        return SittingClock(try store.history(of: candidate, in: context, asOf: prefix))
    }
}
