import Audit
import Exam
import Primitives

extension RuleCase {
    static let login = [
        RuleCase("LOGIN-01", .pass, "at the opening") { $0.move(.loginFaceSucceeded, to: $0.opens) },
        RuleCase("LOGIN-01", .fail, "a millisecond before") { $0.move(.loginFaceSucceeded, to: $0.opens + -1) },
        RuleCase("LOGIN-01", .notApplicable, "without a login") { $0.remove(.loginFaceSucceeded) },
        RuleCase("LOGIN-02", .pass, "a millisecond before the close") {
            $0.move(.loginFaceSucceeded, to: $0.closes + -1)
        },
        RuleCase("LOGIN-02", .fail, "at the close") { $0.move(.loginFaceSucceeded, to: $0.closes) },
        RuleCase("LOGIN-02", .fail, "a second login at the close") { $0.password(at: $0.closes) },
        RuleCase("LOGIN-02", .notApplicable, "without a login") { $0.remove(.loginFaceSucceeded) },
        RuleCase("LOGIN-03", .pass, "after a face failure") {
            $0.failFace(at: $0.start + -899_500)
            $0.issue(at: $0.start + -899_400)
            $0.password(at: $0.start + -899_300)
        },
        RuleCase("LOGIN-03", .pass, "after a refusal of face") {
            $0.add(.loginFaceDeclined(LoginFaceDeclined()), at: $0.start + -899_500, by: .candidate)
            $0.issue(at: $0.start + -899_400)
            $0.password(at: $0.start + -899_300)
        },
        RuleCase("LOGIN-03", .fail, "without a face failure") {
            $0.issue(at: $0.start + -899_400)
            $0.password(at: $0.start + -899_300)
        },
        RuleCase("LOGIN-03", .fail, "with an account of another name") {
            $0.failFace(at: $0.start + -899_500)
            $0.issue("acc-2", at: $0.start + -899_400)
            $0.password(at: $0.start + -899_300)
        },
        RuleCase("LOGIN-03", .fail, "with the face failure after it") {
            $0.issue(at: $0.start + -899_400)
            $0.password(at: $0.start + -899_300)
            $0.failFace(at: $0.start + -899_200)
        },
        RuleCase("LOGIN-03", .notApplicable, "by face"),
        RuleCase("LOGIN-10", .notApplicable, "by face"),
        RuleCase("LOGIN-10", .pass, "by password, after a face attempt") {
            $0.open(2, "pc-0001", method: .password, at: $0.start + -400_000)
        },
        RuleCase("LOGIN-10", .fail, "by password, with no face attempt") {
            $0.remove(.loginFaceAttempted)
            $0.open(2, "pc-0001", method: .password, at: $0.start + -400_000)
        },
        RuleCase("LOGIN-10", .pass, "by password, face declined") {
            $0.remove(.loginFaceAttempted)
            $0.add(.loginFaceDeclined(LoginFaceDeclined()), at: $0.start + -400_100, by: .candidate)
            $0.open(2, "pc-0001", method: .password, at: $0.start + -400_000)
        },
    ]

    static let credentials = [
        RuleCase("LOGIN-04", .notApplicable, "by face"),
        RuleCase("LOGIN-04", .pass, "in order, at the end of its life") {
            $0.contact(.login, at: $0.start + -890_000)
            $0.issue(at: $0.start + -880_000)
            $0.password(at: $0.start + -880_000 + $0.parameters.credTtlMs)
        },
        RuleCase("LOGIN-04", .fail, "a millisecond past its life") {
            $0.contact(.login, at: $0.start + -890_000)
            $0.issue(at: $0.start + -880_000)
            $0.password(at: $0.start + -879_999 + $0.parameters.credTtlMs)
        },
        RuleCase("LOGIN-04", .pass, "at its own end") {
            $0.contact(.login, at: $0.start + -890_000)
            $0.issue(expires: $0.start + -850_000, at: $0.start + -880_000)
            $0.password(at: $0.start + -850_000)
        },
        RuleCase("LOGIN-04", .fail, "past its own end") {
            $0.contact(.login, at: $0.start + -890_000)
            $0.issue(expires: $0.start + -850_001, at: $0.start + -880_000)
            $0.password(at: $0.start + -850_000)
        },
        RuleCase("LOGIN-04", .fail, "without a ticket") {
            $0.contact(.login, at: $0.start + -890_000)
            $0.issue(ticket: nil, at: $0.start + -880_000)
        },
        RuleCase("LOGIN-04", .fail, "with the contact after it") {
            $0.issue(at: $0.start + -880_000)
            $0.contact(.login, at: $0.start + -870_000)
        },
        RuleCase("LOGIN-04", .fail, "without a check of identity") {
            $0.contact(.login, at: $0.start + -890_000)
            $0.issue(check: .none, at: $0.start + -880_000)
        },
        RuleCase("LOGIN-04", .fail, "with the account of another candidate") {
            $0.contact(.login, at: $0.start + -890_000)
            $0.issue(at: $0.start + -880_000)
            $0.issue(at: $0.start + -879_000, to: "c-0002")
            $0.password(at: $0.start + -870_000)
        },
        RuleCase("LOGIN-09", .notApplicable, "one failure fewer") { $0.failOften(-1) },
        RuleCase("LOGIN-09", .fail, "just so many failures, no credential") { $0.failOften(0) },
        RuleCase("LOGIN-09", .notApplicable, "nobody was asked") { day in
            for number in 0..<day.parameters.faceFailMax { day.failFace(at: day.start + -899_900 + number) }
        },
        RuleCase("LOGIN-09", .pass, "a credential just before the close") {
            $0.failOften(0)
            $0.issue(at: $0.closes + -1)
        },
        RuleCase("LOGIN-09", .fail, "a credential at the close") {
            $0.failOften(0)
            $0.issue(at: $0.closes)
        },
    ]
}

extension HistoryBuilder {
    mutating func failFace(at time: Instant) {
        add(.loginFaceFailed(LoginFaceFailed(attemptNo: 1, reason: .noMatch)), at: time)
    }

    /// As many face failures as oblige support, and so many more, with a contact.
    mutating func failOften(_ more: Int64) {
        for number in 0..<(parameters.faceFailMax + more) { failFace(at: start + -899_900 + number) }
        contact(.login, at: start + -899_000)
    }

    mutating func contact(_ topic: SupportContacted.Topic, at time: Instant) {
        add(
            .supportContacted(
                SupportContacted(ticketID: "tk-1", channel: .phone, topic: topic, byCandidateSelf: true)),
            at: time, by: .support)
    }

    mutating func issue(
        _ account: String = "acc-1", ticket: String? = "tk-1", check: LoginCredentialIssued.IdentityCheck = .video,
        expires: Instant? = nil, at time: Instant, to candidate: String = "c-0001"
    ) {
        add(
            .loginCredentialIssued(
                LoginCredentialIssued(
                    accountRef: account, identityCheck: check,
                    expiresAt: (expires ?? start + 86_400_000).milliseconds, ticketID: ticket)),
            at: time, by: .support, to: candidate)
    }

    mutating func password(_ account: String = "acc-1", at time: Instant) {
        add(.loginPasswordSucceeded(LoginPasswordSucceeded(accountRef: account, attemptNo: 1)), at: time)
    }
}
