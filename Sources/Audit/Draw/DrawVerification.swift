public import Exam
public import Primitives

/// A draw checked step by step, up to the first thing that is wrong.
public struct DrawVerification: Sendable {
    /// What a step came to.
    public enum Outcome: Hashable, Sendable {
        /// It holds.
        case holds
        /// It does not; what rests on it was not checked.
        case fails(DrawDefect)
        /// What it looks at is not recorded yet.
        case notYet(Phrase)
    }

    /// The draw.
    public let record: DrawRecord
    /// What the steps came to, as far as they were checked.
    public private(set) var steps: [(step: DrawStep, outcome: Outcome)] = []

    /// The first thing that is wrong.
    public var defect: DrawDefect? {
        if case .fails(let defect)? = steps.last?.outcome { defect } else { nil }
    }

    /// Checks a draw.
    ///
    /// - Parameters:
    ///   - sitting: the sitting that it belongs to.
    ///   - references: what the candidates' streams say of draws.
    ///   - lots: the events that gave its lots.
    public init(
        _ record: DrawRecord, in sitting: Surroundings, references: DrawReferences, lots: [RecordedEvent]
    ) {
        self.record = record
        do throws(DrawDefect) {
            try check(sitting, references, lots)
        } catch {
            steps.append((error.step, .fails(error)))
        }
    }

    private mutating func check(
        _ sitting: Surroundings, _ references: DrawReferences, _ lots: [RecordedEvent]
    ) throws(DrawDefect) {
        let (isOpened, isClosed) = (!record.openings.isEmpty, !record.closings.isEmpty)
        let assignments = references.assignments(of: record.id)
        if let redraw = DrawRecord.redraws(sitting.draws, sitting.approvals)[record.id] { throw redraw }
        steps.append((.run, .holds))
        let commitment = try record.checkIdentity()
        steps.append((.identity, .holds))
        let roster = try record.checkRoster(
            commitment, among: references.rosters(of: record, rosters: sitting.rosters))
        steps.append((.roster, .holds))
        try checkOrder(sitting, references)
        guard isOpened else { return notYet([.reveals, .seed, .openings], DrawVerification.notOpened) }
        try record.checkReveals()
        steps.append((.reveals, .holds))
        let seed = try record.checkSeed(commitment)
        steps.append((.seed, .holds))
        try record.checkOpenings(lots)
        steps.append((.openings, .holds))
        guard isClosed else { return notYet([.proof, .root, .lots, .numbers], DrawVerification.notClosed) }
        let drawn = try record.checkProof(commitment, roster, seed: seed)
        steps.append((.proof, .holds))
        try record.checkRoot(drawn)
        steps.append((.root, .holds))
        try record.checkLots(assignments, drawn)
        steps.append((.lots, .holds))
        try record.checkNumbers(assignments)
        steps.append((.numbers, .holds))
    }

    private mutating func checkOrder(_ sitting: Surroundings, _ references: DrawReferences) throws(DrawDefect) {
        try record.checkOrder(
            rosters: sitting.rosters,
            firstUse: references.firstUse(
                exam: record.exam, sitting: record.sitting, scope: record.key?.data.scopeID ?? ""))
        if !record.openings.isEmpty { try record.checkContributors() }
        guard let start = sitting.context.start, let parameters = sitting.context.parameters else {
            return notYet([.order], DrawVerification.noSchedule)
        }
        try record.checkOpened(before: start + parameters.loginOpenMs) {
            RelativeTime.text($0, from: start, called: "T")
        }
        steps.append((.order, .holds))
    }

    private mutating func notYet(_ later: [DrawStep], _ reason: Phrase) {
        steps += later.map { ($0, .notYet(reason)) }
    }

    private static let notOpened = Phrase(en: "the draw is not opened yet", zh: "抽签尚未开放")
    private static let notClosed = Phrase(
        en: "the draw is not closed yet: its proof is not public", zh: "抽签尚未结束，证明尚未公布")
    private static let noSchedule = Phrase(
        en: "in order; whether in time is not known without sitting.scheduled and exam.policy.set",
        zh: "顺序无误；没有 sitting.scheduled 和 exam.policy.set，无从判断是否按时")
}

extension DrawRecord {
    /// That every lot that was given leads to the root that the draw was opened with.
    public func checkOpenings(_ lots: [RecordedEvent]) throws(DrawDefect) {
        guard let opening = openings.first, let key else { return }
        let count = UInt32(exactly: key.data.n)
        for event in lots {
            let root = count.flatMap { LotOpening(event, offset: key.data.offset)?.root(draw: id, count: $0) }
            if root == opening.data.assignmentRoot { continue }
            let candidate = event.statement.candidate ?? ""
            throw defect(
                .openings,
                Phrase(
                    en: "the lot of \(candidate) does not lead to the root that the draw was opened with",
                    zh: "\(candidate) 的抽签号不能导出抽签开放时公布的承诺根"),
                found: root.map { .string($0.hex) } ?? .null, expected: .string(opening.data.assignmentRoot.hex),
                [opening.event, event])
        }
    }
}
