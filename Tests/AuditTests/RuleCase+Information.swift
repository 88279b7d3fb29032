import Audit
import Exam
import Primitives

extension RuleCase {
    static let information =
        beforeWaiting("INFO-01", .infoConfirmed)
        + [
            RuleCase("INFO-02", .notApplicable, "no error"),
            RuleCase("INFO-02", .fail, "not decided", severity: .blocking) { $0.reportError() },
            RuleCase("INFO-02", .pass, "decided after it") {
                $0.reportError()
                $0.decide(at: $0.start + 1_000_000)
            },
            RuleCase("INFO-02", .pass, "decided as it is recorded") {
                $0.reportError()
                $0.decide(at: $0.start + (HistoryBuilder.transit - 530_000))
            },
            RuleCase("INFO-02", .fail, "decided a millisecond before") {
                $0.reportError()
                $0.decide(at: $0.start + (HistoryBuilder.transit - 530_001))
            },
            RuleCase("INFO-02", .fail, "one decided, a later one not") {
                $0.reportError()
                $0.decide(at: $0.start + -529_000)
                $0.reportError(at: $0.start + -528_000)
            },
            RuleCase("INFO-02", .fail, "decided, but the session ended because of it") { day in
                let error = day.reportError()
                day.decide(at: day.start + 1_000_000)
                day.change(.sessionEnded) { $0.cause = error }
            },
            RuleCase("INFO-02", .fail, "decided, but the exam was ended by force because of it") {
                let error = $0.reportError()
                $0.decide(at: $0.start + 1_000_000)
                $0.add(
                    .finishForced(FinishForced(reason: "r")), at: $0.start + 300_000, by: .invigilator("i-01"),
                    cause: error)
            },
            RuleCase("INFO-02", .pass, "ended by force for something else") {
                $0.reportError()
                $0.decide(at: $0.start + 1_000_000)
                $0.add(
                    .finishForced(FinishForced(reason: "r")), at: $0.start + 300_000, by: .invigilator("i-01"),
                    cause: $0.id(of: .infoConfirmed))
            },
            RuleCase("INFO-03", .notApplicable, "no error"),
            RuleCase("INFO-03", .notApplicable, "not finished") {
                $0.reportError()
                $0.remove(.finishTimedOut)
            },
            RuleCase("INFO-03", .fail, "no contact") { $0.reportError() },
            RuleCase("INFO-03", .pass, "at the end") { $0.reportErrorAndCall(at: $0.end) },
            RuleCase("INFO-03", .fail, "a millisecond before the end") { $0.reportErrorAndCall(at: $0.end + -1) },
            RuleCase("INFO-03", .pass, "at the last moment") {
                $0.reportErrorAndCall(at: $0.end + $0.parameters.contactDueMs)
            },
            RuleCase("INFO-03", .fail, "a millisecond late") {
                $0.reportErrorAndCall(at: $0.end + $0.parameters.contactDueMs + 1)
            },
            RuleCase("INFO-03", .fail, "about something else") {
                $0.reportError()
                $0.contact(.special, at: $0.end + 1000)
            },
        ] + mockErrors

    private static let mockErrors = [
        RuleCase("INFO-04", .notApplicable, "no error at the mock test"),
        RuleCase("INFO-04", .notApplicable, "no mock test") { $0.remove(.mockCompleted) },
        RuleCase("INFO-04", .pass, "reported and resolved at the last moments") {
            $0.findMockError(contact: $0.parameters.mockContactMs, resolved: $0.opens)
        },
        RuleCase("INFO-04", .fail, "reported a millisecond late") {
            $0.findMockError(contact: $0.parameters.mockContactMs + 1, resolved: $0.opens)
        },
        RuleCase("INFO-04", .fail, "resolved a millisecond late") {
            $0.findMockError(contact: $0.parameters.mockContactMs, resolved: $0.opens + 1)
        },
        RuleCase("INFO-04", .fail, "not reported") { $0.findMockError(contact: nil, resolved: $0.opens) },
        RuleCase("INFO-04", .fail, "not resolved") { $0.findMockError(contact: 1, resolved: nil) },
        RuleCase("INFO-04", .fail, "neither, at the second of two mock tests") {
            $0.findMockError(contact: 1, resolved: $0.opens)
            $0.add(
                .mockCompleted(MockCompleted(mockExamID: "mock-2", checksFailed: 0, infoError: true)),
                at: $0.start + -150_000_000)
        },
    ]
}

extension HistoryBuilder {
    @discardableResult
    fileprivate mutating func reportError(at time: Instant? = nil) -> EventID {
        add(
            .infoErrorReported(InfoErrorReported(fields: [.phone])), at: time ?? start + -530_000, by: .candidate)
    }

    fileprivate mutating func decide(at time: Instant) {
        add(
            .infoCorrectionDecided(InfoCorrectionDecided(accepted: true, fields: [.phone])), at: time,
            by: .administrator("a-01"))
    }

    fileprivate mutating func reportErrorAndCall(at time: Instant) {
        reportError()
        contact(.info, at: time)
    }

    fileprivate mutating func findMockError(contact delay: Int64?, resolved: Instant?) {
        say(
            .mockCompleted(
                MockCompleted(
                    mockExamID: "mock", checksFailed: 0, infoError: true, infoContactDelayMs: delay,
                    infoResolvedAt: resolved?.milliseconds)))
    }
}
