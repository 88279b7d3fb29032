public import Exam
public import Primitives

extension DrawRecord {
    /// The commitment, under an id that is that of exam, scope and run.
    public func checkIdentity() throws(DrawDefect) -> Draw.Commitment {
        guard let key, let commitment = Draw.Commitment(key.data) else {
            throw defect(
                .identity,
                Phrase(
                    en: "no draw.key.committed is recorded that a draw by EL-DRAW-1 can rest on",
                    zh: "没有记录可供 EL-DRAW-1 抽签依据的密钥承诺"),
                found: key.map { .integer($0.data.suite) } ?? .null, expected: 3, keys.map(\.event))
        }
        let expected = UInt32(exactly: key.data.run).map {
            Draw.id(exam: exam, scope: key.data.scopeID, run: $0)
        }
        guard id == expected else {
            throw defect(
                .identity,
                Phrase(
                    en: "the id is not that of exam, scope and run \(key.data.run)",
                    zh: "抽签编号与考试、范围及轮次 \(key.data.run) 不符"),
                found: .string(id.hex), expected: expected.map { .string($0.hex) } ?? .null, [key.event])
        }
        return commitment
    }

    /// The roster among several that was committed to.
    public func checkRoster(_ commitment: Draw.Commitment, among rosters: [Draw.Roster]) throws(DrawDefect)
        -> Draw.Roster
    {
        for roster in rosters where roster.candidates.count == commitment.count && roster.root == commitment.rosterRoot
        {
            return roster
        }
        let first = rosters.first ?? Draw.Roster([])
        throw defect(
            .roster,
            Phrase(
                en:
                    "the roster of \(commitment.count) that was committed to is not that of the \(first.count) candidates "
                    + "that are recorded",
                zh: "所承诺的 \(commitment.count) 人花名册与所记录的 \(first.count) 名考生不符"),
            found: .string(commitment.rosterRoot.hex), expected: .string(first.root.hex), keys.map(\.event))
    }

    /// The seed, and that every `draw.opened` states it.
    public func checkSeed(_ commitment: Draw.Commitment) throws(DrawDefect) -> Digest {
        guard !openings.isEmpty else {
            throw defect(
                .seed, Phrase(en: "no draw.opened of this draw is recorded", zh: "没有记录该抽签的开放"), found: .null,
                expected: "draw.opened", closings.map(\.event))
        }
        let contributions = revealed
        guard contributions.count <= Draw.mostContributions else {
            throw defect(
                .seed,
                Phrase(
                    en: "no seed can be made of \(contributions.count) contributions",
                    zh: "\(contributions.count) 份随机数无法构成种子"),
                found: .number(contributions.count), expected: .number(Draw.mostContributions),
                openings.map(\.event))
        }
        let seed = commitment.seed(contributions)
        guard let wrong = openings.first(where: { $0.data.seed != seed }) else { return seed }
        throw defect(
            .seed,
            Phrase(
                en: "the seed is not that of the \(contributions.count) contributions that were revealed",
                zh: "种子与已揭示的 \(contributions.count) 份随机数不符"),
            found: .string(wrong.data.seed.hex), expected: .string(seed.hex), [wrong.event] + reveals.map(\.event))
    }

    /// The lots of the proof, and that every `draw.closed` states one.
    public func checkProof(
        _ commitment: Draw.Commitment, _ roster: Draw.Roster, seed: Digest
    ) throws(DrawDefect) -> Draw.Lots {
        var lots: Draw.Lots?
        for closing in closings {
            // A key has one output for a seed: the lots of a second proof are those of the first.
            guard let proved = commitment.lots(roster, seed: seed, proof: closing.data.pi) else {
                throw defect(
                    .proof,
                    Phrase(
                        en: "the proof does not verify under the committed key", zh: "证明在所承诺的密钥下不成立"),
                    found: .string(Hex.encode(closing.data.pi.span)), expected: .string(key?.data.vrfPK.hex ?? ""),
                    keys.map(\.event) + [closing.event])
            }
            lots = proved
        }
        guard let lots else {
            throw defect(
                .proof, Phrase(en: "no draw.closed of this draw is recorded", zh: "没有记录该抽签的结束公示"), found: .null,
                expected: "draw.closed", openings.map(\.event))
        }
        return lots
    }

