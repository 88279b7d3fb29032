import ArgumentParser
import Exam
import Ledger
import Primitives
import Terminal
import Transparency

/// Seals an exam.
struct SealCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Seal an exam: nothing about its sittings is taken any more.",
        discussion: """
            It takes effect when another administrator approves it (examledger approve). From then on a ledger with its
            own clock takes of this exam only disputes, decisions and what hears them, findings and their adjudication,
            approvals, the release, erasure and access. Scores and decisions that are to be released must stand at or
            before the event of --through: seal again after a late decision. What is sealed must be witnessed first: a
            checkpoint with the quorum of the policy must hold the event of --through.

            examledger checkpoint --policy policy.txt --require-quorum
            examledger seal --through now --policy policy.txt --key a-01.key
            examledger approve '#4001' --key a-02.key
            """)

    @Option(help: "The last event that the seal covers: its id, its index, or now for the last entry.")
    var through: String

    @Option(help: "The exam, where the ledger has several.")
    var exam: String?

    @Option(
        help: ArgumentHelp("The trust policy with the log's key, the witnesses and their quorum.", valueName: "file"))
    var policy: String

    @OptionGroup var confirmation: Confirmation
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let trust = try PolicyFile.read(policy)
        return try act.append(context) { (store) throws(LedgerError) in
            let exam = try store.exam(named: exam)
            let name = through == "now" ? String(try store.size() - 1) : through
            let event = try EventName(text: name).event(in: store)
            guard let checkpoint = try store.quorumCheckpoint(trust), checkpoint.size > event.index else {
                throw .unwitnessed(event.index)
            }
            try confirmation.ask(Phrase(en: "Seal the exam?", zh: "确定封存该考试？"), context)
            let payload = Payload.ledgerSealed(LedgerSealed(throughEvent: event.id))
            guard let act = Act(in: .exam(exam), payload, unless: { (_, _, _) throws(LedgerError) in nil }) else {
                throw .unknown(Phrase(en: "exam", zh: "考试"), exam, seeAlso: "sessions")
            }
            return act
        }
    }
}

extension LedgerStore {
    /// The exam of a name, or the only one that there is.
    func exam(named name: String?) throws(LedgerError) -> String {
        var exams: [String] = []
        for stream in try streams() {
            if case .exam(let exam) = stream.name { exams.append(exam) }
        }
        let meant = exams.filter { exam in name.map { $0.isSame(as: exam) } ?? true }
        if meant.count == 1 { return meant[0] }
        if let name { throw .unknown(Phrase(en: "exam", zh: "考试"), name, seeAlso: "sessions") }
        if exams.isEmpty { throw .noExam }
        let names = exams.sorted().joined(separator: ", ").printable
        throw .usage(
            "The ledger has several exams: \(names).", "账本中有多个考试：\(names)。",
            hint: Phrase(en: "Name one with --exam.", zh: "请用 --exam 指定其一。"))
    }
}

extension LedgerError {
    /// No event of an exam is recorded yet.
    fileprivate static var noExam: LedgerError {
        LedgerError(
            .notFound, Phrase(en: "The ledger has no event of an exam yet.", zh: "账本中尚无任何考试的事件。"),
            hint: Phrase(
                en: "Take in the exam's events first: examledger ingest.", zh: "请先用 examledger ingest 录入考试的事件。"))
    }

    /// An entry that no checkpoint with the policy's quorum holds.
    static func unwitnessed(_ index: UInt64) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "seal.unwitnessed"),
            Phrase(
                en: "Nothing was sealed: no checkpoint with the policy's quorum holds entry \(index).",
                zh: "未封存：没有达到信任策略的见证法定数、且包含第 \(index) 条的检查点。"),
            hint: Phrase(
                en: "Sign the head and have it witnessed: examledger checkpoint --policy FILE --require-quorum.",
                zh: "请对日志末端签署检查点并取得见证：examledger checkpoint --policy FILE --require-quorum。"))
    }
}
