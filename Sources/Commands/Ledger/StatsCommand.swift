import ArgumentParser
import Exam
import LMDB
import Ledger
import Primitives
import Terminal
import Transparency

/// What there is in the ledger, in numbers.
struct StatsCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Show how much there is: entries, streams, types, bytes.",
        discussion: "examledger stats --format json")

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        let frontier = try store.frontier()
        let progress = Progress(
            Phrase(en: "counting", zh: "统计"), total: Int(frontier.size), context: context)
        var types: [EventType: Int] = [:]
        try store.forEachEvent(in: 0..<frontier.size) { (event) throws(LedgerError) -> Bool in
            types[event.type, default: 0] += 1
            progress.advance(by: 1)
            return Interrupt.requested == nil
        }
        progress.finish()
        if Interrupt.requested != nil { throw LedgerError.interrupted }
        let ordered = types.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        let streams = try store.streams().count
        let bytes = try store.statistics().fileSize
        guard output.format == .text else {
            try JSONValue.members([
                "schema": "examledger-stats/1", "size": .number(frontier.size),
                "root": .string(frontier.root.base64), "streams": .number(streams), "bytes_on_disk": .number(bytes),
                "types": .object(ordered.map { JSONValue.Member($0.key.rawValue, .number($0.value)) }),
            ]).write(to: context)
            return .done
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "\(frontier.size) entries in \(streams) streams, \(bytes) bytes on disk",
                    zh: "\(streams) 个流共 \(frontier.size) 条，占用磁盘 \(bytes) 字节")))
        try context.output.line(
            context.text(Phrase(en: "root \(frontier.root.base64)", zh: "根 \(frontier.root.base64)")))
        var table = Table([
            Table.Column(context.text(Phrase(en: "events", zh: "事件数")), alignment: .trailing),
            Table.Column(context.text(Phrase(en: "type", zh: "类型"))),
            Table.Column(context.text(Phrase(en: "title", zh: "名称"))),
        ])
        for (type, count) in ordered {
            table.add([
                "\(String(count))", "\(type.rawValue)",
                "\(EventDefinition.of(type).map { context.text($0.title) } ?? "")",
            ])
        }
        try table.write(to: context)
        return .done
    }
}
