import Audit
import Exam
import Primitives
import Signing
import Testing

/// A draw that was tampered with, and the step at which it shows.
struct TamperedDraw: Sendable, CustomTestStringConvertible {
    let step: DrawStep
    let name: String
    /// What the reason says.
    let reason: String
    let run: UInt32
    let bend: @Sendable (inout HistoryBuilder) -> Void

    init(
        _ step: DrawStep, _ name: String, _ reason: String, run: UInt32 = 1,
        bend: @escaping @Sendable (inout HistoryBuilder) -> Void
    ) {
        (self.step, self.name, self.reason, self.run, self.bend) = (step, name, reason, run, bend)
    }

    var testDescription: String { "\(step.rawValue): \(name)" }

    static let draw = Draw.id(exam: "ex-1", scope: "s-1", run: 1)

    static let all = before + committed + drawn

    private static let before = [
        TamperedDraw(.run, "drawn again in silence", "no approved draw.voided", run: 2) {
            $0.draw(["c-0001"], run: 2, shift: 1_000_000)
        },
        TamperedDraw(.identity, "another run", "not that of exam, scope and run 7") { $0.changeKey { $0.run = 7 } },
        TamperedDraw(.identity, "another scope", "not that of exam, scope") { $0.changeKey { $0.scopeID = "r-1" } },
        TamperedDraw(.identity, "another suite", "no draw.key.committed is recorded that") {
            $0.changeKey { $0.suite = 4 }
        },
        TamperedDraw(.identity, "no lots", "no draw.key.committed is recorded that") { $0.changeKey { $0.n = 0 } },
        TamperedDraw(.identity, "no key", "no draw.key.committed is recorded that") { $0.remove(.drawKeyCommitted) },
        TamperedDraw(.roster, "another root", "the roster of 5") { $0.changeKey { $0.rosterRoot = .zero } },
        TamperedDraw(.roster, "one lot more", "the roster of 6") { $0.changeKey { $0.n = 6 } },
        TamperedDraw(.order, "no roster frozen", "no roster.frozen") { $0.remove(.rosterFrozen) },
        TamperedDraw(.order, "the key before the roster", "draw.key.committed at index") {
            $0.move(.rosterFrozen, to: $0.start + (-400_000_000 + 2))
        },
        TamperedDraw(.order, "one commits after another's reveal", "draw.seed.revealed at index") {
            $0.changeReveal(of: "w-01") { draft, _ in draft.time = draft.time + -98 }
        },
        TamperedDraw(.order, "opened before a reveal", "draw.opened at index") {
            $0.move(.drawOpened, to: $0.start + (-400_000_000 + 101))
        },
        TamperedDraw(.order, "opened when login opens", "the draw was opened at T-") {
            $0.move(.drawOpened, to: $0.opens)
        },
        TamperedDraw(.order, "a request before the opening", "draw.requested at index") {
            $0.requestLot(at: $0.opens + -1000)
        },
        TamperedDraw(.order, "one contributor", "1 contributors to the seed") {
            $0.redraw(candidates: 5, contributors: ["w-01"])
        },
    ]

    private static let committed = [
        TamperedDraw(.reveals, "one reveal is missing", "no reveal by w-03") { $0.removeReveal(of: "w-03") },
        TamperedDraw(.reveals, "another nonce", "the nonce that w-02 revealed") {
            $0.changeReveal(of: "w-02") { $1.nonce = .zero }
        },
        TamperedDraw(.reveals, "another's name", "no reveal by w-02") {
            $0.changeReveal(of: "w-02") { $1.contributor = "w-01" }
        },
        TamperedDraw(.seed, "another seed", "the seed is not that of the 3 contributions") {
            $0.changeOpening { $0.seed = .zero }
        },
        TamperedDraw(.seed, "the commits in another order", "the seed is not that of the 3 contributions") { day in
            day.change(.drawSeedCommitted) { draft in
                if draft.voice == .witness("w-01") { draft.time = draft.time + 10 }
            }
        },
        TamperedDraw(.seed, "a contribution is left out", "the seed is not that of the 2 contributions") { day in
            day.removeReveal(of: "w-03")
            day.drafts.removeAll { $0.payload.type == .drawSeedCommitted && $0.voice == .witness("w-03") }
        },
    ]

