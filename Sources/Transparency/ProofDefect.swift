public import Primitives

/// Why a proof does not show what it claims to show.
public enum ProofDefect: Error, Hashable, Sendable {
    /// The bytes are not of the proof's format, from this line on (counted from 1).
    case malformed(line: Int)
    /// The checkpoint is not to be trusted.
    case checkpoint(NoteDefect)
    /// The entry's index is not below the size of the checkpoint.
    case beyond(index: UInt64, size: UInt64)
    /// The path does not lead from the leaf to the checkpoint's root.
    case inclusion
    /// The smaller tree is not the beginning of the larger one.
    case consistency

    /// A stable, dotted code for programs.
    public var code: String {
        switch self {
        case .malformed: "proof.malformed"
        case .checkpoint(let defect): defect.code
        case .beyond: "proof.beyond"
        case .inclusion: "proof.inclusion"
        case .consistency: "proof.consistency"
        }
    }

    /// What is wrong, in words.
    public var phrase: Phrase {
        switch self {
        case .malformed(let line):
            Phrase(
                en: "Line \(line) is not one that a proof of this format has there.", zh: "第 \(line) 行不符合该证明格式。")
        case .checkpoint(let defect): defect.phrase
        case .beyond(let index, let size):
            Phrase(
                en: "Entry \(index) is beyond the checkpoint, which covers \(size) entries.",
                zh: "第 \(index) 条超出检查点，检查点只覆盖 \(size) 条。")
        case .inclusion:
            Phrase(
                en: "The entry is not in the tree that the checkpoint signs: the path does not lead to its root.",
                zh: "该条目不在检查点所签的树中：路径未通向其根。")
        case .consistency:
            Phrase(
                en: "The smaller tree is not the beginning of the larger one.", zh: "较小的树并非较大的树的开头部分。")
        }
    }
}
