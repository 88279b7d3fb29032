import Primitives

/// Reads statements strictly: whatever formats.md §1 or the catalogue does not allow is refused.
///
/// A reader keeps its storage from one statement to the next; give each thread its own.
public struct StatementReader: Sendable {
    private var tape = JSONTape()
    private var ledger = RepeatedText()
    private var mode = RepeatedChoice<Mode>()
    private var role = RepeatedChoice<Role>()
    private var exam = RepeatedText()
    private var sitting = RepeatedText()

    /// A reader with nothing read yet.
    public init() {}

    /// The statement that these bytes are, or why they are none.
    public mutating func read(_ bytes: Span<UInt8>) throws(Refusal) -> Statement {
        try scan(bytes)
        return try statement(bytes)
    }

    /// What a walk over many statements needs of one: the whole of some types, of all others the counter alone.
    public enum Glance: Sendable {
        /// A statement of one of the types.
        case whole(Statement)
        /// The `n` of another.
        case counter(Int64?)
    }

    /// A statement that was read strictly before, as far as a walk needs it.
    public mutating func glance(_ bytes: Span<UInt8>, whole types: Set<EventType>) throws(Refusal) -> Glance {
        try scan(bytes)
        var type: EventType?
        var n: Int64?
        var name = JSONTape.root + 1
        for _ in 0..<tape.childCount(JSONTape.root) {
            if tape.isName(name, bytes, "type") { type = try eventType(name + 1, bytes) }
            if tape.isName(name, bytes, "n") { n = try counter(name + 1, bytes) }
            name = tape.next(name + 1)
        }
        return types.contains(try MemberReader.required(type, "type")) ? .whole(try statement(bytes)) : .counter(n)
    }

    private mutating func scan(_ bytes: Span<UInt8>) throws(Refusal) {
        guard bytes.count <= Statement.sizeLimit else {
            throw Refusal(
                .statementTooLarge,
                Phrase(
                    en: "the statement has \(bytes.count) bytes, more than \(Statement.sizeLimit)",
                    zh: "陈述有 \(bytes.count) 字节，超过 \(Statement.sizeLimit)"))
        }
        do throws(JSONDefect) {
            try tape.scan(bytes)
        } catch {
            throw Refusal(
                .statementInvalid, Phrase(en: "the statement: \(error.phrase.en)", zh: "陈述：\(error.phrase.zh)"))
        }
        guard tape.kind(JSONTape.root) == .object else {
            throw Refusal(.statementInvalid, Phrase(en: "the statement is not an object", zh: "陈述不是对象"))
        }
    }

    private mutating func statement(_ bytes: Span<UInt8>) throws(Refusal) -> Statement {
        var id: EventID?
        var type: EventType?
        var version: Int64?
        var ledger: String?
        var mode: Mode?
        var exam: String?
        var sitting: String?
        var candidate: String?
        var actor: Statement.Actor?
        var device: String?
        var at: Int64?
        var mono: Int64?
        var n: Int64?
        var cause: EventID?
        var data: Int?
        var personal: Int?
        var name = JSONTape.root + 1
        for _ in 0..<tape.childCount(JSONTape.root) {
            let value = name + 1
            switch tape.utf8Count(name) > 0 ? tape.utf8(name, bytes, 0) : 0 {
            case UInt8(ascii: "i") where tape.isName(name, bytes, "id"):
                id = try MemberReader.eventID(tape, value, bytes, "id")
            case UInt8(ascii: "t") where tape.isName(name, bytes, "type"):
                type = try eventType(value, bytes)
            case UInt8(ascii: "v") where tape.isName(name, bytes, "v"):
                version = try MemberReader.integer(tape, value, bytes, "v")
            case UInt8(ascii: "l") where tape.isName(name, bytes, "ledger"):
                ledger = try origin(value, bytes)
            case UInt8(ascii: "m") where tape.isName(name, bytes, "mode"):
                mode = try self.mode.choice(tape, value, bytes, "mode")
            case UInt8(ascii: "e") where tape.isName(name, bytes, "exam"):
                exam = self.exam.text(tape, try identifier(value, bytes, "exam"), bytes)
            case UInt8(ascii: "s") where tape.isName(name, bytes, "sitting"):
                sitting = self.sitting.text(tape, try identifier(value, bytes, "sitting"), bytes)
            case UInt8(ascii: "c") where tape.isName(name, bytes, "candidate"):
                candidate = tape.string(try identifier(value, bytes, "candidate"), bytes)
            case UInt8(ascii: "a") where tape.isName(name, bytes, "actor"):
                actor = try self.actor(value, bytes)
            case UInt8(ascii: "d") where tape.isName(name, bytes, "device"):
                device = try named(value, bytes, "device")
            case UInt8(ascii: "a") where tape.isName(name, bytes, "at"):
                at = try MemberReader.integer(tape, value, bytes, "at")
            case UInt8(ascii: "m") where tape.isName(name, bytes, "mono"):
                mono = try MemberReader.integer(tape, value, bytes, "mono")
            case UInt8(ascii: "n") where tape.isName(name, bytes, "n"):
                n = try counter(value, bytes)
            case UInt8(ascii: "c") where tape.isName(name, bytes, "cause"):
                cause = try MemberReader.eventID(tape, value, bytes, "cause")
            case UInt8(ascii: "d") where tape.isName(name, bytes, "data"): data = value
            case UInt8(ascii: "p") where tape.isName(name, bytes, "personal"): personal = value
            default: throw MemberReader.unknown(tape, name, bytes)
            }
            name = tape.next(value)
        }
        let knownType = try MemberReader.required(type, "type")
        try check(version: try MemberReader.required(version, "v"), of: knownType)
        let speaker = try MemberReader.required(actor, "actor")
        if speaker.role.isCounted {
            _ = try MemberReader.required(mono, "mono")
            _ = try MemberReader.required(n, "n")
        }
        let statement = Statement(
            id: try MemberReader.required(id, "id"), ledger: try MemberReader.required(ledger, "ledger"),
            mode: try MemberReader.required(mode, "mode"), exam: exam, sitting: sitting, candidate: candidate,
            actor: speaker, device: device, at: Instant(milliseconds: try MemberReader.required(at, "at")),
            mono: mono, n: n, cause: cause,
            payload: try payload(try MemberReader.required(data, "data"), of: knownType, bytes),
            personal: try commitments(personal, of: knownType, bytes))
        try checkScope(of: statement)
        try checkRole(of: statement)
        return statement
    }
}

