/// What an audit says of one session, and what the judgement of a release needs of it later.
public struct JudgedSession: Sendable {
    /// What was found.
    public let findings: [Finding]
    /// What stands against its release; `nil` where no release is proposed.
    public let standing: CandidateStanding?
}
