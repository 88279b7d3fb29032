import Exam
import Primitives
import Signing

extension HistoryBuilder {
    /// A draw that was carried out, and what is added to its numbers.
    struct DrawnLots {
        let run: Draw.Run
        let offset: Int64
    }

    /// Freezes a roster and carries its draw out, from the commitment of the key to the proof: at the last moment.
    ///
    /// - Parameter number: the run, which sets apart the key and the nonces too.
    @discardableResult
    mutating func draw(
        _ candidates: [String], scope: String = "s-1", run number: UInt32 = 1, offset: Int64 = 0,
        contributors: [String] = ["w-01", "w-02"], shift: Int64 = 0
    ) -> DrawnLots {
        let roster = Draw.Roster(candidates)
        let id = Draw.id(exam: "ex-1", scope: scope, run: number)
        let contributions = contributors.map {
            Draw.Contribution(contributor: $0, nonce: HistoryBuilder.hash("\($0) \(number)"))
        }
        guard
            let key = try? VRFSecretKey(seed: HistoryBuilder.hash("draw \(number)").bytes.span),
            let run = try? Draw.Run(draw: id, roster: roster, contributions: contributions, key: key)
        else { fatalError("the draw of a test can be carried out") }
        let count = Int64(candidates.count)
        let begin = start + (-400_000_000 + shift)
        add(
            .rosterFrozen(RosterFrozen(scopeID: scope, n: count, rosterRoot: roster.root)), at: begin,
            by: .administrator("a-01"), to: nil)
        add(
            .drawKeyCommitted(
                DrawKeyCommitted(
                    drawID: id, scopeID: scope, run: Int64(number), suite: 3, vrfPK: key.publicKey.bytes,
                    rosterRoot: roster.root, n: count, offset: offset)),
            at: begin + 1, to: nil)
        for (index, contribution) in contributions.enumerated() {
            let name = contribution.contributor
            add(
                .drawSeedCommitted(
                    DrawSeedCommitted(drawID: id, contributor: name, commit: contribution.commit(draw: id))),
                at: begin + 2 + Int64(index), by: .witness(name), to: nil)
            add(
                .drawSeedRevealed(DrawSeedRevealed(drawID: id, contributor: name, nonce: contribution.nonce)),
                at: begin + 100 + Int64(index), by: .witness(name), to: nil)
        }
        add(
            .drawOpened(DrawOpened(drawID: id, seed: run.seed, assignmentRoot: run.lots.root)), at: opens + -1,
            to: nil)
        add(.drawClosed(DrawClosed(drawID: id, pi: run.proof.bytes)), at: closes + 60_000, to: nil)
        return DrawnLots(run: run, offset: offset)
    }

    mutating func requestLot(at time: Instant) {
        add(.drawRequested(DrawRequested()), at: time, by: .candidate)
    }

    mutating func refuseLot(at time: Instant) {
        add(.drawRequestRefused(DrawRequestRefused(reason: .closed)), at: time)
    }

    /// A candidate's lot, as the platform answers a request.
    mutating func lot(of candidate: String, in draw: DrawnLots, at time: Instant) {
        guard let lot = draw.run.lots.opening(of: candidate) else { return }
        add(
            .drawAssigned(
                DrawAssigned(
                    drawID: draw.run.lots.draw, index: Int64(lot.index), number: draw.offset + Int64(lot.number),
                    salt: lot.salt, path: lot.path, trigger: .candidate)),
            at: time, to: candidate)
    }

    /// The candidate's own lot, given by the system instead.
    mutating func autoAssign(_ trigger: DrawAutoAssigned.Trigger, at time: Instant) {
        var lot: DrawAutoAssigned?
        change(.drawAssigned) { draft in
            guard case .drawAssigned(let data) = draft.payload else { return }
            lot = DrawAutoAssigned(
                drawID: data.drawID, index: data.index, number: data.number, salt: data.salt, path: data.path,
                trigger: trigger)
        }
        remove(.drawAssigned)
        if let lot { add(.drawAutoAssigned(lot), at: time) }
    }

    /// Draws anew, for so many candidates, all of whom get their lots.
    mutating func redraw(candidates count: Int, offset: Int64 = 0, contributors: [String] = ["w-01", "w-02"]) {
        removeDraw()
        let names = ["c-0001"] + (1..<max(count, 1)).map { "c-1\($0)" }
        for name in names.dropFirst() {
            add(
                .candidateRegistered(CandidateRegistered(roomID: "r-1")), at: start + -432_000_000,
                by: .administrator("a-01"), to: name)
        }
        let drawn = draw(names, offset: offset, contributors: contributors)
        for name in names { lot(of: name, in: drawn, at: start + -800_000) }
    }

    mutating func removeDraw() {
        drafts.removeAll {
            [
                .rosterFrozen, .drawKeyCommitted, .drawSeedCommitted, .drawSeedRevealed, .drawOpened, .drawClosed,
                .drawAssigned,
            ].contains($0.payload.type)
        }
    }

    /// The draw of the clean session is voided before its opening.
    mutating func voidDraw(approvedBy officer: String?, at time: Instant) {
        let voided = add(
            .drawVoided(
                DrawVoided(drawID: Draw.id(exam: "ex-1", scope: "s-1", run: 1), reason: "a reveal is missing")),
            at: time, by: .administrator("a-01"), to: nil)
        if let officer {
            add(
                .approvalRecorded(ApprovalRecorded(subject: voided, decision: .approve)), at: time + 1,
                by: .administrator(officer), to: nil)
        }
    }

    mutating func changeLot(_ body: (inout DrawAssigned) -> Void) {
        change(.drawAssigned) { draft in
            guard case .drawAssigned(var data) = draft.payload, draft.candidate == "c-0001" else { return }
            body(&data)
            draft.payload = .drawAssigned(data)
        }
    }

    mutating func changeKey(_ body: (inout DrawKeyCommitted) -> Void) {
        change(.drawKeyCommitted) { draft in
            guard case .drawKeyCommitted(var data) = draft.payload else { return }
            body(&data)
            draft.payload = .drawKeyCommitted(data)
        }
    }

    mutating func changeOpening(_ body: (inout DrawOpened) -> Void) {
        change(.drawOpened) { draft in
            guard case .drawOpened(var data) = draft.payload else { return }
            body(&data)
            draft.payload = .drawOpened(data)
        }
    }

    mutating func changeReveal(of contributor: String, _ body: (inout Draft, inout DrawSeedRevealed) -> Void) {
        change(.drawSeedRevealed) { draft in
            guard case .drawSeedRevealed(var data) = draft.payload, data.contributor == contributor else { return }
            body(&draft, &data)
            draft.payload = .drawSeedRevealed(data)
        }
    }

    mutating func removeReveal(of contributor: String) {
        drafts.removeAll {
            if case .drawSeedRevealed(let data) = $0.payload { data.contributor == contributor } else { false }
        }
    }
}
