import Exam
import Primitives

/// ABS: nobody is called absent, or is taken to have given up, against what is recorded (§10).
enum AbsenceRules {
    static let all = [abs01]

    static let abs01 = Rule(
        "ABS-01", Phrase(en: "Absence and abandonment classified", zh: "缺考弃考认定"), seed: "§10", severity: .adjudication,
        parameters: ["abandon_grace_ms"],
        events: [
            .loginFaceAttempted, .loginPasswordAttempted, .supportContacted, .clientCrashed, .networkLost,
            .decisionIssued,
        ],
        summary: Phrase(
            en:
                "Who tried to log in, or was cut off, is not called absent or said to have given up without a decision.",
            zh: "曾尝试登录或因故障中断的考生，未经认定不得按缺考或弃考处理。"),
        applies: Phrase(en: "the main state is Absent or Abandoned", zh: "主状态为 Absent 或 Abandoned"),
        condition: Phrase(
            en: """
                Fails when Absent and there is a login attempt or support.contacted, or Abandoned and a \
                client.crashed without client.restarted or a network.lost without network.restored exists; and no \
                decision.issued or finding.resolved for ABS-01 follows.
                """,
            zh: """
                有下列情形之一，且其后没有就 ABS-01 作出的 decision.issued 或 finding.resolved 的，不通过：（一）主状态为 Absent，而有登录尝试或 \
                support.contacted；（二）主状态为 Abandoned，而有 client.crashed 没有 client.restarted，或有 network.lost 没有 \
                network.restored。
                """),
        judge: .candidate(classified))

    private static func classified(_ session: SessionView) throws(MissingBasis) -> Judgement {
        // Only these two can be Absent or Abandoned: the state itself is folded for them alone.
        guard session.logins.isEmpty || (session.entry != nil && session.end == nil) else { return .notApplicable }
        switch session.state {
        case .absent:
            let attempts = session.events.all(.loginFaceAttempted, .loginPasswordAttempted, .supportContacted)
            let contacts = attempts.filter { $0.type == .supportContacted }.count
            let tries = attempts.count - contacts
            return judge(
                attempts, session,
                Phrase(
                    en: "absent, although \(tries) \(tries == 1 ? "attempt" : "attempts") to log in and \(contacts) "
                        + "\(contacts == 1 ? "contact" : "contacts") with support are recorded; no decision about it "
                        + "is recorded after them",
                    zh: "状态为缺考，但记录有登录尝试 \(tries) 次、联系技术服务 \(contacts) 次；此后没有记录对此的认定"))
        case .abandoned:
            let grace = try session.parameters.abandonGraceMs
            let closes = try session.start + session.duration + grace
            let troubles =
                open(.clientCrashed, until: .clientRestarted, session)
                + open(.networkLost, until: .networkRestored, session)
            return judge(
                troubles, session,
                Phrase(
                    en: "entered and not ended by \(session.text(closes)), after \(troubles.count) crashes or outages "
                        + "that are not recorded as over; no decision about it is recorded after them",
                    zh: "已进入面谈，至 \(session.text(closes)) 未结束；其间有 \(troubles.count) 次崩溃或断网没有记录恢复，此后没有记录对此的认定"),
                values: ["closes_at": .time(closes), "abandon_grace_ms": .integer(grace)])
        default: return .notApplicable
        }
    }

    /// Fails on what is recorded unless an adjudication of this rule follows the last of it.
    private static func judge(
        _ recorded: [RecordedEvent], _ session: SessionView, _ message: Phrase,
        values: KeyValuePairs<String, JSONValue> = [:]
    ) -> Judgement {
        guard let last = recorded.map(\.index).max() else { return .pass }
        let isDecided = Adjudication.all(in: session.events).contains {
            $0.event.index > last && $0.decides("ABS-01")
        }
        return isDecided ? .pass : .fail(message, citing: recorded, values: values)
    }

    /// The events of a kind that none of the kind that ends them follows.
    private static func open(
        _ type: EventType, until end: EventType, _ session: SessionView
    ) -> [RecordedEvent] {
        let last = session.events.last(end)?.index
        return session.events.all(type).filter { event in last.map { event.index > $0 } ?? true }
    }
}
