import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Voids a run of a draw.
struct DrawVoidCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "void",
        abstract: "Void a run that cannot go on, for all to see, so that its scope may be drawn again.",
        discussion: """
            It takes effect when another administrator approves it (examledger approve). A run that is closed is voided
            only where --draw names it.

            examledger draw void --reason 'a reveal was lost' --key a-01.key
            examledger approve '#41' --key a-02.key
            """)

    @Option(help: "Why: it stands in the log for everybody.")
    var reason: String

    @Option(help: ArgumentHelp("The secret key of an administrator.", valueName: "file"))
    var key: String

    @OptionGroup var choice: DrawChoice
    @OptionGroup var confirmation: Confirmation
    @OptionGroup var writing: WriterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw LedgerError.usage("--reason must say why.", "--reason 须说明原因。")
        }
        let officer = try LedgerKeys.read(key, context)
        try confirmation.ask(Phrase(en: "Void the draw?", zh: "确定将该次抽签作废？"), context)
        let pen = try DrawPen(ledger, writing, context)
        let (sitting, draw) = try choice.draw(in: pen.store.drawSittings()) { $0.closings.isEmpty }
        if let waiting = sitting.waitingVoid(of: draw) {
            throw LedgerError.draw(
                "voided", "The draw was voided as #\(waiting.index); another administrator has to approve that.",
                "该次抽签已于第 \(waiting.index) 条提出作废，须由另一名管理员批准。",
                hint: Phrase(
                    en: "examledger approve '#\(waiting.index)' --key FILE",
                    zh: "examledger approve '#\(waiting.index)' --key FILE"))
        }
        let voided = DrawVoided(drawID: draw.id, reason: reason)
        let receipts = try pen.append(.drawVoided(voided), to: sitting, as: .administrator, by: officer)
        try DrawReport(
            step: "void", draw: draw.id, scope: draw.key?.data.scopeID ?? "",
            said: receipts.map { receipt in
                Phrase(
                    en: "next: another administrator approves it: examledger approve '#\(receipt.index)'",
                    zh: "下一步：由另一名管理员批准：examledger approve '#\(receipt.index)'")
            },
            values: [JSONValue.Member("reason", .string(reason))], receipts: receipts
        ).write(output.format, context)
        return .done
    }
}

extension DrawSitting {
    /// A `draw.voided` of a draw that stands, on which no second officer has spoken yet.
    fileprivate func waitingVoid(of draw: DrawRecord) -> RecordedEvent? {
        let rejected = surroundings.context.sittingEvents.compactMap { event -> EventID? in
            guard case .approvalRecorded(let data) = event.payload, data.decision == .reject else { return nil }
            return data.subject
        }
        return draw.voids.last { !rejected.contains($0.event.id) }?.event
    }
}
