import Exam
import Primitives

/// INFO: the personal data on the screen, and errors in it (§9).
enum InformationRules {
    static let all = [info01, info02, info03, info04]

    static let info01 = Rule(
        "INFO-01", Phrase(en: "Information confirmed", zh: "信息确认"), seed: "§9", severity: .notice,
        events: [.infoConfirmed, .waitingEntered],
        summary: Phrase(en: "The personal data is confirmed before waiting.", zh: "进入候考之前应确认个人信息。"),
        applies: Phrase(en: "there is a waiting.entered", zh: "有 waiting.entered"),
        condition: Phrase(
            en: "Fails when no info.confirmed before waiting.entered.",
            zh: "在 waiting.entered 之前没有 info.confirmed 的，不通过。"),
        judge: .candidate(confirmed))

    private static func confirmed(_ session: SessionView) -> Judgement {
        guard let waiting = session.events.first(.waitingEntered) else { return .notApplicable }
        let confirmation = session.events.first(.infoConfirmed)
        if let confirmation, confirmation.position < waiting.position { return .pass }
        return .fail(
            Phrase(
                en:
                    "waiting from \(session.text(waiting.receivedAt)); no confirmation of the personal data is recorded "
                    + "before it",
                zh: "\(session.text(waiting.receivedAt)) 进入候考，此前没有记录个人信息确认"),
            citing: [waiting] + (confirmation.map { [$0] } ?? []))
    }

    static let info02 = Rule(
        "INFO-02", Phrase(en: "Information error did not stop the exam and was closed", zh: "信息有误续考"),
        seed: "§9", severity: .blocking,
        events: [.infoErrorReported, .infoCorrectionDecided, .sessionEnded],
        summary: Phrase(
            en: "An error in the personal data does not end the exam, and is decided.",
            zh: "个人信息有误不得中止面谈，且须作出更正决定。"),
        applies: Phrase(en: "there is an info.error.reported", zh: "有 info.error.reported"),
        condition: Phrase(
            en: """
                Fails when no info.correction.decided follows it in the prefix, or a session.ended or finish.forced \
                by others than the candidate cites it as cause.
                """,
            zh: """
                有下列情形之一的，不通过：（一）前缀中在其之后没有 info.correction.decided；（二）有考生以外的人作出的 session.ended 或 finish.forced 以其为起因。
                """),
        judge: .candidate(closed))

    private static func closed(_ session: SessionView) -> Judgement {
        let errors = session.events.all(.infoErrorReported)
        guard !errors.isEmpty else { return .notApplicable }
        let decision = session.events.last(.infoCorrectionDecided)
        let open = errors.filter { error in decision.map { $0.position < error.position } ?? true }
        // Neither a session.ended nor a finish.forced can come from a candidate (catalogue).
        let ends = session.events.all(.sessionEnded, .finishForced).filter { end in
            errors.contains { $0.id == end.statement.cause }
        }
        if let end = ends.first {
            return .fail(
                Phrase(
                    en: "\(end.type.rawValue) at \(session.text(end.receivedAt)) because of a reported error in the "
                        + "personal data",
                    zh: "\(session.text(end.receivedAt)) 因报告个人信息有误而发生 \(end.type.rawValue)"),
                citing: errors + ends, values: ["open": .number(open.count), "ended": .number(ends.count)])
        }
        guard let first = open.first else { return .pass }
        return .fail(
            Phrase(
                en: "error in the personal data reported at \(session.text(first.receivedAt)); no decision is recorded "
                    + "after it",
                zh: "\(session.text(first.receivedAt)) 报告个人信息有误，此后没有记录更正决定"),
            citing: open, values: ["open": .number(open.count), "ended": .number(0)])
    }

    static let info03 = Rule(
        "INFO-03", Phrase(en: "Contact after the end", zh: "结束后联系"), seed: "§9", severity: .notice,
        parameters: ["contact_due_ms"],
        events: [.infoErrorReported, .supportContacted],
        summary: Phrase(
            en: "A candidate who reported an error in the personal data contacts support after the end.",
            zh: "报告个人信息有误的考生，面谈结束后应联系技术服务。"),
        applies: Phrase(en: "finished and there is an info.error.reported", zh: "已结束，且有 info.error.reported"),
        condition: Phrase(
            en: "Fails when no support.contacted{info} with t in [E, E + contact_due_ms].",
            zh: "没有 t 在 [E, E + contact_due_ms] 内的 support.contacted{info} 的，不通过。"),
        judge: .candidate(contacted))

