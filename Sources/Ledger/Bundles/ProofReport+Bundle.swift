import Exam
import Primitives
import Transparency

extension ProofReport {
    /// What a bundle of which everything holds says, and what it cannot say.
    mutating func tell(_ content: VerifiedBundle, _ policy: TrustPolicy) {
        let counts = content.events.values.map(\.count).reduce(0, +)
        extent = Extent(size: content.prefix.size, receivedAt: content.prefix.now)
        verified = [
            .checkpoint(content.checkpoint),
            Point(
                "streams.complete",
                "The streams trust, exam, sitting and candidate are whole up to the index at entry "
                    + "\(content.prefix.size - 1): \(counts) entries, none left out, added or reordered.",
                "trust、考试、场次和考生各流截至第 \(content.prefix.size - 1) 条的索引均完整：共 \(counts) 条，无遗漏、添加或重排。"),
            Point(
                "signatures",
                "Every one of the \(content.signatures) signatures holds by a key that counted at its place.",
                "\(content.signatures) 个签名全部成立，且所用密钥在其位置有效。"),
        ]
        if !content.disclosures.isEmpty {
            verified.append(
                Point(
                    "disclosures",
                    "\(content.disclosures.count) disclosed personal values are those that were committed to.",
                    "所披露的 \(content.disclosures.count) 项个人信息与当时的承诺一致。"))
        }
        notChecked = Point.noWitness(content.checkpoint) + omissions(content, policy)
    }

    private func omissions(_ content: VerifiedBundle, _ policy: TrustPolicy) -> [Point] {
        var points: [Point] = []
        if policy.authority == nil {
            points.append(
                Point(
                    "authority.own-word",
                    "The trust policy does not name the authority: the ledger's own word was taken for it.",
                    "信任策略未指明主管方：采信了账本自身的说法。"))
        }
        if content.identity.clock == .imported {
            points.append(
                Point(
                    "clock.imported", "The times of this ledger were imported and not witnessed by it.",
                    "本账本的时间为导入所得，并非由账本见证。"))
        }
        points.append(
            Point(
                "index.truth",
                "That the stream index is that of the whole log: a full verification of the ledger recomputes it.",
                "流索引与整个日志是否相符：对账本的完整校验会重新计算。"))
        points.append(
            Point(
                "streams.others",
                "What the streams of other candidates say, a revocation of a key of this candidate's devices there included.",
                "其他考生的流所载内容，包括其中对本考生设备密钥的吊销。"))
        if content.related.contains(where: { $0.type != .deviceKeyBound }) {
            points.append(
                Point(
                    "parameters.first-login",
                    "Several policies or schedules are recorded; which was in force rests on the exam's first login. "
                        + "The file proves a login, and not that none came before it.",
                    "记录了多个参数或场次安排；何者生效取决于本考试的首次登录。文件证明了一次登录，但未证明此前没有登录。"))
        }
        return points
    }
}
