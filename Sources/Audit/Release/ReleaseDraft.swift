public import Exam
public import Primitives

/// A release before it is proposed: whom it lets out, whom it leaves out and why, and what stands against it.
public struct ReleaseDraft: Sendable {
    /// What is to be said.
    public let payload: ReleaseProposed
    /// The gate of it, approvals and checkpoint aside.
    public let gate: Gate
    /// Who is left out because of something of their own, with what it is.
    public let blocked: [(candidate: StreamName, blockers: [Blocker])]

    /// Drafts a release of some sittings.
    ///
    /// Whoever has a blocker of their own is left out, so that the others need not wait.
    ///
    /// - Parameters:
    ///   - sittings: the sittings.
    ///   - withheld: candidates to leave out besides.
    ///   - scores: the score file.
    ///   - basis: what was judged.
    ///   - proof: what was verified.
    ///   - stage: what must already be there.
    ///   - leavesOut: whether candidates with blockers of their own are left out.
    ///   - voice: makes a statement of the exam's stream from what it says.
    public init(
        of sittings: [String], withholding withheld: [String], scores: ScoreFile, on basis: ReleaseBasis,
        _ proof: Gate.Proof, at stage: Gate.Stage = .proposal, leavesOut: Bool = true,
        voice: (Payload) -> Statement
    ) {
        func gate(_ payload: ReleaseProposed) -> Gate {
            let proposal = voice(.releaseProposed(payload))
            let supposed = RecordedEvent(supposing: proposal, signedBy: nil, after: basis.prefix)
            let release = voice(.scoreReleased(ScoreReleased(payload, proposal: proposal.id, at: basis.lastEvent)))
            return Gate(
                of: proposal.id,
                supposing: [
                    supposed, RecordedEvent(supposing: release, signedBy: nil, after: basis.prefix, place: 1),
                ], on: basis, proof, at: stage)
        }
        var payload = ReleaseProposed(
            sittings: sittings, withheld: withheld, cohortRoot: .zero, atEvent: basis.lastEvent,
            scoresSha256: scores.sha256, scoresBytes: scores.bytes)
        let first = gate(payload)
        blocked = leavesOut ? first.blockedCandidates : []
        for (candidate, _) in blocked {
            guard let id = candidate.ids.candidate, !payload.withheld.contains(where: { $0.isSame(as: id) }) else {
                continue
            }
            payload.withheld.append(id)
        }
        payload.withheld.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let final = blocked.isEmpty ? first : gate(payload)
        payload.cohortRoot = final.cohortRoot
        self.payload = payload
        self.gate = final
    }
}

extension ScoreReleased {
    /// The release that carries a proposal out.
    public init(
        _ proposed: ReleaseProposed, proposal: EventID, at position: EventID, withheld: [String]? = nil,
        certificate: Digest? = nil
    ) {
        self.init(
            proposal: proposal, sittings: proposed.sittings, withheld: withheld ?? proposed.withheld,
            cohortRoot: proposed.cohortRoot, atEvent: position, scoresSha256: proposed.scoresSha256,
            scoresBytes: proposed.scoresBytes, certificateSha256: certificate)
    }
}
