import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// The event that gave a candidate a lot, as the candidate holds it.
struct LotReceipt {
    private let event: RecordedEvent
    private let assignment: Draw.Assignment

    /// Reads the first line of a file: an envelope.
    init(_ path: String) throws(LedgerError) {
        let lines = try LineReader(path, limit: Envelope.lineLimit)
        var line: [UInt8] = []
        var preparer = EnvelopePreparer()
        // Where the event stands in a log is not asked: a receipt is checked by itself.
        guard try lines.next(&line), let statement = preparer.read(line.span, number: 1).statement else {
            throw LotReceipt.wrongForm(path)
        }
        event = RecordedEvent(
            index: 0, receivedAt: statement.at, position: 0, keyID: KeyID(publicKey: .zero), statement: statement)
        guard let assignment = Draw.Assignment(event) else { throw LotReceipt.wrongForm(path) }
        self.assignment = assignment
    }

    /// Checks that the lot leads to the root that its draw was opened with.
    func verify(
        in sittings: [DrawSitting], _ format: OutputOptions.Format, _ context: TerminalContext
    ) throws(LedgerError) -> ExitStatus {
        let record = sittings.flatMap(\.draws).first { $0.id == assignment.draw }
        guard let record, let key = record.key, let opening = record.openings.first else {
            throw .draw(
                "not-opened", "The draw \(assignment.draw.hex.prefix(8)) of this lot is not open here.",
                "该抽签号所属的抽签 \(assignment.draw.hex.prefix(8)) 在此处尚未开放。")
        }
        let root = UInt32(exactly: key.data.n).flatMap {
            LotOpening(event, offset: key.data.offset)?.root(draw: record.id, count: $0)
        }
        let holds = root == opening.data.assignmentRoot
        if format == .text {
            let said =
                holds
                ? Phrase(
                    en: "\(assignment.candidate): lot \(assignment.number) was fixed when the draw was opened (entry "
                        + "\(opening.event.index))",
                    zh: "\(assignment.candidate)：抽签号 \(assignment.number) 在抽签开放时（第 \(opening.event.index) 条）即已确定")
                : Phrase(
                    en: "\(assignment.candidate): lot \(assignment.number) does NOT lead to the root that the draw was "
                        + "opened with (entry \(opening.event.index))",
                    zh: "\(assignment.candidate)：抽签号 \(assignment.number) 不能导出抽签开放时公布的承诺根"
                        + "（第 \(opening.event.index) 条）")
            try context.output.line(context.outputStyle.paint(context.text(said).printable, holds ? .good : .bad))
        } else {
            try JSONValue.members([
                "schema": "examledger-draw-receipt/1", "draw_id": .string(record.id.hex),
                "candidate": .string(assignment.candidate), "number": .integer(assignment.number),
                "assignment_root": .string(opening.data.assignmentRoot.hex),
                "root": root.map { .string($0.hex) } ?? .null, "holds": .bool(holds),
            ]).write(to: context)
        }
        return holds ? .done : .integrityViolated
    }

    private static func wrongForm(_ path: String) -> LedgerError {
        .draw(
            "receipt", "\(path.printable): This is not the envelope of a draw.assigned or draw.auto_assigned.",
            "\(path.printable)：这不是 draw.assigned 或 draw.auto_assigned 的信封。")
    }
}
