import Exam
import Primitives

/// What breaks an exam as a whole, or its release; it has a small exam of its own.
struct ExamFault: Sendable {
    let name: String
    /// What an audit must find of the exam's stream.
    let expects: [Expectation]
    /// What befalls its candidates, in their order.
    let people: [Fault]
    /// How its scores are released; they are not where `nil`.
    let release: ReleasePlan?
    /// A hash that its policy names instead of its own.
    var policyHash: Digest?
    /// Whether its policy is set once more after the first login.
    var changesPolicy = false

    /// An exam whose release goes some way.
    init(
        _ name: String, _ expects: Expectation..., people: [Fault] = [],
        release: (inout ReleasePlan) -> Void = { _ in }
    ) {
        var plan = ReleasePlan()
        release(&plan)
        self.name = name
        self.expects = expects
        self.people = people
        self.release = plan
    }

    /// An exam whose rules are not fixed before their use.
    init(_ name: String, _ expects: Expectation, policyHash: Digest? = nil, changesPolicy: Bool = false) {
        self.name = name
        self.expects = [expects]
        self.policyHash = policyHash
        self.changesPolicy = changesPolicy
        people = []
        release = nil
    }
}

/// How scores are released.
struct ReleasePlan: Sendable {
    var reviews = true
    var resolves = true
    var withholdsDisputed = true
    var isSealed = true
    /// Whether a score is marked once more after the seal.
    var marksAfterSeal = false
    var approvers = [Staff.approver, .countersigner]
    /// Whether a dispute comes and goes between the approvals and the release.
    var hasLateDispute = false
    var hasNotice = true
    /// How long after the end of the time for objections the scores are out, in `received_at`; later where `nil`.
    var afterObjections: Int64?
}