extension StatementReader {
    private func eventType(_ node: Int, _ bytes: Span<UInt8>) throws(Refusal) -> EventType {
        guard tape.kind(node) == .string else { throw MemberReader.invalid("type", "a text", "文本") }
        guard let type = EventType(nameHash: tape.textHash(node, bytes)),
            tape.isString(node, bytes, type.rawValue)
        else {
            let name = tape.string(node, bytes) ?? ""
            throw Refusal(
                .typeUnknown, Phrase(en: "the catalogue has no type `\(name)`", zh: "目录中没有类型 `\(name)`"))
        }
        return type
    }

    private func check(version: Int64, of type: EventType) throws(Refusal) {
        guard version == 1 else {
            throw Refusal(
                .versionUnknown,
                Phrase(
                    en: "the catalogue has no version \(version) of `\(type.rawValue)`",
                    zh: "目录中没有 `\(type.rawValue)` 的第 \(version) 版"))
        }
    }

    private mutating func origin(_ node: Int, _ bytes: Span<UInt8>) throws(Refusal) -> String {
        guard tape.kind(node) == .string, tape.withSpan(node, bytes, { Names.isOrigin($0) }) else {
            throw MemberReader.invalid(
                "ledger", "1 to 255 visible ASCII characters without +", " 1 至 255 个不含 + 的可见 ASCII 字符")
        }
        return ledger.text(tape, node, bytes)
    }

    private func identifier(_ node: Int, _ bytes: Span<UInt8>, _ name: StaticString) throws(Refusal) -> Int {
        guard tape.kind(node) == .string, tape.withSpan(node, bytes, { Names.isIdentifier($0) }) else {
            throw MemberReader.invalid(name, "1 to 64 bytes of [A-Za-z0-9._-]", " 1 至 64 个 [A-Za-z0-9._-] 字节")
        }
        return node
    }

    private func named(_ node: Int, _ bytes: Span<UInt8>, _ name: StaticString) throws(Refusal) -> String {
        guard let text = tape.string(node, bytes), !text.isEmpty else {
            throw MemberReader.invalid(name, "a text that is not empty", "非空文本")
        }
        return text
    }

    private mutating func actor(_ node: Int, _ bytes: Span<UInt8>) throws(Refusal) -> Statement.Actor {
        guard tape.kind(node) == .object else { throw MemberReader.invalid("actor", "an object", "对象") }
        var role: Role?
        var id: String?
        var name = node + 1
        for _ in 0..<tape.childCount(node) {
            if tape.isName(name, bytes, "role") {
                role = try self.role.choice(tape, name + 1, bytes, "actor.role")
            } else if tape.isName(name, bytes, "id") {
                id = try named(name + 1, bytes, "actor.id")
            } else {
                throw MemberReader.unknown(tape, name, bytes)
            }
            name = tape.next(name + 1)
        }
        return Statement.Actor(
            role: try MemberReader.required(role, "actor.role"), id: try MemberReader.required(id, "actor.id"))
    }

    private func counter(_ node: Int, _ bytes: Span<UInt8>) throws(Refusal) -> Int64 {
        let n = try MemberReader.integer(tape, node, bytes, "n")
        guard n >= 1 else { throw MemberReader.invalid("n", "at least 1", "不小于 1 的整数") }
        return n
    }

    private func payload(_ node: Int, of type: EventType, _ bytes: Span<UInt8>) throws(Refusal) -> Payload {
        guard tape.kind(node) == .object else { throw MemberReader.invalid("data", "an object", "对象") }
        return try Payload.read(type, tape, node, bytes)
    }

    private func commitments(
        _ node: Int?, of type: EventType, _ bytes: Span<UInt8>
    ) throws(Refusal) -> [Statement.Commitment] {
        guard let node else { return [] }
        guard tape.kind(node) == .object else { throw MemberReader.invalid("personal", "an object", "对象") }
        let allowed = EventDefinition.of(type)?.personal ?? []
        var commitments: [Statement.Commitment] = []
        var member = node + 1
        for _ in 0..<tape.childCount(node) {
            guard let name = tape.string(member, bytes), allowed.contains(name) else {
                throw MemberReader.unknown(tape, member, bytes)
            }
            guard tape.kind(member + 1) == .string,
                let raw = tape.withSpan(member + 1, bytes, { Base64.decode($0, .urlWithoutPadding) }),
                let digest = Digest(raw.span)
            else {
                throw MemberReader.invalid(
                    "personal", "digests of 43 base64url digits", "由 43 位 base64url 数字组成的摘要")
            }
            commitments.append(Statement.Commitment(name: name, digest: digest))
            member = tape.next(member + 1)
        }
        return commitments
    }
}
