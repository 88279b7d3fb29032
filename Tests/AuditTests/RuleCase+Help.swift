import Audit
import Exam
import Primitives

extension RuleCase {
    static let help = [
        RuleCase("HELP-01", .notApplicable, "not asked for"),
        RuleCase("HELP-01", .pass, "answered just in time, by the ledger's clock") {
            $0.ask()
            $0.reply(2, at: $0.asked + $0.parameters.helpSlaMs)
        },
        RuleCase("HELP-01", .fail, "a millisecond late") {
            $0.ask()
            $0.reply(2, at: $0.asked + $0.parameters.helpSlaMs + 1)
        },
        RuleCase("HELP-01", .fail, "no answer") { $0.ask() },
        RuleCase("HELP-01", .fail, "only the candidate goes on") {
            $0.ask()
            $0.write(2, at: $0.asked + 1000)
        },
        RuleCase("HELP-01", .pass, "answered in time, and again late") {
            $0.ask()
            $0.reply(2, at: $0.asked + 1000)
            $0.reply(3, at: $0.asked + $0.parameters.helpSlaMs + 1)
        },
        RuleCase("HELP-01", .fail, "answered in another thread") {
            $0.ask()
            $0.reply(1, in: "th-2", at: $0.asked + 1000)
        },
        RuleCase("HELP-01", .fail, "the second of two threads") {
            $0.ask()
            $0.reply(2, at: $0.asked + 1000)
            $0.add(.helpOpened(HelpOpened(threadID: "th-2")), at: $0.start + 300_000, by: .candidate)
        },
        RuleCase("HELP-01", .pass, "a thread that was answered is opened again") {
            $0.ask()
            $0.reply(2, at: $0.asked + 1000)
            $0.add(.helpOpened(HelpOpened(threadID: "th-1")), at: $0.start + 300_000, by: .candidate)
        },
        RuleCase("HELP-02", .notApplicable, "no message"),
        RuleCase("HELP-02", .pass, "one after the other") {
            $0.ask()
            $0.reply(2, at: $0.asked + 1000)
            $0.write(3, at: $0.asked + 2000)
        },
        RuleCase("HELP-02", .pass, "one arrived late") {
            $0.ask()
            $0.reply(3, at: $0.asked + 1000)
            $0.write(2, at: $0.asked + 2000)
        },
        RuleCase("HELP-02", .fail, "one is missing", severity: .blocking) {
            $0.ask()
            $0.reply(3, at: $0.asked + 1000)
        },
        RuleCase("HELP-02", .fail, "one is there twice") {
            $0.ask()
            $0.reply(1, at: $0.asked + 1000)
        },
        RuleCase("HELP-02", .fail, "the first is missing") { $0.reply(2, at: $0.start + 100_000) },
        RuleCase("HELP-02", .fail, "numbered from zero") {
            $0.write(0, at: $0.start + 100_000)
            $0.ask()
        },
        RuleCase("HELP-02", .pass, "two threads, each with its own numbers") {
            $0.ask()
            $0.reply(2, at: $0.asked + 1000)
            $0.write(1, in: "th-2", at: $0.asked + 2000)
        },
        RuleCase("HELP-02", .fail, "two threads with the numbers of one") {
            $0.ask()
            $0.reply(2, at: $0.asked + 1000)
            $0.write(3, in: "th-2", at: $0.asked + 2000)
        },
    ]
}

extension HistoryBuilder {
    /// t(help.opened).
    fileprivate var asked: Instant { start + (100_000 + HistoryBuilder.transit) }

    fileprivate mutating func ask() {
        add(.helpOpened(HelpOpened(threadID: "th-1")), at: start + 100_000, by: .candidate)
        write(1, at: start + 100_500)
    }

    fileprivate mutating func write(_ number: Int64, in thread: String = "th-1", at time: Instant) {
        add(
            .helpMessageSent(HelpMessageSent(threadID: thread, msgNo: number, from: .candidate)), at: time,
            by: .candidate)
    }

    fileprivate mutating func reply(_ number: Int64, in thread: String = "th-1", at time: Instant) {
        add(
            .helpMessageSent(HelpMessageSent(threadID: thread, msgNo: number, from: .invigilator)), at: time,
            by: .invigilator("i-01"))
    }
}
