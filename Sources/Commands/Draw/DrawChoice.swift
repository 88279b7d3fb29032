import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Terminal

/// Which draw: the only one that stands, or the one whose id begins so.
struct DrawChoice: ParsableArguments {
    @Option(help: ArgumentHelp("The draw's id, or its beginning, where there are several.", valueName: "id"))
    var draw: String?

    /// The draw that is meant, among those that stand and that an act may still be about.
    func draw(
        in sittings: [DrawSitting], where isMeant: (DrawRecord) -> Bool
    ) throws(LedgerError) -> (sitting: DrawSitting, record: DrawRecord) {
        let standing = sittings.flatMap { sitting in sitting.standing.map { (sitting: sitting, record: $0) } }
        let named = standing.filter { matches($0.record) }
        let meant = draw == nil ? named.filter { isMeant($0.record) } : named
        if meant.count == 1 { return meant[0] }
        guard !meant.isEmpty else {
            throw LedgerError(
                .notFound,
                Phrase(
                    en: "There is no draw that this can be about, or it was voided.", zh: "没有可供此操作的抽签，或抽签已作废。"),
                hint: Phrase(
                    en: "List the draws with examledger draw verify.", zh: "可用 examledger draw verify 查看各次抽签。"))
        }
        let ids = meant.map { "\($0.record.id.hex.prefix(8)) (\($0.record.key?.data.scopeID.printable ?? ""))" }
            .joined(separator: ", ")
        throw .usage(
            "Several draws can be meant: \(ids).", "可能的抽签不止一次：\(ids)。",
            hint: Phrase(en: "Name one with --draw.", zh: "请用 --draw 指定其一。"))
    }

    /// Whether a draw is the one that is named; every draw where none is.
    func matches(_ record: DrawRecord) -> Bool { draw.map { record.id.hex.hasPrefix($0) } ?? true }
}

/// Which sitting: the only one, or the named one.
struct SittingChoice: ParsableArguments {
    @Option(help: "The exam, where the ledger has several.")
    var exam: String?

    @Option(help: "The sitting, where there are several.")
    var sitting: String?

    @Option(help: ArgumentHelp("A room of the sitting; else the sitting itself.", valueName: "room"))
    var scope: String?

    /// The sitting that is meant.
    func sitting(in sittings: [DrawSitting]) throws(LedgerError) -> DrawSitting {
        let meant = sittings.filter { candidate in
            (exam.map { $0.isSame(as: candidate.exam) } ?? true)
                && (sitting.map { $0.isSame(as: candidate.sitting) } ?? true)
        }
        if meant.count == 1 { return meant[0] }
        guard !meant.isEmpty else { throw .unknown(Phrase(en: "sitting", zh: "场次"), sitting ?? "-") }
        let names = meant.map { "\($0.exam)/\($0.sitting)" }.joined(separator: ", ").printable
        throw .usage(
            "Several sittings can be meant: \(names).", "可能的场次不止一个：\(names)。",
            hint: Phrase(en: "Name one with --sitting.", zh: "请用 --sitting 指定其一。"))
    }

    /// The scope that is meant in a sitting.
    func scope(in sitting: DrawSitting) -> String { scope ?? sitting.sitting }
}
