import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Freezes the roster of a sitting or a room.
struct DrawFreezeCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze",
        abstract: "Freeze the roster of a sitting or a room: who is registered now, and has not withdrawn.",
        discussion: """
            Where a roster of the scope was frozen before, --supplement takes those who came after it.

            examledger draw freeze --sitting s-01-a --key a-01.key
            """)

    @OptionGroup var choice: SittingChoice

    @Flag(help: "Only those who were registered after the last roster of the scope.")
    var supplement = false

    @Option(help: ArgumentHelp("The secret key of an administrator.", valueName: "file"))
    var key: String

    @OptionGroup var writing: WriterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let officer = try LedgerKeys.read(key, context)
        let pen = try DrawPen(ledger, writing, context)
        let sitting = try choice.sitting(in: pen.store.drawSittings())
        let scope = choice.scope(in: sitting)
        let last = sitting.surroundings.rosters.last { $0.data.scopeID.isSame(as: scope) }
        if supplement, last == nil {
            throw LedgerError.usage(
                "--supplement needs a roster of \(scope.printable) that was frozen before.",
                "--supplement 需要 \(scope.printable) 此前已冻结的花名册。")
        }
        let rosters = sitting.references.registered(
            exam: sitting.exam, sitting: sitting.sitting, scope: scope, after: supplement ? last?.event.index : nil,
            before: .max)
        guard let roster = rosters.first, roster.count > 0 else {
            throw LedgerError.draw(
                "roster", "Nobody is registered for \(scope.printable) whose lot could be drawn.",
                "\(scope.printable) 没有可供抽签的登记考生。")
        }
        let frozen = RosterFrozen(scopeID: scope, n: Int64(roster.count), rosterRoot: roster.root)
        let receipts = try pen.append(.rosterFrozen(frozen), to: sitting, as: .administrator, by: officer)
        try DrawReport(
            step: "freeze", draw: nil, scope: scope,
            said: [
                Phrase(
                    en: "roster of \(scope): \(roster.count) candidates, root \(roster.root.hex)",
                    zh: "\(scope) 的花名册：\(roster.count) 名考生，根 \(roster.root.hex)")
            ],
            values: [
                JSONValue.Member("n", .number(roster.count)), JSONValue.Member("roster_root", .string(roster.root.hex)),
            ], receipts: receipts
        ).write(output.format, context)
        return .done
    }
}