    private static func contacted(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let end = session.end else { return .notFinished }
        let errors = session.events.all(.infoErrorReported)
        guard !errors.isEmpty else { return .notApplicable }
        let limit = try session.parameters.contactDueMs
        let due = Interval(from: end, until: end + limit)
        let contacts = session.events.facts(.supportContacted).filter { $0.data.topic == .info }
        if contacts.contains(where: { due.contains($0.event.receivedAt) }) { return .pass }
        return .fail(
            Phrase(
                en: "an error in the personal data was reported; no contact with support about it is recorded from "
                    + "\(session.text(due.from)) to \(session.text(due.until)), \(contacts.count) at other times",
                zh: "报告了个人信息有误；自 \(session.text(due.from)) 至 \(session.text(due.until)) 没有记录就此联系技术服务，"
                    + "其他时间 \(contacts.count) 次"),
            citing: errors + contacts.map(\.event),
            values: ["end": .time(end), "due_at": .time(due.until), "contact_due_ms": .integer(limit)])
    }

    static let info04 = Rule(
        "INFO-04", Phrase(en: "Mock information error reported at once", zh: "模拟即时联系"), seed: "§9", severity: .notice,
        parameters: ["mock_contact_ms", "login_open_ms"],
        events: [.mockCompleted],
        summary: Phrase(
            en:
                "An error in the personal data that the mock test shows is reported at once, and resolved before logins open.",
            zh: "模拟测试中发现个人信息有误，应立即联系，并在登录开放之前解决。"),
        applies: Phrase(en: "there is a mock.completed{info_error true}", zh: "有 mock.completed{info_error true}"),
        condition: Phrase(
            en: """
                Fails when info_contact_delay_ms is missing or > mock_contact_ms, or info_resolved_at is missing or > \
                T + login_open_ms.
                """,
            zh: """
                有下列情形之一的，不通过：（一）没有 info_contact_delay_ms，或其 > mock_contact_ms；（二）没有 info_resolved_at，或其 > T + \
                login_open_ms。
                """),
        judge: .candidate(mockError))

    private static func mockError(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let mocks = session.events.facts(.mockCompleted).filter(\.data.infoError)
        guard !mocks.isEmpty else { return .notApplicable }
        let limit = try session.parameters.mockContactMs
        let opens = try session.start + session.parameters.loginOpenMs
        let broken = mocks.filter { mock in
            let isReported = mock.data.infoContactDelayMs.map { $0 <= limit } ?? false
            let isResolved = mock.data.infoResolvedAt.map { $0 <= opens.milliseconds } ?? false
            return !isReported || !isResolved
        }
        guard let first = broken.first?.data else { return .pass }
        let resolved = first.infoResolvedAt.map { session.text(Instant(milliseconds: $0)) }
        return .fail(
            Phrase(
                en: "error in the personal data at the mock test: "
                    + (first.infoContactDelayMs.map { "contact after \($0) ms" } ?? "no contact is recorded")
                    + ", \(limit) ms are granted; "
                    + (resolved.map { "resolved at \($0)" } ?? "no resolution is recorded")
                    + ", due by \(session.text(opens))",
                zh: "模拟测试发现个人信息有误："
                    + (first.infoContactDelayMs.map { "\($0) 毫秒后联系" } ?? "没有记录联系")
                    + "，容许 \(limit) 毫秒；" + (resolved.map { "\($0) 解决" } ?? "没有记录解决")
                    + "，应不晚于 \(session.text(opens))"),
            citing: broken.map(\.event),
            values: [
                "contact_delay_ms": first.infoContactDelayMs.map { .integer($0) } ?? .null,
                "mock_contact_ms": .integer(limit), "resolved_at": first.infoResolvedAt.map { .integer($0) } ?? .null,
                "due_at": .time(opens),
            ])
    }
}
