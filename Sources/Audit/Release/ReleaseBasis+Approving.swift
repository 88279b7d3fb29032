public import Exam
public import Primitives

extension ReleaseBasis {
    /// Why an officer may not approve a proposal; `nil` where nothing about the officer stands against it.
    ///
    /// - Parameters:
    ///   - proposal: the proposal.
    ///   - officer: the holder of the key.
    ///   - key: the key that would sign.
    public func objection(
        toApproving proposal: Fact<ReleaseProposed>, by officer: String, key: KeyID
    ) -> Phrase? {
        guard let proposal = view(of: proposal.event.id, supposing: []).proposals.first else { return nil }
        let earlier = proposal.approvals.first {
            $0.event.statement.actor.id.isSame(as: officer) || $0.event.keyID == key
        }
        if let earlier {
            return Phrase(
                en: "\(officer) has approved it already, as #\(earlier.event.index): another officer must",
                zh: "\(officer) 已批准，见 #\(earlier.event.index)，须由另一人批准")
        }
        return proposal.adjudications(by: [officer]).first.map {
            Phrase(
                en: "\(officer) adjudicated one of those who would be released, as #\($0.index)",
                zh: "\(officer) 裁定过拟公布的考生之一，见 #\($0.index)")
        }
    }

    /// Who has approved a recorded proposal.
    public func approvers(of proposal: Fact<ReleaseProposed>) -> [String] {
        view(of: proposal.event.id, supposing: []).proposals.first?.approvals.map(\.event.statement.actor.id) ?? []
    }

    /// The gate of a recorded proposal once an officer has approved it at a position.
    public func gate(
        of proposal: Fact<ReleaseProposed>, approvedBy approval: RecordedEvent, _ proof: Gate.Proof,
        release: (ScoreReleased) -> Statement
    ) -> Gate {
        let statement = release(ScoreReleased(proposal.data, proposal: proposal.event.id, at: lastEvent))
        return Gate(
            of: proposal.event.id,
            supposing: [approval, RecordedEvent(supposing: statement, signedBy: nil, after: prefix, place: 1)],
            on: self, proof, at: .proposal)
    }

    /// The gate of a recorded proposal if its scores went out now.
    public func gate(
        of proposal: Fact<ReleaseProposed>, _ proof: Gate.Proof, scores: ScoreFile? = nil,
        release: (ScoreReleased) -> Statement
    ) -> Gate {
        let statement = release(ScoreReleased(proposal.data, proposal: proposal.event.id, at: lastEvent))
        return Gate(
            of: proposal.event.id, supposing: [RecordedEvent(supposing: statement, signedBy: nil, after: prefix)],
            on: self, proof, at: .release, scores: scores)
    }
}