    /// That every `draw.opened` states the root of the lots.
    public func checkRoot(_ lots: Draw.Lots) throws(DrawDefect) {
        guard let wrong = openings.first(where: { $0.data.assignmentRoot != lots.root }) else { return }
        throw defect(
            .root,
            Phrase(
                en: "the root that the draw was opened with is not that of the lots that the proof gives",
                zh: "抽签开放时公布的承诺根与证明给出的抽签号不符"),
            found: .string(wrong.data.assignmentRoot.hex), expected: .string(lots.root.hex), [wrong.event])
    }

    /// That every lot that was opened is the one that the proof gives.
    public func checkLots(_ assignments: [Draw.Assignment], _ lots: Draw.Lots) throws(DrawDefect) {
        let offset = key?.data.offset ?? 0
        for assignment in assignments {
            let expected = lots.roster.index(of: assignment.candidate).map { lots.numbers[Int($0)] }
            guard expected == nil || assignment.drawn(offset: offset) != expected else { continue }
            let shown = expected.map { offset.addingReportingOverflow(Int64($0)).partialValue }
            throw defect(
                .lots,
                Phrase(
                    en: "\(assignment.candidate) was given \(assignment.number); the proof gives "
                        + (shown.map(String.init) ?? "no lot"),
                    zh: "\(assignment.candidate) 得抽签号 \(assignment.number)，而证明给出的是"
                        + (shown.map { " \($0)" } ?? "：无抽签号")),
                found: .integer(assignment.number), expected: shown.map { .integer($0) } ?? .null,
                citing: [Citation(assignment.mark)])
        }
    }

    /// That the numbers are offset + 1 to offset + n, each once.
    public func checkNumbers(_ assignments: [Draw.Assignment]) throws(DrawDefect) {
        guard let key else {
            throw defect(
                .numbers, Phrase(en: "no draw.key.committed of this draw is recorded", zh: "没有记录该抽签的密钥承诺"),
                found: .null, expected: "draw.key.committed", closings.map(\.event))
        }
        let (offset, n) = (key.data.offset, key.data.n)
        var seen: [Int64: Draw.Assignment] = [:]
        for assignment in assignments {
            let isInRange = assignment.drawn(offset: offset).map { (1...max(n, 1)).contains(Int64($0)) } ?? false
            if isInRange, seen.updateValue(assignment, forKey: assignment.number) == nil { continue }
            throw defect(
                .numbers,
                Phrase(
                    en: isInRange
                        ? "the number \(assignment.number) was given twice"
                        : "the number \(assignment.number) is none of the \(n) after \(offset)",
                    zh: isInRange
                        ? "抽签号 \(assignment.number) 被分配了两次" : "抽签号 \(assignment.number) 不在 \(offset) 之后的 \(n) 个之内"),
                found: .integer(assignment.number), expected: .integer(n), citing: [Citation(assignment.mark)])
        }
        guard Int64(seen.count) != n else { return }
        throw defect(
            .numbers,
            Phrase(
                en: "\(seen.count) of \(n) numbers are recorded as given", zh: "\(n) 个抽签号中有 \(seen.count) 个记录为已分配"),
            found: .number(seen.count), expected: .integer(n), [key.event] + closings.map(\.event))
    }

    /// Everything that the proof decides, recomputed: DRAW-05.
    public func checkRecomputed(
        _ assignments: [Draw.Assignment], among rosters: [Draw.Roster]
    ) throws(DrawDefect) {
        let commitment = try checkIdentity()
        let roster = try checkRoster(commitment, among: rosters)
        let seed = try checkSeed(commitment)
        let lots = try checkProof(commitment, roster, seed: seed)
        try checkRoot(lots)
        try checkLots(assignments, lots)
    }
}
