import Audit
import Exam
import Primitives

extension RuleCase {
    static let lots = [
        RuleCase("DRAW-01", .pass, "a lot before entry"),
        RuleCase("DRAW-01", .pass, "a lot by the system before entry") {
            $0.autoAssign(.entry, at: $0.entry + -1)
        },
        RuleCase("DRAW-01", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("DRAW-01", .fail, "no lot") { $0.remove(.drawAssigned) },
        RuleCase("DRAW-01", .fail, "a lot only after entry") { $0.move(.drawAssigned, to: $0.entry + 1) },
        RuleCase("DRAW-03", .notApplicable, "the candidate drew"),
        RuleCase("DRAW-03", .pass, "on entry") {
            $0.remove(.drawRequested)
            $0.autoAssign(.entry, at: $0.entry + -1)
        },
        RuleCase("DRAW-03", .fail, "on entry, before the entry was requested") {
            $0.remove(.drawRequested)
            $0.autoAssign(.entry, at: $0.start + -600_000)
        },
        RuleCase("DRAW-03", .pass, "when login closes") {
            $0.remove(.drawRequested)
            $0.autoAssign(.loginClosed, at: $0.closes)
        },
        RuleCase("DRAW-03", .fail, "a millisecond before login closes") {
            $0.remove(.drawRequested)
            $0.autoAssign(.loginClosed, at: $0.closes + -1)
        },
        RuleCase("DRAW-03", .fail, "although the candidate had asked") { $0.autoAssign(.entry, at: $0.entry + -1) },
        RuleCase("DRAW-03", .pass, "after the candidate was refused") {
            $0.refuseLot(at: $0.start + -790_000)
            $0.autoAssign(.entry, at: $0.entry + -1)
        },
        RuleCase("DRAW-03", .fail, "although the candidate asked again") {
            $0.refuseLot(at: $0.start + -790_000)
            $0.requestLot(at: $0.start + -780_000)
            $0.autoAssign(.entry, at: $0.entry + -1)
        },
        RuleCase("DRAW-04", .pass, "the only lot"),
        RuleCase("DRAW-04", .pass, "one of seven") { $0.redraw(candidates: 7) },
        RuleCase("DRAW-04", .pass, "one of three after forty others") { $0.redraw(candidates: 3, offset: 40) },
        RuleCase("DRAW-04", .notApplicable, "no lot") { $0.remove(.drawAssigned) },
        RuleCase("DRAW-04", .fail, "another number") {
            $0.redraw(candidates: 3)
            $0.changeLot { $0.number = $0.number % 3 + 1 }
        },
        RuleCase("DRAW-04", .fail, "the number without its offset") {
            $0.redraw(candidates: 3, offset: 40)
            $0.changeLot { $0.number -= 40 }
        },
        RuleCase("DRAW-04", .fail, "another place on the roster") { $0.changeLot { $0.index += 1 } },
        RuleCase("DRAW-04", .fail, "a place that there is not") { $0.changeLot { $0.index = -1 } },
        RuleCase("DRAW-04", .fail, "another salt") { $0.changeLot { $0.salt[15] ^= 1 } },
        RuleCase("DRAW-04", .fail, "a longer path") { $0.changeLot { $0.path.append(.zero) } },
        RuleCase("DRAW-04", .fail, "another root") { $0.changeOpening { $0.assignmentRoot = .zero } },
        RuleCase("DRAW-04", .insufficientEvidence, "not opened") { $0.remove(.drawOpened) },
        RuleCase("DRAW-04", .insufficientEvidence, "of another draw") { $0.changeLot { $0.drawID = .zero } },
        RuleCase("DRAW-09", .pass, "at the last moment"),
        RuleCase("DRAW-09", .notApplicable, "not requested") { $0.remove(.drawRequested) },
        RuleCase("DRAW-09", .fail, "a millisecond late") { $0.move(.drawAssigned, to: $0.start + -799_999) },
        RuleCase("DRAW-09", .fail, "never") { $0.remove(.drawAssigned) },
        RuleCase("DRAW-09", .pass, "by a refusal") {
            $0.remove(.drawAssigned)
            $0.refuseLot(at: $0.start + -800_000)
        },
        RuleCase("DRAW-09", .fail, "one of two") {
            $0.requestLot(at: $0.start + -700_000)
        },
    ]

    static let draws = numbers + recomputed + ordered + redrawn + revealed

    private static let numbers = [
        RuleCase("DRAW-02", .pass, "one"),
        RuleCase("DRAW-02", .pass, "seven") { $0.redraw(candidates: 7) },
        RuleCase("DRAW-02", .pass, "three after forty others") { $0.redraw(candidates: 3, offset: 40) },
        RuleCase("DRAW-02", .notApplicable, "not closed") { $0.remove(.drawClosed) },
        RuleCase("DRAW-02", .fail, "a number twice") {
            $0.redraw(candidates: 3)
            $0.changeLot { $0.number = $0.number % 3 + 1 }
        },
        RuleCase("DRAW-02", .fail, "a number beyond the last") { $0.changeLot { $0.number = 2 } },
        RuleCase("DRAW-02", .fail, "zero") { $0.changeLot { $0.number = 0 } },
        RuleCase("DRAW-02", .fail, "a lot that was not given") { $0.remove(.drawAssigned) },
        RuleCase("DRAW-02", .fail, "more lots committed to than given") {
            $0.changeKey { $0.n = 9_007_199_254_740_991 }
        },
        RuleCase("DRAW-02", .fail, "the offset of another draw") { $0.changeKey { $0.offset = 1 } },
        RuleCase("DRAW-02", .fail, "no key committed") { $0.remove(.drawKeyCommitted) },
    ]

    private static let recomputed =
        [
            RuleCase("DRAW-05", .pass, "one"),
            RuleCase("DRAW-05", .pass, "seven") { $0.redraw(candidates: 7) },
            RuleCase("DRAW-05", .pass, "three after forty others, and three contributors") {
                $0.redraw(candidates: 3, offset: 40, contributors: ["w-03", "w-01", "w-02"])
            },
            RuleCase("DRAW-05", .pass, "one who is registered has no lot") {
                $0.redraw(candidates: 3)
                $0.remove(.drawAssigned)
            },
            RuleCase("DRAW-05", .notApplicable, "not closed") { $0.remove(.drawClosed) },
            RuleCase("DRAW-05", .fail, "the numbers of two are exchanged") { day in
                day.redraw(candidates: 2)
                day.change(.drawAssigned) { draft in
                    guard case .drawAssigned(var data) = draft.payload else { return }
                    data.number = 3 - data.number
                    draft.payload = .drawAssigned(data)
                }
            },
            RuleCase("DRAW-05", .fail, "a contribution came after the fact") {
                $0.add(
                    .drawSeedCommitted(
                        DrawSeedCommitted(
                            drawID: Draw.id(exam: "ex-1", scope: "s-1", run: 1), contributor: "w-03", commit: .zero)),
                    at: $0.start + -399_000_000, by: .witness("w-03"), to: nil)
                $0.add(
                    .drawSeedRevealed(
                        DrawSeedRevealed(
                            drawID: Draw.id(exam: "ex-1", scope: "s-1", run: 1), contributor: "w-03", nonce: .zero)),
                    at: $0.start + -398_000_000, by: .witness("w-03"), to: nil)
            },
            RuleCase("DRAW-05", .fail, "the commits in another order") { day in
                day.change(.drawSeedCommitted) { draft in
                    if draft.voice == .witness("w-01") { draft.time = draft.time + 10 }
                }
            },
            RuleCase("DRAW-05", .fail, "another roster") { $0.changeKey { $0.rosterRoot = .zero } },
            RuleCase("DRAW-05", .fail, "another number of lots") { $0.changeKey { $0.n = 2 } },
            RuleCase("DRAW-05", .fail, "another suite") { $0.changeKey { $0.suite = 255 } },
            RuleCase("DRAW-05", .fail, "another run than its id says") { $0.changeKey { $0.run = 2 } },
            RuleCase("DRAW-05", .fail, "another scope than its id says") { $0.changeKey { $0.scopeID = "s-2" } },
            RuleCase("DRAW-05", .fail, "another key") { $0.changeKey { $0.vrfPK = HistoryBuilder.hash("key") } },
            RuleCase("DRAW-05", .fail, "another seed") { $0.changeOpening { $0.seed = .zero } },
            RuleCase("DRAW-05", .fail, "another root") { $0.changeOpening { $0.assignmentRoot = .zero } },
            RuleCase("DRAW-05", .fail, "another nonce") { $0.changeReveal(of: "w-01") { $1.nonce = .zero } },
            RuleCase("DRAW-05", .fail, "no opening") { $0.remove(.drawOpened) },
            RuleCase("DRAW-05", .fail, "opened twice") { day in
                day.add(
                    .drawOpened(
                        DrawOpened(
                            drawID: Draw.id(exam: "ex-1", scope: "s-1", run: 1), seed: .zero, assignmentRoot: .zero)),
                    at: day.opens + -1, to: nil)
            },
        ]
        + (0..<80).filter { $0 % 13 == 0 }.map { place in
            RuleCase("DRAW-05", .fail, "byte \(place) of the proof") { day in
                day.change(.drawClosed) { draft in
                    guard case .drawClosed(var data) = draft.payload else { return }
                    data.pi[place] ^= 1
                    draft.payload = .drawClosed(data)
                }
            }
        }

    private static let ordered = [
        RuleCase("DRAW-06", .pass, "opened a millisecond before login"),
        RuleCase("DRAW-06", .fail, "opened when login opens") { $0.move(.drawOpened, to: $0.opens) },
        RuleCase("DRAW-06", .notApplicable, "not opened") { $0.remove(.drawOpened) },
        RuleCase("DRAW-06", .insufficientEvidence, "no schedule") { $0.removeSchedule() },
        RuleCase("DRAW-06", .fail, "no roster") { $0.remove(.rosterFrozen) },
        RuleCase("DRAW-06", .fail, "no key") { $0.remove(.drawKeyCommitted) },
        RuleCase("DRAW-06", .fail, "the key before the roster") {
            $0.move(.rosterFrozen, to: $0.start + (-400_000_000 + 2))
        },
        RuleCase("DRAW-06", .fail, "a commit before the key") {
            $0.move(.drawKeyCommitted, to: $0.start + (-400_000_000 + 3))
        },
        RuleCase("DRAW-06", .fail, "a reveal before another's commit") {
            $0.changeReveal(of: "w-01") { draft, _ in draft.time = draft.time + -98 }
        },
        RuleCase("DRAW-06", .fail, "opened before a reveal") {
            $0.move(.drawOpened, to: $0.start + (-400_000_000 + 100))
        },
        RuleCase("DRAW-06", .fail, "opened before a reveal that is late") { day in
            let opens = day.opens
            day.changeReveal(of: "w-02") { draft, _ in draft.time = opens }
        },
        RuleCase("DRAW-06", .fail, "a request before the opening") {
            $0.requestLot(at: $0.opens + (-2 - HistoryBuilder.transit))
        },
        RuleCase("DRAW-06", .fail, "a lot before the opening") { $0.move(.drawAssigned, to: $0.opens + -2) },
        RuleCase("DRAW-06", .fail, "one contributor") { $0.redraw(candidates: 2, contributors: ["w-01"]) },
        RuleCase("DRAW-06", .fail, "one contributor twice") {
            $0.redraw(candidates: 2, contributors: ["w-01", "w-01"])
        },
        RuleCase("DRAW-06", .pass, "three contributors") {
            $0.redraw(candidates: 2, contributors: ["w-01", "w-02", "w-03"])
        },
    ]

    private static let redrawn = [
        RuleCase("DRAW-07", .pass, "one run"),
        RuleCase("DRAW-07", .notApplicable, "no draw") { $0.remove(.drawKeyCommitted) },
        RuleCase("DRAW-07", .fail, "a second run, nothing voided") {
            $0.draw(["c-0001"], run: 2, shift: 1_000_000)
        },
        RuleCase("DRAW-07", .pass, "a second run after the first was voided by two") {
            $0.voidDraw(approvedBy: "a-02", at: $0.start + -399_500_000)
            $0.draw(["c-0001"], run: 2, shift: 1_000_000)
        },
        RuleCase("DRAW-07", .fail, "voided by one") {
            $0.voidDraw(approvedBy: nil, at: $0.start + -399_500_000)
            $0.draw(["c-0001"], run: 2, shift: 1_000_000)
        },
        RuleCase("DRAW-07", .fail, "voided twice by the same") {
            $0.voidDraw(approvedBy: "a-01", at: $0.start + -399_500_000)
            $0.draw(["c-0001"], run: 2, shift: 1_000_000)
        },
        RuleCase("DRAW-07", .fail, "voided only afterwards") {
            $0.voidDraw(approvedBy: "a-02", at: $0.start + -398_000_000)
            $0.draw(["c-0001"], run: 2, shift: 1_000_000)
        },
        RuleCase("DRAW-07", .fail, "a third run, the second not voided") {
            $0.voidDraw(approvedBy: "a-02", at: $0.start + -399_500_000)
            $0.draw(["c-0001"], run: 2, shift: 1_000_000)
            $0.draw(["c-0001"], run: 3, shift: 2_000_000)
        },
        RuleCase("DRAW-07", .pass, "a supplement") {
            $0.draw(["c-0002"], run: 2, offset: 1, shift: 1_000_000)
        },
        RuleCase("DRAW-07", .pass, "another scope") { $0.draw(["c-0002"], scope: "r-2", shift: 1_000_000) },
    ]

    private static let revealed = [
        RuleCase("DRAW-08", .pass, "both"),
        RuleCase("DRAW-08", .notApplicable, "not opened") { $0.remove(.drawOpened) },
        RuleCase("DRAW-08", .fail, "one of two") { $0.removeReveal(of: "w-02") },
        RuleCase("DRAW-08", .fail, "another nonce") { $0.changeReveal(of: "w-02") { $1.nonce = .zero } },
        RuleCase("DRAW-08", .fail, "under another name") { $0.changeReveal(of: "w-02") { $1.contributor = "w-03" } },
        RuleCase("DRAW-08", .pass, "a wrong reveal beside the right one") { day in
            day.add(
                .drawSeedRevealed(
                    DrawSeedRevealed(
                        drawID: Draw.id(exam: "ex-1", scope: "s-1", run: 1), contributor: "w-02", nonce: .zero)),
                at: day.start + -399_999_990, by: .witness("w-02"), to: nil)
        },
    ]
}