    private static let drawn =
        [
            TamperedDraw(.openings, "another number", "the lot of c-0001") {
                $0.changeLot { $0.number = $0.number % 5 + 1 }
            },
            TamperedDraw(.openings, "another salt", "the lot of c-0001") { $0.changeLot { $0.salt[0] ^= 128 } },
            TamperedDraw(.openings, "another path", "the lot of c-0001") { $0.changeLot { $0.path.swapAt(0, 1) } },
            TamperedDraw(.openings, "another's lot", "the lot of c-11") { day in
                guard let lots = day.run?.lots, let lot = lots.opening(of: "c-12") else { return }
                day.change(.drawAssigned) { draft in
                    guard draft.candidate == "c-11" else { return }
                    draft.payload = .drawAssigned(DrawAssigned(lot, of: lots.draw, offset: 0))
                }
            },
            TamperedDraw(.openings, "another offset", "the lot of c-") { $0.changeKey { $0.offset = 1 } },
            TamperedDraw(.openings, "another root", "the lot of c-") { $0.changeOpening { $0.assignmentRoot = .zero } },
            TamperedDraw(.proof, "another key", "the proof does not verify") {
                $0.changeKey { $0.vrfPK = HistoryBuilder.hash("key") }
                $0.reopen()
            },
            TamperedDraw(.root, "lots that the operator liked better", "the root that the draw was opened with") {
                $0.chooseLots()
            },
            TamperedDraw(.numbers, "a lot was not given", "4 of 5 numbers") { day in
                day.drafts.removeAll { $0.payload.type == .drawAssigned && $0.candidate == "c-12" }
            },
            TamperedDraw(.numbers, "a lot was given twice", "was given twice") { day in
                guard let draft = day.drafts.first(where: { $0.payload.type == .drawAssigned }) else { return }
                day.add(draft.payload, at: draft.time + 1, to: draft.candidate)
            },
        ]
        + [0, 31, 32, 47, 48, 79].map { place in
            TamperedDraw(.proof, "byte \(place) of the proof", "the proof does not verify") { day in
                day.change(.drawClosed) { draft in
                    guard case .drawClosed(var data) = draft.payload else { return }
                    data.pi[place] ^= 4
                    draft.payload = .drawClosed(data)
                }
            }
        }
}

@Suite("Verification of draws")
struct DrawVerificationTests {
    private func day(_ bend: (inout HistoryBuilder) -> Void = { _ in }) -> HistoryBuilder {
        var day = HistoryBuilder.cleanSession(.usual)
        day.redraw(candidates: 5, contributors: ["w-01", "w-02", "w-03"])
        bend(&day)
        return day
    }

    @Test("names the step at which a tampered draw shows, and why", arguments: TamperedDraw.all)
    func tampered(_ tampered: TamperedDraw) throws {
        let draw = Draw.id(exam: "ex-1", scope: "s-1", run: tampered.run)
        let verification = try #require(day(tampered.bend).verification(of: draw))
        let defect = try #require(verification.defect)
        #expect(defect.step == tampered.step)
        #expect(defect.reason.en.contains(tampered.reason), "\(defect.reason.en)")
        #expect(defect.reason.zh.unicodeScalars.contains { $0.value > 0x4E00 })
        #expect(verification.steps.dropLast().allSatisfy { $0.outcome == .holds })
    }

    @Test("a sound draw holds in every step but one that only a forged root could reach")
    func sound() throws {
        let verification = try #require(day().verification(of: TamperedDraw.draw))
        #expect(verification.steps.map(\.step) == DrawStep.allCases)
        #expect(verification.steps.allSatisfy { $0.outcome == .holds })
        #expect(Set(TamperedDraw.all.map(\.step)).union([.lots]) == Set(DrawStep.allCases))
    }

    @Test("says what is not public yet, and finds nothing wrong with that")
    func unfinished() throws {
        let unopened = day { $0.removeAfterReveals() }
        let steps = try #require(unopened.verification(of: TamperedDraw.draw)).steps
        #expect(steps.map(\.step) == [.run, .identity, .roster, .order, .reveals, .seed, .openings])
        #expect(steps.suffix(3).allSatisfy { if case .notYet = $0.outcome { true } else { false } })
        let unclosed = day { $0.remove(.drawClosed) }
        let later = try #require(unclosed.verification(of: TamperedDraw.draw))
        #expect(later.defect == nil)
        #expect(later.steps.count(where: { $0.outcome == .holds }) == 7)
    }

