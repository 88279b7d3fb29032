import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Closes a draw with its proof.
struct DrawCloseCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Publish the proof, after every lot was given.",
        discussion: "examledger draw close --draw-key draw.key")

    @Option(help: ArgumentHelp("The draw's own secret key.", valueName: "file"))
    var drawKey: String

    @OptionGroup var choice: DrawChoice
    @OptionGroup var writing: WriterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let pen = try DrawPen(ledger, writing, context)
        let (sitting, draw) = try choice.draw(in: pen.store.drawSittings()) { record in
            !record.openings.isEmpty && record.closings.isEmpty
        }
        guard draw.closings.isEmpty else { throw LedgerError.draw("closed", "The draw is closed.", "抽签已结束。") }
        let run = try sitting.lots(of: draw, with: DrawKeyFile.read(drawKey, of: draw, context))
        do throws(DrawDefect) {
            let assignments = sitting.references.assignments(of: draw.id)
            try draw.checkLots(assignments, run.lots)
            try draw.checkNumbers(assignments)
        } catch {
            throw LedgerError.draw(error)
        }
        let closed = DrawClosed(drawID: draw.id, pi: run.proof.bytes)
        let receipts = try pen.append(.drawClosed(closed), to: sitting, as: .platform, by: pen.platform)
        try DrawReport(
            step: "close", draw: draw.id, scope: draw.key?.data.scopeID ?? "",
            said: [Phrase(en: "proof \(run.proof.hex)", zh: "证明 \(run.proof.hex)")],
            values: [JSONValue.Member("pi", .string(run.proof.hex))], receipts: receipts
        ).write(output.format, context)
        return .done
    }
}
