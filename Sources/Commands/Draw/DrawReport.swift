import Audit
import Exam
import Ledger
import Primitives
import Terminal

/// What became of a step of a draw, for people and for programs.
struct DrawReport {
    let step: String
    let draw: Digest?
    let scope: String
    let said: [Phrase]
    var values: [JSONValue.Member] = []
    let receipts: [Receipt]

    func write(_ format: OutputOptions.Format, _ context: TerminalContext) throws(LedgerError) {
        guard format == .text else {
            let recorded = receipts.map { receipt in
                JSONValue.members([
                    "id": .string(receipt.id.text), "index": .number(receipt.index), "stream": .string(receipt.stream),
                    "position": .number(receipt.position), "leaf": .string(receipt.leaf.hex),
                ])
            }
            let head = [
                JSONValue.Member("schema", "examledger-draw/1"), JSONValue.Member("step", .string(step)),
                JSONValue.Member("draw_id", draw.map { .string($0.hex) } ?? .null),
                JSONValue.Member("scope", .string(scope)),
            ]
            try JSONValue.object(head + values + [JSONValue.Member("recorded", .array(recorded))]).write(to: context)
            return
        }
        for phrase in said { try context.output.line(context.text(phrase).printable) }
        guard receipts.count > 1, let first = receipts.first, let last = receipts.last else {
            return try RegistryReport(receipts).write(format, context)
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "recorded as entries \(first.index) to \(last.index)",
                    zh: "已记录为第 \(first.index) 至 \(last.index) 条")))
    }
}

extension LedgerError {
    /// A step of a draw that cannot be taken now.
    static func draw(_ code: String, _ en: String, _ zh: String, hint: Phrase? = nil) -> LedgerError {
        LedgerError(LedgerError.Code(rawValue: "draw.\(code)"), Phrase(en: en, zh: zh), hint: hint)
    }

    /// A step of a draw that would rest on something wrong.
    static func draw(_ defect: DrawDefect) -> LedgerError {
        let reason = Phrase(
            en: "The draw does not hold (\(defect.step.title.en)): \(defect.reason.en).",
            zh: "抽签不成立（\(defect.step.title.zh)）：\(defect.reason.zh)。")
        return LedgerError(LedgerError.Code(rawValue: "draw.\(defect.step.rawValue)"), reason)
    }
}
