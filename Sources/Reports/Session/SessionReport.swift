public import Audit
public import Exam
public import Primitives

/// Where one session stands and why, for people and for programs.
public struct SessionReport: Sendable {
    /// The standing.
    public let standing: SessionStanding
    /// The findings about the session; `nil` where no audit was made.
    public let findings: [Finding]?

    /// A report of a standing, with what an audit found.
    public init(_ standing: SessionStanding, findings: [Finding]? = nil) {
        self.standing = standing
        self.findings = findings
    }

    /// The session's line in `sessions` (cli.md, Output shapes).
    public var entry: JSONValue { .object(entryMembers) }

    var entryMembers: [JSONValue.Member] {
        let session = standing.session
        let members = JSONValue.members([
            "exam": .string(session.exam),
            "sitting": .string(session.sitting),
            "candidate": .string(session.candidate),
            "room": session.room.map { .string($0) },
            "state": .string(standing.state.rawValue),
            "state_title": .phrase(standing.state.title),
            "lot": session.lot.map { .integer($0.number) },
            "last_index": session.last.map { .number($0.index) } ?? .null,
            "findings": findings.map { SeverityCounts($0).json },
        ])
        if case .object(let list) = members { return list } else { return [] }
    }

    /// The document of `session --format json`.
    public var json: JSONValue {
        let decision = standing.decision
        let more = JSONValue.members([
            "at": .integer(standing.now.milliseconds),
            "reason": .phrase(decision.reason),
            "since": decision.since.map { .integer($0.milliseconds) } ?? .null,
            "since_index": decision.event.map { .number($0.index) } ?? .null,
            "since_type": decision.event.map { .string($0.type.rawValue) },
            "regions": regions,
            "timers": .array(standing.timers.map(json(of:))),
            "entry_guards": .array(
                standing.guards.all.map { condition in
                    .members([
                        "reason": .string(condition.reason.rawValue), "met": .bool(condition.isMet),
                        "index": condition.event.map { .number($0.index) },
                    ])
                }),
        ])
        guard case .object(let members) = more else { return more }
        return .object([JSONValue.Member("schema", "examledger-session/1")] + entryMembers + members)
    }

    private var regions: JSONValue {
        let session = standing.session
        return .members([
            "connection": .string(session.connection.value.rawValue),
            "main_recording": .string(session.mainRecording.value.rawValue),
            "evidence_recording": .string(session.evidenceRecording.value.rawValue),
            "help": .array(session.help.names.map { .string($0) }),
            "tickets": .array(session.tickets.names.map { .string($0) }),
            "disputes": .array(session.disputes.names.map { .string($0) }),
            "incidents": .object(session.incidents.entries.map { JSONValue.Member($0.name, .number($0.value)) }),
        ])
    }

    private func json(of timer: SessionTimer.Standing) -> JSONValue {
        .members([
            "id": .string(timer.timer.rawValue),
            "title": .phrase(timer.timer.title),
            "due": timer.due.map { .integer($0.milliseconds) } ?? .null,
            "passed": .bool(timer.isPassed),
            "settled_by_index": timer.settledBy.map { .number($0.index) },
        ])
    }
}
