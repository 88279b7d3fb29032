import Primitives

/// What a stream proof or a bundle can be refused for, beside what is wrong with single entries.
extension VerificationProblem {
    static func notAnIndex(at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "index.form", at: index,
            Phrase(en: "entry \(index) is not an index.committed", zh: "第 \(index) 条不是 index.committed"))
    }

    static func notIncluded(at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "proof.inclusion", at: index,
            Phrase(
                en: "entry \(index), as the file gives it, is not in the tree that the checkpoint signs",
                zh: "文件所载的第 \(index) 条不在检查点所签的树中"))
    }

    static func olderIndex(at index: UInt64, checkpoint: UInt64) -> VerificationProblem {
        VerificationProblem(
            "index.older", .history, at: index,
            Phrase(
                en: "the checkpoint covers \(checkpoint) entries and the index stands at \(index): a newer index, and "
                    + "what it covers, may be kept back",
                zh: "检查点覆盖 \(checkpoint) 条，而索引位于第 \(index) 条：更新的索引及其涵盖的内容可能被隐瞒"))
    }

    static func indexElsewhere(at index: UInt64, size: UInt64) -> VerificationProblem {
        VerificationProblem(
            "index.elsewhere", .history, at: index,
            Phrase(
                en:
                    "the index at entry \(index) commits to the first \(size) entries only: those between are not shown",
                zh: "第 \(index) 条的索引只承诺前 \(size) 条：其间的条目未予展示"))
    }

    static func streamLeaf(_ stream: String) -> VerificationProblem {
        VerificationProblem(
            "stream.leaf", at: nil, stream: stream,
            Phrase(
                en:
                    "the stream \(stream), as the file gives it, is not the one that the index commits to: something was "
                    + "left out, added or changed",
                zh: "文件所载的流 \(stream) 与索引所承诺的不符：有内容被遗漏、添加或更改"))
    }

    static func streamAbsence(_ stream: String) -> VerificationProblem {
        VerificationProblem(
            "stream.absence", at: nil, stream: stream,
            Phrase(
                en: "the file does not prove that there is no stream \(stream)", zh: "文件未能证明不存在流 \(stream)"))
    }

    static func streams(_ wanted: [String]) -> VerificationProblem {
        VerificationProblem(
            "bundle.streams", .integrity,
            Phrase(
                en: "the file must hold these streams, each once and whole: \(wanted.joined(separator: ", "))",
                zh: "文件须完整载有以下各流，每个一次：\(wanted.joined(separator: "、"))"))
    }

    static func otherStream(_ stream: String, at index: UInt64, claimed: String) -> VerificationProblem {
        VerificationProblem(
            "stream.other", at: index, stream: claimed,
            Phrase(
                en: "entry \(index) belongs to \(stream) and is given under \(claimed)",
                zh: "第 \(index) 条属于 \(stream)，却列在 \(claimed) 之下"))
    }

    static func beyondIndex(at index: UInt64, size: UInt64) -> VerificationProblem {
        VerificationProblem(
            "entry.beyond", at: index,
            Phrase(
                en: "entry \(index) is not within the \(size) entries that the index covers",
                zh: "第 \(index) 条不在索引所涵盖的 \(size) 条之内"))
    }

    static func otherOrigin(_ origin: String, checkpoint: String) -> VerificationProblem {
        VerificationProblem(
            "bundle.other-ledger", .history, at: 0,
            Phrase(
                en: "the ledger that was opened is \(origin), and the checkpoint is of \(checkpoint)",
                zh: "所开启的账本是 \(origin)，而检查点属于 \(checkpoint)"))
    }

    static func related(at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "bundle.related", at: index,
            Phrase(
                en: "entry \(index) is given singly, and is neither a key's binding nor a login in another stream",
                zh: "单独给出的第 \(index) 条既不是其他流中的密钥绑定，也不是登录"))
    }

    static func repeatedEntry(at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "bundle.repeated", at: index,
            Phrase(en: "entry \(index), or its event id, is given twice", zh: "第 \(index) 条或其事件标识重复出现"))
    }

    static func disclosure(_ place: Int) -> VerificationProblem {
        VerificationProblem(
            "bundle.disclosure", .integrity,
            Phrase(
                en: "disclosure \(place) opens no commitment of an entry in the file, or one that is opened already",
                zh: "第 \(place) 个披露值未对应文件中任何条目的承诺，或所对应的承诺已被披露"))
    }
}
