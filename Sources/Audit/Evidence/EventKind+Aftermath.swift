import Exam

extension EventKind<ClientAttested> {
    static var clientAttested: Self {
        Self(.clientAttested) { if case .clientAttested(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<ClientFileMissing> {
    static var clientFileMissing: Self {
        Self(.clientFileMissing) { if case .clientFileMissing(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<DecisionServed> {
    static var decisionServed: Self {
        Self(.decisionServed) { if case .decisionServed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<DisputeAssigned> {
    static var disputeAssigned: Self {
        Self(.disputeAssigned) { if case .disputeAssigned(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<DisputeDecided> {
    static var disputeDecided: Self {
        Self(.disputeDecided) { if case .disputeDecided(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<DisputeFiled> {
    static var disputeFiled: Self {
        Self(.disputeFiled) { if case .disputeFiled(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<DisputeWithdrawn> {
    static var disputeWithdrawn: Self {
        Self(.disputeWithdrawn) { if case .disputeWithdrawn(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EnvironmentReviewDecided> {
    static var environmentReviewDecided: Self {
        Self(.environmentReviewDecided) { if case .environmentReviewDecided(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<ErasureKeyDestroyed> {
    static var erasureKeyDestroyed: Self {
        Self(.erasureKeyDestroyed) { if case .erasureKeyDestroyed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EvidenceReexamined> {
    static var evidenceReexamined: Self {
        Self(.evidenceReexamined) { if case .evidenceReexamined(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<FindingResolved> {
    static var findingResolved: Self {
        Self(.findingResolved) { if case .findingResolved(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<FindingWaived> {
    static var findingWaived: Self {
        Self(.findingWaived) { if case .findingWaived(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<LedgerSealed> {
    static var ledgerSealed: Self {
        Self(.ledgerSealed) { if case .ledgerSealed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<MisconductCountersigned> {
    static var misconductCountersigned: Self {
        Self(.misconductCountersigned) { if case .misconductCountersigned(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<MisconductRecorded> {
    static var misconductRecorded: Self {
        Self(.misconductRecorded) { if case .misconductRecorded(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<MisconductSignatureRefused> {
    static var misconductSignatureRefused: Self {
        Self(.misconductSignatureRefused) { if case .misconductSignatureRefused(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<MisconductSigned> {
    static var misconductSigned: Self {
        Self(.misconductSigned) { if case .misconductSigned(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<PenaltyNoticeServed> {
    static var penaltyNoticeServed: Self {
        Self(.penaltyNoticeServed) { if case .penaltyNoticeServed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<ReleaseApproved> {
    static var releaseApproved: Self {
        Self(.releaseApproved) { if case .releaseApproved(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<ReleaseWithheld> {
    static var releaseWithheld: Self {
        Self(.releaseWithheld) { if case .releaseWithheld(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<ReviewRequested> {
    static var reviewRequested: Self {
        Self(.reviewRequested) { if case .reviewRequested(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<StatementReceived> {
    static var statementReceived: Self {
        Self(.statementReceived) { if case .statementReceived(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<SupportTicketResolved> {
    static var supportTicketResolved: Self {
        Self(.supportTicketResolved) { if case .supportTicketResolved(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<UploadCompleted> {
    static var uploadCompleted: Self {
        Self(.uploadCompleted) { if case .uploadCompleted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<UploadFailed> {
    static var uploadFailed: Self {
        Self(.uploadFailed) { if case .uploadFailed(let data) = $0 { data } else { nil } }
    }
}
