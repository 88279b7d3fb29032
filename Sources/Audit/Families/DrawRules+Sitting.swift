import Exam
import Primitives

/// The draws of a sitting: committed, witnessed, opened, proved.
extension DrawRules {
    static let draw02 = Rule(
        "DRAW-02", Phrase(en: "Numbers are a permutation", zh: "签号唯一连续"), seed: "§5", severity: .blocking,
        events: [.drawKeyCommitted, .drawAssigned, .drawAutoAssigned, .drawClosed],
        summary: Phrase(en: "Every number of a closed draw was given once.", zh: "已结束的抽签中，每个抽签号恰好分配一次。"),
        applies: Phrase(en: "there is a draw.closed", zh: "有 draw.closed"),
        condition: Phrase(
            en: """
                Fails when for a closed draw_id the numbers of its assignments are not exactly offset+1 .. offset+n, \
                each once.
                """,
            zh: "就某一已结束的 draw_id，其各次分配的抽签号并非恰为 offset+1 .. offset+n 且各一次的，不通过。"),
        judge: .sitting { sitting in
            judge(sitting.surroundings.draws.filter { !$0.closings.isEmpty }) { (draw) throws(DrawDefect) in
                try draw.checkNumbers(sitting.references.draws.assignments(of: draw.id))
            }
        })

    static let draw05 = Rule(
        "DRAW-05", Phrase(en: "Proof and permutation recompute", zh: "重算一致"), seed: "§5", severity: .blocking,
        events: [
            .drawKeyCommitted, .drawSeedCommitted, .drawSeedRevealed, .drawOpened, .drawClosed, .drawAssigned,
            .drawAutoAssigned,
        ],
        summary: Phrase(
            en: "Roster, seed, proof, root and numbers of a closed draw can be computed again and are the same.",
            zh: "已结束的抽签，其花名册、种子、证明、承诺根与抽签号均可重新算出且一致。"),
        applies: Phrase(en: "there is a draw.closed", zh: "有 draw.closed"),
        condition: Phrase(
            en: """
                Fails when roster_root, seed (over the revealed contributions in order of their commits), the ECVRF \
                proof, assignment_root or any assigned number differs from EL-DRAW-1 recomputed.
                """,
            zh: """
                roster_root、seed（由所揭示的随机数按其承诺的次序得出）、ECVRF 证明、assignment_root 或任一所分配的抽签号，与按 EL-DRAW-1 重新计算的结果不同的，不通过。
                """),
        judge: .sitting { sitting in
            let rosters = sitting.surroundings.rosters
            return judge(sitting.surroundings.draws.filter { !$0.closings.isEmpty }) { (draw) throws(DrawDefect) in
                let references = sitting.references.draws
                try draw.checkRecomputed(
                    references.assignments(of: draw.id), among: references.rosters(of: draw, rosters: rosters))
            }
        })

    static let draw06 = Rule(
        "DRAW-06", Phrase(en: "Commit order held", zh: "承诺顺序"), seed: "§5", severity: .blocking,
        parameters: ["login_open_ms"],
        events: [
            .rosterFrozen, .drawKeyCommitted, .drawSeedCommitted, .drawSeedRevealed, .drawOpened, .drawRequested,
        ],
        summary: Phrase(
            en:
                "Roster, key, commits, reveals and opening follow each other, before the first request and before login.",
            zh: "花名册、密钥、种子承诺、揭示与开放依次进行，并早于首次抽签与登录开放。"),
        applies: Phrase(en: "there is a draw.opened", zh: "有 draw.opened"),
        condition: Phrase(
            en: """
                Fails when by index not roster.frozen < draw.key.committed < every draw.seed.committed < every \
                draw.seed.revealed < draw.opened < the first draw.requested or assignment of the scope, or \
                t(draw.opened) >= T + login_open_ms, or fewer than two contributors.
                """,
            zh: """
                有下列情形之一的，不通过：（一）按序号不满足 roster.frozen < draw.key.committed < 每个 draw.seed.committed < 每个 \
                draw.seed.revealed < draw.opened < 该范围的第一个 draw.requested 或抽签号分配；（二）t(draw.opened) >= T + \
                login_open_ms；（三）种子提供方少于两个。
                """),
        judge: .sitting(ordered))

