import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Commits to a draw's key.
struct DrawCommitCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit",
        abstract: "Commit to the key of a draw over the frozen roster.",
        discussion: """
            The key is made where FILE is not there yet (mode 0600); keep it apart from the ledger, best with two
            officers: whoever has it knows the lots once the draw is open. While a run of the scope stands it is not
            drawn again; a supplement for those who came later takes the numbers after --offset.

            examledger draw commit --sitting s-01-a --draw-key draw.key
            """)

    @OptionGroup var choice: SittingChoice

    @Option(help: ArgumentHelp("The draw's own secret key.", valueName: "file"))
    var drawKey: String

    @Option(help: "The number of the run; the next one of the scope without it.")
    var run: UInt32?

    @Option(help: "How many numbers of the scope are taken: for a supplement.")
    var offset: Int64?

    @OptionGroup var writing: WriterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let pen = try DrawPen(ledger, writing, context)
        let sitting = try choice.sitting(in: pen.store.drawSittings())
        let scope = choice.scope(in: sitting)
        let roster = try roster(of: scope, in: sitting)
        let offset = try offset(of: scope, in: sitting)
        let number = try number(of: scope, in: sitting)
        let key = try DrawKeyFile.readOrMake(drawKey, context)
        try DrawKeyFile.checkApart(key, in: pen.store)
        let id = Draw.id(exam: sitting.exam, scope: scope, run: number)
        let commitment = DrawKeyCommitted(
            drawID: id, scopeID: scope, run: Int64(number), suite: Int64(ECVRF.suite), vrfPK: key.publicKey.bytes,
            rosterRoot: roster.root, n: Int64(roster.count), offset: offset)
        let receipts = try pen.append(.drawKeyCommitted(commitment), to: sitting, as: .platform, by: pen.platform)
        try DrawReport(
            step: "commit", draw: id, scope: scope,
            said: [
                Phrase(
                    en: "draw \(id.hex): \(scope), run \(number), \(roster.count) lots after \(offset)",
                    zh: "抽签 \(id.hex)：\(scope)，第 \(number) 轮，\(offset) 之后的 \(roster.count) 个抽签号"),
                Phrase(
                    en: "next: at least \(Draw.fewestContributors) witnesses contribute, then reveal",
                    zh: "下一步：至少 \(Draw.fewestContributors) 名见证人提供随机数，然后揭示"),
            ],
            values: [
                JSONValue.Member("run", .number(number)), JSONValue.Member("n", .number(roster.count)),
                JSONValue.Member("offset", .integer(offset)),
                JSONValue.Member("vrf_pk", .string(key.publicKey.bytes.hex)),
            ], receipts: receipts
        ).write(output.format, context)
        return .done
    }

    /// The roster that was frozen last, as the registrations give it.
    private func roster(of scope: String, in sitting: DrawSitting) throws(LedgerError) -> Draw.Roster {
        let frozen = sitting.surroundings.rosters.filter { $0.data.scopeID.isSame(as: scope) }
        guard let last = frozen.last else {
            throw .draw(
                "roster", "No frozen roster of \(scope.printable) is recorded.", "没有记录 \(scope.printable) 的花名册冻结。",
                hint: Phrase(
                    en: "Freeze it with examledger draw freeze.", zh: "请先用 examledger draw freeze 冻结花名册。"))
        }
        let rosters = sitting.references.registered(
            exam: sitting.exam, sitting: sitting.sitting, scope: scope, after: frozen.dropLast().last?.event.index,
            before: last.event.index)
        guard
            let roster = rosters.first(where: {
                Int64($0.count) == last.data.n && $0.root == last.data.rosterRoot
            })
        else {
            throw .draw(
                "roster",
                "The roster of \(scope.printable) was frozen with \(last.data.n) candidates and another root than the "
                    + "registrations give.",
                "\(scope.printable) 的花名册冻结时有 \(last.data.n) 名考生，其根与登记记录不符。",
                hint: Phrase(
                    en: "Freeze it anew with examledger draw freeze, and ask why it differs.",
                    zh: "请用 examledger draw freeze 重新冻结，并查明不符的原因。"))
        }
        return roster
    }

    /// How many numbers stand taken: nothing else may be the offset.
    private func offset(of scope: String, in sitting: DrawSitting) throws(LedgerError) -> Int64 {
        let standing = sitting.standing.compactMap(\.key?.data).filter { $0.scopeID.isSame(as: scope) }
        let taken = standing.map { $0.offset + $0.n }.max() ?? 0
        if let last = standing.last, offset == nil {
            throw .draw(
                "standing", "Run \(last.run) of \(scope.printable) stands; it is not drawn again.",
                "\(scope.printable) 的第 \(last.run) 轮抽签有效，不得重抽。",
                hint: Phrase(
                    en: "Void it with examledger draw void and the approval of a second administrator, or draw a "
                        + "supplement with --offset \(taken).",
                    zh: "须先用 examledger draw void 并经第二名管理员批准将其作废；补充抽签请用 --offset \(taken)。"))
        }
        guard let offset, offset != taken else { return taken }
        throw .usage(
            "--offset must be \(taken): so many numbers of \(scope.printable) are taken.",
            "--offset 必须是 \(taken)：\(scope.printable) 已占用的抽签号数。")
    }

    private func number(of scope: String, in sitting: DrawSitting) throws(LedgerError) -> UInt32 {
        let runs = sitting.draws.compactMap(\.key?.data).filter { $0.scopeID.isSame(as: scope) }.map(\.run)
        let next = runs.compactMap { UInt32(exactly: $0) }.max().map { $0 &+ 1 } ?? 1
        guard let run else { return next }
        guard run > 0, !runs.contains(Int64(run)) else {
            throw .usage(
                "--run \(run) of \(scope.printable) was used; the next is \(next).",
                "\(scope.printable) 的 --run \(run) 已用过；下一轮是 \(next)。")
        }
        return run
    }
}
