import Exam
public import Primitives

extension Timeline {
    /// The document of `replay --format json`, of all of the items or some.
    ///
    /// - Parameters:
    ///   - items: which; all of them without it.
    ///   - bodies: the texts of help messages that the reader may see, by the event that sent them.
    public func json(_ items: [Item]? = nil, bodies: [EventID: HelpBody] = [:]) -> JSONValue {
        .members([
            "schema": "examledger-replay/1",
            "items": .array((items ?? self.items).map(\.json)),
            "help_threads": .array(help.map { $0.json(bodies) }),
            "standing": SessionReport(standing).json,
        ])
    }
}

extension Timeline.Item {
    /// The item for programs: `kind` says which it is.
    public var json: JSONValue {
        switch self {
        case .phase(let phase):
            .members(["kind": "phase", "phase": .string(phase.rawValue), "title": .phrase(phase.title)])
        case .change(let decision):
            .members([
                "kind": "change", "state": .string(decision.state.rawValue), "reason": .phrase(decision.reason),
                "since": decision.since.map { .integer($0.milliseconds) },
                "index": decision.event.map { .number($0.index) },
            ])
        case .event(let line):
            .members([
                "kind": "event", "event": EventReport(line.event).json, "data": line.event.payload.json,
                "device_time": line.deviceTime.map { .integer($0.milliseconds) },
                "refusal": line.isRefusal ? true : nil, "incident": line.isIncident ? true : nil,
                "state": line.state.map { .string($0.rawValue) },
            ])
        case .run(let run):
            .members([
                "kind": "run", "first_index": run.events.first.map { .number($0.index) },
                "last_index": run.events.last.map { .number($0.index) },
                "from": run.events.first.map { .integer($0.receivedAt.milliseconds) },
                "until": run.events.last.map { .integer($0.receivedAt.milliseconds) },
                "counts": .object(run.counts.map { JSONValue.Member($0.type.rawValue, .number($0.count)) }),
            ])
        case .gap(let gap):
            .members([
                "kind": "gap", "from": .integer(gap.from.milliseconds), "until": .integer(gap.until.milliseconds),
                "milliseconds": .integer(gap.milliseconds),
            ])
        }
    }
}
