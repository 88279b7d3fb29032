import Exam
import Primitives
import Signing
public import Transparency

extension ProofReport {
    /// Checks that one entry is in a log: its bytes, the checkpoint by the policy, the path from one to the other.
    public init(_ proof: LogProof, _ policy: TrustPolicy) {
        self.init(.receipt)
        subject = "#\(proof.index)"
        guard let bytes = proof.extra else {
            problems = [
                Problem(
                    "proof.no-entry", .integrity,
                    Phrase(
                        en: "The file does not carry the entry that it is about (extra).", zh: "文件未附其所证明的条目（extra）。"))
            ]
            return
        }
        var reading = EntryReading(of: nil)
        let entry = reading.read(bytes.span, at: proof.index)
        problems = entry.problems.map(Problem.init)
        do throws(ProofDefect) {
            let checkpoint = try proof.verify(leaf: MerkleTree.leafHash(bytes.span), policy)
            self.checkpoint = checkpoint
            if let statement = entry.statement, !statement.ledger.isSame(as: checkpoint.origin) {
                problems.append(
                    Problem(
                        "entry.ledger", at: proof.index,
                        Phrase(
                            en: "The entry is meant for the ledger \(statement.ledger), and the log is another one.",
                            zh: "该条目属于账本 \(statement.ledger)，而日志是另一个。")))
            }
            guard problems.isEmpty, let header = entry.header, let statement = entry.statement else { return }
            extent = Extent(size: checkpoint.size, receivedAt: nil)
            tell(header, statement, checkpoint)
        } catch {
            problems.append(Problem(error, at: proof.index))
        }
    }

    private mutating func tell(_ header: EntryHeader, _ statement: Statement, _ checkpoint: TrustedCheckpoint) {
        verified = [
            .checkpoint(checkpoint),
            Point(
                "inclusion",
                "Entry \(header.index) (\(statement.type.rawValue), \(statement.id.text), stream"
                    + " \(statement.stream.text)) is in it, byte for byte as the file gives it.",
                "第 \(header.index) 条（\(statement.type.rawValue)，\(statement.id.text)，流 \(statement.stream.text)）在其中，"
                    + "与文件所载逐字节一致。"),
        ]
        notChecked =
            Point.noWitness(checkpoint) + [
                Point(
                    "entry.signature",
                    "The signature of the entry itself: the public key \(header.keyID.hex) and its enrolment stand "
                        + "elsewhere in the log. A bundle shows them.",
                    "条目自身的签名：公钥 \(header.keyID.hex) 及其登记在日志别处。历史包（bundle）可证明。"),
                Point(
                    "completeness", "Whether other events belong to the same matter: this file proves one event alone.",
                    "同一事项是否还有其他事件：本文件只证明一个事件。"),
            ]
    }
}
