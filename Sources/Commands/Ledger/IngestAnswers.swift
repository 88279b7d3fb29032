import Exam
import Glibc
import Ledger
import Primitives
import Terminal

/// What becomes of each line's answer: counted, written to the files that were asked for, the first refusals shown.
final class IngestAnswers {
    /// How many of each there are.
    struct Counts {
        var accepted = 0
        var duplicates = 0
        var refused = 0
        /// Entries that the platform added by itself.
        var said = 0
        /// Requests that it neither granted nor refused.
        var unanswered = 0
    }

    /// The input that answers belong to now.
    var file = "-"
    private(set) var counts = Counts()
    private let context: TerminalContext
    private let receipts: AnswerFile?
    private let refused: AnswerFile?

    /// How many refusals are shown on standard error; the file has them all.
    private static let shownRefusals = 10

    init(receipts: String?, refused: String?, context: TerminalContext) throws(LedgerError) {
        self.context = context
        self.receipts = if let receipts { try AnswerFile(receipts) } else { nil }
        self.refused = if let refused { try AnswerFile(refused) } else { nil }
    }

    func take(_ outcome: LineOutcome) throws(LedgerError) {
        switch outcome.answer {
        case .appended(let receipt):
            counts.accepted += 1
            counts.said += outcome.said.count
            try receipts?.write(json(receipt, "appended", outcome))
            if let why = outcome.unanswered { try show(why, receipt, line: outcome.line) }
        case .duplicate(let receipt):
            counts.duplicates += 1
            try receipts?.write(json(receipt, "duplicate", outcome))
        case .refused(let rejection, let recordedAt):
            counts.refused += 1
            try refused?.write(json(rejection, line: outcome.line, recordedAt: recordedAt))
            try show(rejection, line: outcome.line)
        }
    }

    func finish() throws(LedgerError) {
        try receipts?.finish()
        try refused?.finish()
        guard counts.refused > IngestAnswers.shownRefusals else { return }
        let more = counts.refused - IngestAnswers.shownRefusals
        try context.errors.line(
            context.text(
                Phrase(
                    en: "… and \(more) more refused lines; --refused FILE writes them all",
                    zh: "……另有 \(more) 行被拒绝；用 --refused FILE 可全部写出")))
    }

    private func show(_ rejection: Rejection, line: Int) throws(LedgerError) {
        guard counts.refused <= IngestAnswers.shownRefusals else { return }
        let event = rejection.id.map { " (\($0.text))" } ?? ""
        let code = rejection.refusal.code
        try context.errors.line(
            "\(file):\(line):\(event) \(code.rawValue): \(context.text(rejection.refusal.reason).printable)")
        let label = context.text(Phrase(en: "hint", zh: "提示"))
        try context.errors.line("  \(label): \(context.text(code.hint))")
    }

    private func show(_ why: Phrase, _ receipt: Receipt, line: Int) throws(LedgerError) {
        counts.unanswered += 1
        guard counts.unanswered <= IngestAnswers.shownRefusals else { return }
        let text = Phrase(en: "not answered: \(why.en)", zh: "未作答复：\(why.zh)")
        try context.errors.line("\(file):\(line): (\(receipt.id.text)) \(context.text(text).printable)")
    }

    private func json(_ receipt: Receipt, _ outcome: String, _ line: LineOutcome) -> JSONValue {
        .members([
            "id": .string(receipt.id.text), "outcome": .string(outcome), "index": .number(receipt.index),
            "stream": .string(receipt.stream), "position": .number(receipt.position),
            "leaf": .string(receipt.leaf.hex), "size": .number(receipt.size),
            "said": line.said.isEmpty ? nil : .array(line.said.map(\.json)),
            "unanswered": line.unanswered.map { .phrase($0) },
        ])
    }

    private func json(_ rejection: Rejection, line: Int, recordedAt: UInt64?) -> JSONValue {
        .members([
            "file": .string(file), "line": .number(line), "id": rejection.id.map { .string($0.text) },
            "code": .string(rejection.refusal.code.rawValue), "message": .phrase(rejection.refusal.reason),
            "hint": .phrase(rejection.refusal.code.hint),
            "recorded_at": recordedAt.map { .number($0) },
        ])
    }
}

/// A file of answers, one JSON object a line.
private final class AnswerFile {
    private let descriptor: Int32
    private let output: Output

    init(_ path: String) throws(LedgerError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .file(path, Phrase(en: "written", zh: "写入")) }
        output = Output(descriptor: descriptor)
    }

    deinit { close(descriptor) }

    func write(_ value: JSONValue) throws(LedgerError) { try output.line(value.text) }
    func finish() throws(LedgerError) { try output.flush() }
}
