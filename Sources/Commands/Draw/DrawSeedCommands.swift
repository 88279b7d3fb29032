import ArgumentParser
import Audit
import Exam
import Glibc
import Ledger
import Primitives
import Signing
import Terminal

/// Commits to a witness's random number.
struct DrawContributeCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "contribute",
        abstract: "Make a random number for the seed, and commit to it.",
        discussion: """
            The number goes into FILE (mode 0600), its hash into the ledger. Keep the file until the reveal: without
            it the draw cannot be opened, and has to be voided for all to see.

            examledger draw contribute --key w-01.key --nonce-file w-01.nonce
            """)

    @Option(help: ArgumentHelp("The secret key of a witness.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("Where the random number goes: a new file.", valueName: "file"))
    var nonceFile: String

    @OptionGroup var choice: DrawChoice
    @OptionGroup var writing: WriterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let witness = try LedgerKeys.read(key, context)
        let pen = try DrawPen(ledger, writing, context)
        let (sitting, draw) = try choice.draw(in: pen.store.drawSittings()) {
            $0.reveals.isEmpty && $0.openings.isEmpty
        }
        guard draw.reveals.isEmpty, draw.openings.isEmpty else {
            throw LedgerError.draw(
                "revealed", "Others have revealed already; nobody may commit after that.", "已有人揭示，此后不得再作承诺。")
        }
        guard !draw.commits.contains(where: { $0.data.contributor.isSame(as: witness.name) }) else {
            throw LedgerError.draw(
                "contributed", "\(witness.name.printable) has committed to a number already.",
                "\(witness.name.printable) 已作承诺。")
        }
        let file = try NonceFile(making: nonceFile, for: draw.id, context)
        let contribution = Draw.Contribution(contributor: witness.name, nonce: file.nonce)
        let commit = DrawSeedCommitted(
            drawID: draw.id, contributor: witness.name, commit: contribution.commit(draw: draw.id))
        let receipts: [Receipt]
        do throws(LedgerError) {
            receipts = try pen.append(.drawSeedCommitted(commit), to: sitting, as: .witness, by: witness)
        } catch {
            // A number that nobody committed to is worth nothing, and would stand in the way of the next attempt.
            unlink(nonceFile)
            throw error
        }
        try DrawReport(
            step: "contribute", draw: draw.id, scope: draw.key?.data.scopeID ?? "",
            said: [
                Phrase(
                    en: "\(witness.name) committed to a number; keep \(nonceFile) until the reveal",
                    zh: "\(witness.name) 已作承诺；请保管 \(nonceFile)，直至揭示")
            ],
            values: [JSONValue.Member("commit", .string(commit.commit.hex))], receipts: receipts
        ).write(output.format, context)
        return .done
    }
}

/// Reveals a witness's random number.
struct DrawRevealCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "reveal",
        abstract: "Reveal the random number that a witness committed to.",
        discussion: """
            Only after all have committed: whoever commits later could choose.

            examledger draw reveal --key w-01.key --nonce-file w-01.nonce
            """)

    @Option(help: ArgumentHelp("The secret key of the witness.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("The file that draw contribute wrote.", valueName: "file"))
    var nonceFile: String

    @OptionGroup var writing: WriterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let witness = try LedgerKeys.read(key, context)
        let file = try NonceFile(nonceFile)
        let pen = try DrawPen(ledger, writing, context)
        var choice = DrawChoice()
        choice.draw = file.draw.hex
        let (sitting, draw) = try choice.draw(in: pen.store.drawSittings()) { _ in true }
        try check(witness, file, draw)
        let reveal = DrawSeedRevealed(drawID: draw.id, contributor: witness.name, nonce: file.nonce)
        let receipts = try pen.append(.drawSeedRevealed(reveal), to: sitting, as: .witness, by: witness)
        let missing =
            Set(draw.commits.map(\.data.contributor)).count - Set(draw.reveals.map(\.data.contributor)).count - 1
        try DrawReport(
            step: "reveal", draw: draw.id, scope: draw.key?.data.scopeID ?? "",
            said: [
                Phrase(
                    en: "\(witness.name) revealed the number; \(max(missing, 0)) more have to",
                    zh: "\(witness.name) 已揭示；尚有 \(max(missing, 0)) 人未揭示")
            ],
            receipts: receipts
        ).write(output.format, context)
        return .done
    }

    private func check(_ witness: SigningKey, _ file: NonceFile, _ draw: DrawRecord) throws(LedgerError) {
        guard draw.openings.isEmpty else {
            throw .draw("opened", "The draw is open already.", "抽签已开放。")
        }
        let commit = Draw.Contribution(contributor: witness.name, nonce: file.nonce).commit(draw: draw.id)
        guard draw.commits.contains(where: { $0.data.commit == commit }) else {
            throw .draw(
                "commit", "\(witness.name.printable) did not commit to the number in \(nonceFile).",
                "\(witness.name.printable) 没有对 \(nonceFile) 中的随机数作过承诺。")
        }
        guard !draw.reveals.contains(where: { $0.data.contributor.isSame(as: witness.name) }) else {
            throw .draw(
                "revealed", "\(witness.name.printable) has revealed already.", "\(witness.name.printable) 已揭示。")
        }
        let contributors = Set(draw.commits.map { Array($0.data.contributor.utf8) }).count
        guard contributors >= Draw.fewestContributors else {
            throw .draw(
                "contributors",
                "\(contributors) of at least \(Draw.fewestContributors) contributors have committed; after the first "
                    + "reveal nobody can.",
                "至少需要 \(Draw.fewestContributors) 名种子提供方，目前 \(contributors) 名已作承诺；首次揭示之后不得再作承诺。")
        }
    }
}
