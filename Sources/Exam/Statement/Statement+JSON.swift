public import Primitives

extension Statement {
    /// The bytes to sign: members in the order of formats.md §1, without white space.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        json.write(to: &bytes, canonically: false)
        return bytes
    }

    /// The statement as a JSON object.
    public var json: JSONValue {
        .members([
            "id": .string(id.text),
            "type": .string(type.rawValue),
            "v": 1,
            "ledger": .string(ledger),
            "mode": .string(mode.rawValue),
            "exam": exam.map { .string($0) },
            "sitting": sitting.map { .string($0) },
            "candidate": candidate.map { .string($0) },
            "actor": .members(["role": .string(actor.role.rawValue), "id": .string(actor.id)]),
            "device": device.map { .string($0) },
            "at": .integer(at.milliseconds),
            "mono": mono.map { .integer($0) },
            "n": n.map { .integer($0) },
            "cause": cause.map { .string($0.text) },
            "data": payload.json,
            "personal": personal.isEmpty ? nil : personalJSON,
        ])
    }

    private var personalJSON: JSONValue {
        .object(
            personal.map {
                JSONValue.Member($0.name, .string(Base64.encode($0.digest.bytes.span, .urlWithoutPadding)))
            })
    }
}
