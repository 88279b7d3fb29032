public import Exam
public import Primitives

extension DrawRecord {
    /// Roster, key, commits, reveals, opening, first lot: by their places in the log.
    ///
    /// - Parameters:
    ///   - rosters: the sitting's `roster.frozen`.
    ///   - firstUse: the first request or lot of the draw's scope.
    public func checkOrder(rosters: [Fact<RosterFrozen>], firstUse: EventMark?) throws(DrawDefect) {
        guard let key else {
            throw defect(
                .order, Phrase(en: "no draw.key.committed of this draw is recorded", zh: "没有记录该抽签的密钥承诺"),
                found: .null, expected: "draw.key.committed", openings.map(\.event))
        }
        let own = rosters.filter { $0.data.scopeID.isSame(as: key.data.scopeID) }
        let roster = own.first { $0.data.rosterRoot == key.data.rosterRoot } ?? own.first
        guard let roster else {
            throw defect(
                .order, Phrase(en: "no roster.frozen of the scope is recorded", zh: "没有记录该范围的花名册冻结"),
                found: .null, expected: "roster.frozen", [key.event])
        }
        try check([roster.event], before: [key.event])
        try check([key.event], before: commits.map(\.event))
        try check(commits.map(\.event), before: reveals.map(\.event))
        try check(commits.map(\.event) + reveals.map(\.event), before: openings.map(\.event))
        guard let firstUse, let opening = openings.max(by: { $0.event.index < $1.event.index }),
            firstUse.index < opening.event.index
        else { return }
        throw defect(
            .order,
            Phrase(
                en: "\(firstUse.type.rawValue) at index \(firstUse.index) stands before draw.opened at index "
                    + "\(opening.event.index)",
                zh: "位置 \(firstUse.index) 的 \(firstUse.type.rawValue) 先于位置 \(opening.event.index) 的 draw.opened"),
            found: .number(firstUse.index), expected: .number(opening.event.index),
            citing: [Citation(firstUse), Citation(opening.event)])
    }

    /// That at least two contributed to the seed.
    public func checkContributors() throws(DrawDefect) {
        let names = Set(revealed.map { TextKey($0.contributor) })
        guard names.count < Draw.fewestContributors else { return }
        throw defect(
            .order,
            Phrase(
                en: "\(names.count) contributors to the seed are recorded; at least \(Draw.fewestContributors) are "
                    + "needed",
                zh: "记录的种子提供方有 \(names.count) 个，至少需要 \(Draw.fewestContributors) 个"),
            found: .number(names.count), expected: .number(Draw.fewestContributors),
            commits.map(\.event) + reveals.map(\.event))
    }

    /// That the draw was opened before a moment: T + login_open_ms.
    public func checkOpened(before due: Instant, text: (Instant) -> String) throws(DrawDefect) {
        guard let late = openings.first(where: { $0.event.receivedAt >= due }) else { return }
        let opened = late.event.receivedAt
        throw defect(
            .order,
            Phrase(
                en: "the draw was opened at \(text(opened)); it has to be before login opens at \(text(due))",
                zh: "抽签于 \(text(opened)) 开放，应早于登录开放时刻 \(text(due))"),
            found: .integer(opened.milliseconds), expected: .integer(due.milliseconds), [late.event])
    }

    /// That every commit was revealed by its contributor, with a nonce that hashes to it.
    public func checkReveals() throws(DrawDefect) {
        for (commit, reveal) in contributions {
            guard let reveal else {
                throw defect(
                    .reveals,
                    Phrase(
                        en: "no reveal by \(commit.data.contributor) is recorded",
                        zh: "没有记录 \(commit.data.contributor) 的揭示"
                    ), found: .null, expected: .string(commit.data.commit.hex), [commit.event])
            }
            guard !answers(reveal, commit) else { continue }
            let hash = Draw.Contribution(contributor: commit.data.contributor, nonce: reveal.data.nonce)
                .commit(draw: id)
            throw defect(
                .reveals,
                Phrase(
                    en: "the nonce that \(commit.data.contributor) revealed does not hash to the commit",
                    zh: "\(commit.data.contributor) 揭示的随机数与其承诺不符"),
                found: .string(hash.hex), expected: .string(commit.data.commit.hex), [commit.event, reveal.event])
        }
    }

    private func check(_ earlier: [RecordedEvent], before later: [RecordedEvent]) throws(DrawDefect) {
        guard let last = earlier.max(by: { $0.index < $1.index }), let first = later.min(by: { $0.index < $1.index }),
            first.index < last.index
        else { return }
        throw defect(
            .order,
            Phrase(
                en: "\(first.type.rawValue) at index \(first.index) stands before \(last.type.rawValue) at index "
                    + "\(last.index)",
                zh: "位置 \(first.index) 的 \(first.type.rawValue) 先于位置 \(last.index) 的 \(last.type.rawValue)"),
            found: .number(first.index), expected: .number(last.index), [first, last])
    }

    func defect(
        _ step: DrawStep, _ reason: Phrase, found: JSONValue, expected: JSONValue, _ events: [RecordedEvent]
    ) -> DrawDefect {
        defect(step, reason, found: found, expected: expected, citing: events.map(Citation.init))
    }

    func defect(
        _ step: DrawStep, _ reason: Phrase, found: JSONValue, expected: JSONValue, citing events: [Citation]
    ) -> DrawDefect {
        DrawDefect(step: step, reason: reason, found: found, expected: expected, events: events)
    }
}
