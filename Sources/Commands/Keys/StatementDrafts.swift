import Exam
import Ledger
import Primitives
import Signing

/// Completes statements that lack what their signer knows, and signs them.
struct StatementDrafts {
    private let signer: SigningKey
    private let identity: LedgerIdentity?
    private var counter: Int64
    private var tape = JSONTape()
    private var reader = StatementReader()

    init(signer: SigningKey, identity: LedgerIdentity?, counter: Int64) {
        self.signer = signer
        self.identity = identity
        self.counter = counter
    }

    /// The envelope of a statement that may lack members, or why the completed one is none.
    mutating func envelope(
        _ line: [UInt8], at now: Instant, randomness: (UInt16, UInt64)
    ) -> Result<Envelope, Refusal> {
        do throws(JSONDefect) {
            try tape.scan(line.span)
        } catch {
            return .failure(Refusal(.statementInvalid, error.phrase))
        }
        guard case .object(let given) = tape.value(JSONTape.root, line.span) else {
            return .failure(
                Refusal(.statementInvalid, Phrase(en: "the statement is not an object", zh: "陈述不是对象")))
        }
        let bytes = Array(completed(given, at: now, randomness).text.utf8)
        do throws(Refusal) {
            let statement = try reader.read(bytes.span)
            if let n = statement.n { counter = n + 1 }
        } catch {
            return .failure(error)
        }
        return .success(Envelope(payloadType: Envelope.eventType, signing: bytes, with: signer.secret))
    }

    private func completed(
        _ given: [JSONValue.Member], at now: Instant, _ randomness: (UInt16, UInt64)
    ) -> JSONValue {
        var members = given.map { member in
            member.name == "actor" ? JSONValue.Member("actor", completed(actor: member.value)) : member
        }
        func fill(_ name: String, _ value: JSONValue?) {
            guard let value, !members.contains(where: { $0.name == name }) else { return }
            members.append(JSONValue.Member(name, value))
        }
        fill("id", .string(EventID(at: now, randomness: randomness).text))
        fill("v", 1)
        fill("ledger", identity.map { .string($0.origin) })
        fill("mode", identity.map { .string($0.mode.rawValue) })
        fill("at", .integer(now.milliseconds))
        if isCounted(members) { fill("n", .integer(counter)) }
        return .object(members)
    }

    private func completed(actor: JSONValue) -> JSONValue {
        guard case .object(var members) = actor, !members.contains(where: { $0.name == "id" }) else { return actor }
        members.append(JSONValue.Member("id", .string(signer.name)))
        return .object(members)
    }

    /// Whether the actor's role is one whose statements carry a counter.
    private func isCounted(_ members: [JSONValue.Member]) -> Bool {
        guard case .object(let actor)? = members.first(where: { $0.name == "actor" })?.value,
            case .string(let role)? = actor.first(where: { $0.name == "role" })?.value
        else { return false }
        return Role(rawValue: role)?.isCounted ?? false
    }
}