    private static func ordered(_ sitting: SittingView) throws(MissingBasis) -> Judgement {
        let (surroundings, context) = (sitting.surroundings, sitting.surroundings.context)
        let opened = surroundings.draws.filter { !$0.openings.isEmpty }
        let judgement = judge(opened) { (draw) throws(DrawDefect) in
            try draw.checkContributors()
            try draw.checkOrder(
                rosters: surroundings.rosters,
                firstUse: sitting.references.draws.firstUse(
                    exam: context.exam, sitting: context.sitting, scope: draw.key?.data.scopeID ?? ""))
        }
        guard judgement.outcome == .pass else { return judgement }
        guard let start = context.start else { throw .schedule }
        guard let parameters = context.parameters else { throw .parameters }
        return judge(opened) { (draw) throws(DrawDefect) in
            try draw.checkOpened(before: start + parameters.loginOpenMs) {
                RelativeTime.text($0, from: start, called: "T")
            }
        }
    }

    static let draw07 = Rule(
        "DRAW-07", Phrase(en: "No silent re-draw", zh: "不得重抽"), seed: "§5", severity: .blocking,
        events: [.drawKeyCommitted, .drawVoided, .approvalRecorded],
        summary: Phrase(
            en: "A scope is drawn again only after two officers voided the draw before.",
            zh: "同一范围须经两人作废前次抽签之后，方可重新抽签。"),
        applies: Phrase(en: "there is a draw.key.committed", zh: "有 draw.key.committed"),
        condition: Phrase(
            en: """
                Fails when a second draw.key.committed for a scope_id (same offset) without an approved draw.voided \
                of the earlier draw_id before it.
                """,
            zh: "某一 scope_id（offset 相同）有第二个 draw.key.committed，而在其之前没有对较早的 draw_id 已获批准的 draw.voided 的，不通过。"),
        judge: .sitting(redrawn))

    private static func redrawn(_ sitting: SittingView) -> Judgement {
        let draws = sitting.surroundings.draws
        let redraws = DrawRecord.redraws(draws, sitting.surroundings.approvals)
        return judge(draws.filter { !$0.keys.isEmpty }) { (draw) throws(DrawDefect) in
            if let defect = redraws[draw.id] { throw defect }
        }
    }

    static let draw08 = Rule(
        "DRAW-08", Phrase(en: "All seed commitments revealed", zh: "揭示完整"), seed: "§5", severity: .blocking,
        events: [.drawSeedCommitted, .drawSeedRevealed, .drawOpened],
        summary: Phrase(
            en: "Whoever committed to a contribution revealed it, and it is the one committed to.",
            zh: "每一份种子承诺都已揭示，且与承诺相符。"),
        applies: Phrase(en: "there is a draw.opened", zh: "有 draw.opened"),
        condition: Phrase(
            en: """
                Fails when a draw.seed.committed of an opened draw has no draw.seed.revealed by the same contributor \
                whose nonce hashes to commit.
                """,
            zh: "已开放的抽签中，任一 draw.seed.committed 没有由同一种子提供方作出、其 nonce 的哈希为 commit 的 draw.seed.revealed 的，不通过。"),
        judge: .sitting { sitting in
            judge(sitting.surroundings.draws.filter { !$0.openings.isEmpty }) { (draw) throws(DrawDefect) in
                try draw.checkReveals()
            }
        })

    /// The first defect of the first draw that has one.
    private static func judge(
        _ draws: [DrawRecord], _ check: (DrawRecord) throws(DrawDefect) -> Void
    ) -> Judgement {
        guard !draws.isEmpty else { return .notApplicable }
        for draw in draws {
            do throws(DrawDefect) { try check(draw) } catch { return .fail(error, of: draw) }
        }
        return .pass
    }
}

extension Judgement {
    /// What is wrong with a draw.
    static func fail(_ defect: DrawDefect, of draw: DrawRecord) -> Judgement {
        .fail(
            defect.reason, citing: defect.events,
            values: [
                "draw_id": .string(draw.id.hex), "step": .string(defect.step.rawValue), "found": defect.found,
                "expected": defect.expected,
            ])
    }
}
