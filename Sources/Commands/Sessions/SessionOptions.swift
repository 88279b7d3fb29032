import ArgumentParser
import Exam
import Ledger
import Primitives
import Terminal

/// Which session: a candidate, and the sitting where the candidate is in several.
struct SessionOptions: ParsableArguments {
    @Argument(help: "The candidate's id.")
    var candidate: String

    @Option(help: "The sitting, where the candidate is in several.")
    var sitting: String?

    /// The session that is meant.
    func session(in store: LedgerStore) throws(LedgerError) -> SessionName {
        try SessionName.named(candidate, sitting: sitting, in: store)
    }

    /// The session's history as of a prefix.
    func history(in store: LedgerStore, asOf prefix: Prefix) throws(LedgerError) -> SessionHistory {
        let session = try session(in: store)
        let context = try store.context(exam: session.exam, sitting: session.sitting, asOf: prefix)
        return try store.history(of: session.candidate, in: context, asOf: prefix)
    }
}

extension SessionName {
    /// The only session of a candidate, or the one in a sitting.
    ///
    /// - Throws: `ledger.not-found` for an unknown candidate; `usage` where the sitting has to be named.
    static func named(
        _ candidate: String, sitting: String?, in store: LedgerStore
    ) throws(LedgerError) -> SessionName {
        let all = try store.sessions(of: candidate)
        let meant = all.filter { session in sitting.map { $0.isSame(as: session.sitting) } ?? true }
        if meant.count == 1 { return meant[0] }
        if all.isEmpty { throw .unknown(Phrase(en: "candidate", zh: "考生"), candidate) }
        let sittings = all.map { "\($0.exam)/\($0.sitting)" }.joined(separator: ", ").printable
        if meant.isEmpty, let sitting {
            throw LedgerError(
                .notFound,
                Phrase(
                    en: "Candidate \(candidate.printable) is not in sitting \(sitting.printable).",
                    zh: "考生 \(candidate.printable) 不在场次 \(sitting.printable) 中。"),
                hint: Phrase(en: "The candidate is in: \(sittings).", zh: "该考生所在场次：\(sittings)。"))
        }
        throw .usage(
            "Candidate \(candidate.printable) is in several sittings: \(sittings).",
            "考生 \(candidate.printable) 在多个场次中：\(sittings)。",
            hint: Phrase(en: "Name one with --sitting.", zh: "请用 --sitting 指定其一。"))
    }
}

extension LedgerError {
    /// There is no such thing of a kind; the hint says where to look.
    static func unknown(_ kind: Phrase, _ name: String, seeAlso command: String = "sessions") -> LedgerError {
        LedgerError(
            .notFound,
            Phrase(en: "There is no \(kind.en) \(name.printable).", zh: "没有\(kind.zh) \(name.printable)。"),
            hint: Phrase(
                en: "List what there is with examledger \(command).", zh: "可用 examledger \(command) 查看已有内容。"))
    }
}
