import Primitives
import Terminal

/// How an ingest went, in one line or one JSON object.
struct IngestSummary {
    let counts: IngestAnswers.Counts
    let size: UInt64
    let root: Digest
    let milliseconds: Int64
    let checkpoint: UInt64?
    let isConducted: Bool

    private var lines: Int { counts.accepted + counts.duplicates + counts.refused }
    private var eventsPerSecond: Int64 { Int64(lines) * 1_000 / max(1, milliseconds) }

    func write(_ format: OutputOptions.Format, _ context: TerminalContext) throws(LedgerError) {
        guard format == .text else {
            try JSONValue.members([
                "schema": "examledger-ingest/1", "accepted": .number(counts.accepted),
                "duplicates": .number(counts.duplicates), "refused": .number(counts.refused), "size": .number(size),
                "root": .string(root.base64), "durability": "fsync",
                "seconds": .number((milliseconds + 500) / 1_000), "milliseconds": .integer(milliseconds),
                "events_per_second": .integer(eventsPerSecond), "checkpoint": checkpoint.map { .number($0) },
                "said": isConducted ? .number(counts.said) : nil,
                "unanswered": isConducted ? .number(counts.unanswered) : nil,
            ]).write(to: context)
            return
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "\(counts.accepted) accepted, \(counts.duplicates) duplicates, \(counts.refused) refused; "
                        + "the log has \(size) entries",
                    zh: "接收 \(counts.accepted) 条，重复 \(counts.duplicates) 条，拒绝 \(counts.refused) 条；日志共 \(size) 条")))
        if isConducted {
            try context.output.line(
                context.text(
                    Phrase(
                        en: "\(counts.said) entries by the platform, \(counts.unanswered) requests without an answer",
                        zh: "平台记录 \(counts.said) 条，未作答复的请求 \(counts.unanswered) 条")))
        }
        try context.output.line(context.text(Phrase(en: "root \(root.base64)", zh: "根 \(root.base64)")))
        if let checkpoint {
            try context.output.line(
                context.text(
                    Phrase(en: "checkpoint of size \(checkpoint) signed", zh: "已签署大小为 \(checkpoint) 的检查点")))
        }
    }
}