    @Test("more contributions than a seed can count are named, and nothing breaks")
    func manyContributions() throws {
        let day = day { day in
            let commit = DrawSeedCommitted(drawID: TamperedDraw.draw, contributor: "w-01", commit: .zero)
            for _ in 0..<Draw.mostContributions {
                day.add(
                    .drawSeedCommitted(commit), at: day.start + (-400_000_000 + 50), by: .witness("w-01"), to: nil)
            }
        }
        let record = try #require(day.log().sittings().first?.draws.first)
        let commitment = try record.checkIdentity()
        #expect(record.revealed.count == Draw.mostContributions + 3)
        let defect = try #require(throws: DrawDefect.self) { try record.checkSeed(commitment) }
        #expect(defect.reason.en.contains("65538 contributions"))
    }

    @Test("a run after a voided one, and a supplement beside it, hold each by itself")
    func again() throws {
        let day = day { day in
            day.removeAfterReveals()
            day.voidDraw(approvedBy: "a-02", at: day.start + -399_500_000)
            let names = ["c-0001", "c-11", "c-12", "c-13", "c-14"]
            let again = day.draw(names, run: 2, shift: 1_000_000)
            for name in names { day.lot(of: name, in: again, at: day.start + -790_000) }
            day.add(
                .candidateRegistered(CandidateRegistered(roomID: "r-1")), at: day.start + -398_500_000,
                by: .administrator("a-01"), to: "c-20")
            let supplement = day.draw(["c-20"], run: 3, offset: 5, shift: 2_000_000)
            day.lot(of: "c-20", in: supplement, at: day.start + -780_000)
        }
        for run in UInt32(2)...3 {
            let verification = try #require(
                day.verification(of: Draw.id(exam: "ex-1", scope: "s-1", run: run)))
            #expect(verification.defect == nil)
            #expect(verification.steps.allSatisfy { $0.outcome == .holds })
        }
        #expect(day.judge("DRAW-07")?.outcome == .pass)
        #expect(day.judge("DRAW-02")?.outcome == .pass)
        #expect(day.judge("DRAW-05")?.outcome == .pass)
    }
}

extension HistoryBuilder {
    /// A draw of the day, checked step by step.
    func verification(of draw: Digest) -> DrawVerification? {
        let log = log()
        guard let sitting = log.sittings().first, let record = sitting.draws.first(where: { $0.id == draw }) else {
            return nil
        }
        return DrawVerification(
            record, in: sitting, references: log.references.draws,
            lots: log.entries.filter { Draw.Assignment($0)?.draw == draw })
    }

    /// The draw of the day carried out again, as its makers can.
    fileprivate var run: Draw.Run? { carryOut(key: "draw 1") }

    private func carryOut(key seed: String) -> Draw.Run? {
        guard let key = try? VRFSecretKey(seed: HistoryBuilder.hash(seed).bytes.span) else { return nil }
        return try? Draw.Run(
            draw: TamperedDraw.draw, roster: Draw.Roster(["c-0001", "c-11", "c-12", "c-13", "c-14"]),
            contributions: ["w-01", "w-02", "w-03"].map {
                Draw.Contribution(contributor: $0, nonce: HistoryBuilder.hash("\($0) 1"))
            }, key: key)
    }

    /// The seed for another key, so that only the proof is left to show the exchange.
    fileprivate mutating func reopen() {
        guard let lots = run?.lots else { return }
        let commitment = Draw.Commitment(
            draw: lots.draw, key: VRFPublicKey(HistoryBuilder.hash("key")), roster: lots.roster)
        let seed = commitment.seed(
            ["w-01", "w-02", "w-03"].map {
                Draw.Contribution(contributor: $0, nonce: HistoryBuilder.hash("\($0) 1"))
            })
        changeOpening { $0.seed = seed }
    }

    /// Root and lots of another output than the proof's, in themselves consistent.
    fileprivate mutating func chooseLots() {
        guard let liked = carryOut(key: "liked")?.lots else { return }
        changeOpening { $0.assignmentRoot = liked.root }
        change(.drawAssigned) { draft in
            guard let lot = draft.candidate.flatMap({ liked.opening(of: $0) }) else { return }
            draft.payload = .drawAssigned(DrawAssigned(lot, of: liked.draw, offset: 0))
        }
    }

    fileprivate mutating func removeAfterReveals() {
        drafts.removeAll { [.drawOpened, .drawClosed, .drawAssigned].contains($0.payload.type) }
    }
}
