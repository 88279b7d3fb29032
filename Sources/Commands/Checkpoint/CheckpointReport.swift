import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// A checkpoint and what witnesses said of it, for people and programs.
struct CheckpointReport {
    private let checkpoint: TrustedCheckpoint
    private let policy: TrustPolicy?
    private let keys: LogKeyHistory
    private let answers: [WitnessAnswer]

    init(
        _ checkpoint: TrustedCheckpoint, by keys: LogKeyHistory, policy: TrustPolicy? = nil,
        answers: [WitnessAnswer] = []
    ) {
        self.checkpoint = checkpoint
        self.keys = keys
        self.policy = policy
        self.answers = answers
    }

    /// Whether the note as it is kept meets the policy.
    private var isQuorum: Bool {
        guard let policy else { return false }
        return (try? policy.verify(Array(checkpoint.note.serialized.utf8), keys)) != nil
    }

    private var hasIncident: Bool {
        answers.contains { if case .incident = $0.outcome { true } else { false } }
    }

    /// How the command ends: without the quorum well, unless it is required.
    func status(requiresQuorum: Bool) -> ExitStatus {
        if hasIncident { return .inconsistentHistory }
        guard requiresQuorum, !isQuorum else { return .done }
        let isAnyMissing = answers.contains { $0.witness.url != nil && $0.cosignature == nil }
        return isAnyMissing ? .unavailable : .trustMaterialMissing
    }

    func write(_ format: OutputOptions.Format, _ context: TerminalContext) throws(LedgerError) {
        if format == .text {
            try context.output.write(checkpoint.note.serialized)
        } else {
            try json.write(to: context)
        }
        guard policy != nil else { return }
        for answer in answers { try warn(of: answer, context) }
        if !isQuorum {
            try context.errors.line(
                context.text(
                    Phrase(
                        en: "warning: the checkpoint of size \(checkpoint.size) does not have the policy's quorum",
                        zh: "警告：大小为 \(checkpoint.size) 的检查点未达到信任策略的见证法定数")))
        } else if format == .text {
            try context.errors.line(
                context.text(
                    Phrase(
                        en: "the checkpoint of size \(checkpoint.size) has the policy's quorum",
                        zh: "大小为 \(checkpoint.size) 的检查点已达到信任策略的见证法定数")))
        }
    }

    private func warn(of answer: WitnessAnswer, _ context: TerminalContext) throws(LedgerError) {
        let name = answer.witness.name
        let said =
            switch answer.outcome {
            case .cosigned: Phrase(en: "\(name): cosigned", zh: "\(name)：已联署")
            case .unanswered(let failure):
                Phrase(
                    en: "warning: \(name) has not cosigned: \(failure.phrase.en)",
                    zh: "警告：\(name) 未联署：\(failure.phrase.zh)")
            case .incident(let incident):
                Phrase(
                    en: """
                        INCIDENT: \(name): \(incident.phrase.en). Stop signing, keep everything, and compare this \
                        ledger with its copies.
                        """,
                    zh: "严重事件：\(name)：\(incident.phrase.zh)。请停止签署，保留全部数据，并将本账本与其副本比对。")
            }
        try context.errors.line(context.text(said).printable)
    }

    private var json: JSONValue {
        .members([
            "schema": "examledger-checkpoint/1", "size": .number(checkpoint.size),
            "root": .string(checkpoint.root.base64), "note": .string(checkpoint.note.serialized),
            "quorum": policy == nil ? nil : .bool(isQuorum),
            "witnesses": policy == nil ? nil : .array(answers.map(CheckpointReport.json)),
        ])
    }

    private static func json(_ answer: WitnessAnswer) -> JSONValue {
        let (outcome, code, message, timestamp): (String, String?, Phrase?, UInt64?) =
            switch answer.outcome {
            case .cosigned(_, let timestamp): ("cosigned", nil, nil, timestamp)
            case .unanswered(let failure): ("unanswered", failure.code, failure.phrase, nil)
            case .incident(let incident): ("incident", incident.code, incident.phrase, nil)
            }
        return .members([
            "name": .string(answer.witness.name), "vkey": .string(answer.witness.key.text),
            "url": answer.witness.url.map { .string($0) }, "outcome": .string(outcome),
            "timestamp": timestamp.map { .number($0) }, "code": code.map { .string($0) },
            "message": message.map { .phrase($0) },
        ])
    }
}
