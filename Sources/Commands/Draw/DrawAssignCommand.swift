import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Opens the lots of candidates.
struct DrawAssignCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Open a candidate's lot, or all that remain once login has closed.",
        discussion: """
            CANDIDATE: answers the candidate's draw.requested; where the candidate asked for entry without having
            drawn, the system gives the lot. --remaining: gives everybody else theirs after login has closed.

            examledger draw assign c-0001 --draw-key draw.key
            examledger draw assign --remaining --draw-key draw.key
            """)

    @Argument(help: "The candidate's id.")
    var candidate: String?

    @Flag(help: "All who have no lot yet.")
    var remaining = false

    @Option(help: ArgumentHelp("The draw's own secret key.", valueName: "file"))
    var drawKey: String

    @OptionGroup var choice: DrawChoice
    @OptionGroup var writing: WriterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        guard (candidate == nil) == remaining else {
            throw LedgerError.usage("Name a candidate, or say --remaining.", "请给出一名考生，或使用 --remaining。")
        }
        let pen = try DrawPen(ledger, writing, context)
        let (sitting, draw) = try choice.draw(in: pen.store.drawSittings()) { record in
            !record.openings.isEmpty && record.closings.isEmpty
        }
        guard draw.closings.isEmpty else { throw LedgerError.draw("closed", "The draw is closed.", "抽签已结束。") }
        let run = try sitting.lots(of: draw, with: DrawKeyFile.read(drawKey, of: draw, context))
        let offset = draw.key?.data.offset ?? 0
        let drafts: [DrawPen.Draft]
        if let candidate {
            drafts = [try answer(candidate, sitting, run.lots, offset)]
        } else {
            drafts = try rest(sitting, draw, run.lots, offset, pen.now)
        }
        let receipts = try pen.append(drafts, to: sitting, as: .platform, by: pen.platform)
        let lots = drafts.compactMap { draft in draft.candidate.flatMap { run.lots.opening(of: $0) } }
        try DrawReport(
            step: "assign", draw: draw.id, scope: draw.key?.data.scopeID ?? "",
            said: lots.map { lot in
                let number = Int64(lot.number) + offset
                return Phrase(en: "\(lot.candidate): lot \(number)", zh: "\(lot.candidate)：抽签号 \(number)")
            },
            values: [
                JSONValue.Member(
                    "lots",
                    .array(
                        lots.map { lot in
                            .members([
                                "candidate": .string(lot.candidate), "number": .integer(Int64(lot.number) + offset),
                            ])
                        }))
            ], receipts: receipts
        ).write(output.format, context)
        return .done
    }

    /// The answer to a candidate: what was asked for, or what is due on entry.
    private func answer(
        _ candidate: String, _ sitting: DrawSitting, _ lots: Draw.Lots, _ offset: Int64
    ) throws(LedgerError) -> DrawPen.Draft {
        guard let lot = lots.opening(of: candidate) else {
            throw .unknown(Phrase(en: "candidate on the roster of this draw:", zh: "本次抽签花名册上的考生"), candidate)
        }
        let events = sitting.events(of: candidate)
        if let held = events.lazy.compactMap(Draw.Assignment.init).first(where: { $0.draw == lots.draw }) {
            throw .draw(
                "assigned", "\(candidate.printable) holds lot \(held.number) already (entry \(held.mark.index)).",
                "\(candidate.printable) 已有抽签号 \(held.number)（第 \(held.mark.index) 条）。")
        }
        let refused = events.last { $0.type == .drawRequestRefused }?.index
        if let request = events.last(where: { $0.type == .drawRequested }), request.index > refused ?? 0 {
            return DrawPen.Draft(
                payload: .drawAssigned(DrawAssigned(lot, of: lots.draw, offset: offset)), candidate: candidate,
                cause: request.id)
        }
        if let entry = events.last(where: { $0.type == .entryRequested }) {
            return DrawPen.Draft(
                payload: .drawAutoAssigned(DrawAutoAssigned(lot, of: lots.draw, offset: offset, .entry)),
                candidate: candidate, cause: entry.id)
        }
        throw .draw(
            "not-requested", "No draw.requested or entry.requested by \(candidate.printable) is recorded.",
            "没有记录 \(candidate.printable) 的 draw.requested 或 entry.requested。",
            hint: Phrase(
                en: "Once login has closed, --remaining gives everybody their lot.",
                zh: "登录关闭之后，--remaining 会为其余考生分配抽签号。"))
    }

    /// Everybody who has no lot, once login has closed.
    private func rest(
        _ sitting: DrawSitting, _ draw: DrawRecord, _ lots: Draw.Lots, _ offset: Int64, _ now: Instant
    ) throws(LedgerError) -> [DrawPen.Draft] {
        guard let closes = sitting.login?.closes, now >= closes else {
            throw .draw(
                "early", "Login has not closed yet; until then candidates draw themselves.",
                "登录尚未关闭；在此之前由考生自行抽签。")
        }
        let held = Set(sitting.references.assignments(of: draw.id).map { Array($0.candidate.utf8) })
        return (0..<lots.roster.count).compactMap { index in
            guard let lot = lots.opening(at: index), !held.contains(Array(lot.candidate.utf8)) else { return nil }
            return DrawPen.Draft(
                payload: .drawAutoAssigned(DrawAutoAssigned(lot, of: lots.draw, offset: offset, .loginClosed)),
                candidate: lot.candidate)
        }
    }
}
