import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Opens a draw: all lots are fixed.
struct DrawOpenCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Compute the lots, and publish the seed and the root that fixes all of them.",
        discussion: """
            Refused while a reveal is missing, and from the moment on at which login opens.

            examledger draw open --draw-key draw.key
            """)

    @Option(help: ArgumentHelp("The draw's own secret key.", valueName: "file"))
    var drawKey: String

    @OptionGroup var choice: DrawChoice
    @OptionGroup var writing: WriterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let pen = try DrawPen(ledger, writing, context)
        let (sitting, draw) = try choice.draw(in: pen.store.drawSittings()) { $0.openings.isEmpty }
        guard draw.openings.isEmpty else { throw LedgerError.draw("opened", "The draw is open already.", "抽签已开放。") }
        try checkTime(sitting, pen.now)
        do throws(DrawDefect) {
            try draw.checkReveals()
            try draw.checkContributors()
            try draw.checkOrder(
                rosters: sitting.surroundings.rosters,
                firstUse: sitting.references.firstUse(
                    exam: sitting.exam, sitting: sitting.sitting, scope: draw.key?.data.scopeID ?? ""))
        } catch {
            throw LedgerError.draw(error)
        }
        let key = try DrawKeyFile.read(drawKey, of: draw, context)
        let run = try sitting.run(of: draw, with: key)
        let opened = DrawOpened(drawID: draw.id, seed: run.seed, assignmentRoot: run.lots.root)
        let receipts = try pen.append(.drawOpened(opened), to: sitting, as: .platform, by: pen.platform)
        try DrawReport(
            step: "open", draw: draw.id, scope: draw.key?.data.scopeID ?? "",
            said: [
                Phrase(en: "seed \(run.seed.hex)", zh: "种子 \(run.seed.hex)"),
                Phrase(
                    en: "\(run.lots.roster.count) lots are fixed under root \(run.lots.root.hex)",
                    zh: "\(run.lots.roster.count) 个抽签号已确定，承诺根 \(run.lots.root.hex)"),
            ],
            values: [
                JSONValue.Member("seed", .string(run.seed.hex)),
                JSONValue.Member("assignment_root", .string(run.lots.root.hex)),
            ], receipts: receipts
        ).write(output.format, context)
        return .done
    }

    private func checkTime(_ sitting: DrawSitting, _ now: Instant) throws(LedgerError) {
        guard let opens = sitting.login?.opens else {
            throw .draw(
                "schedule", "No sitting.scheduled and exam.policy.set are recorded; when login opens is not known.",
                "没有记录 sitting.scheduled 和 exam.policy.set，无从得知登录开放时间。")
        }
        guard now < opens else {
            throw .draw(
                "late", "Login has opened; a draw has to be open before that.", "登录已开放；抽签须在此之前开放。",
                hint: Phrase(
                    en: "Void it with examledger draw void, and let the administration decide how lots are given.",
                    zh: "请用 examledger draw void 将本次抽签作废，抽签号如何分配由主管方决定。"))
        }
    }
}

extension DrawSitting {
    /// A draw carried out with its key, from what the ledger holds.
    func run(of draw: DrawRecord, with key: VRFSecretKey) throws(LedgerError) -> Draw.Run {
        let roster: Draw.Roster
        do throws(DrawDefect) {
            let commitment = try draw.checkIdentity()
            roster = try draw.checkRoster(
                commitment, among: references.rosters(of: draw, rosters: surroundings.rosters))
        } catch {
            throw .draw(error)
        }
        return try Draw.Run(draw: draw.id, roster: roster, contributions: draw.revealed, key: key)
    }

    /// The lots of a draw that is open, computed again with its key.
    func lots(of draw: DrawRecord, with key: VRFSecretKey) throws(LedgerError) -> Draw.Run {
        guard !draw.openings.isEmpty else {
            throw .draw("not-opened", "The draw is not open yet.", "抽签尚未开放。")
        }
        let run = try run(of: draw, with: key)
        do throws(DrawDefect) { try draw.checkRoot(run.lots) } catch { throw .draw(error) }
        return run
    }
}
