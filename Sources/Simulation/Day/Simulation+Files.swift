import Exam
public import Primitives
public import Signing

extension Simulation {
    /// A key of the day and the name of its file, without the ending.
    public struct NamedKey: Sendable {
        /// The name of its file, without the ending.
        public let file: String
        /// The key, under its holder's name.
        public let key: SigningKey
    }

    /// The keys of the log, the authority, the staff and the platform.
    ///
    /// - Throws: `crypto.unavailable`.
    public func staffKeys() throws(LedgerError) -> [NamedKey] {
        var keys = [NamedKey(file: "log", key: try SigningKey(name: origin, secret: mint.key("log")))]
        for member in [Staff.authority] + Staff.enrolled {
            keys.append(NamedKey(file: member.id, key: try SigningKey(name: member.id, secret: mint.key(member.id))))
        }
        return keys
    }

    /// How many candidates there are.
    public var candidateCount: Int { day.sittings.last?.candidates.upperBound ?? 0 }

    /// The four keys of a candidate, by their number from 1.
    ///
    /// - Throws: `crypto.unavailable`.
    public func candidateKeys(_ number: Int) throws(LedgerError) -> [NamedKey] {
        let names = day.names(number)
        var keys: [NamedKey] = []
        for (file, holder) in [
            (names.candidate, names.candidate), (names.candidate + ".phone", names.candidate),
            (names.device(.pc), names.device(.pc)), (names.device(.phone), names.device(.phone)),
        ] {
            keys.append(NamedKey(file: file, key: try SigningKey(name: holder, secret: mint.key(file))))
        }
        return keys
    }

    /// The truth file: what the day was made of, and what an audit must find.
    ///
    /// - Throws: `crypto.unavailable`.
    public func json(_ truth: Truth) throws(LedgerError) -> JSONValue {
        let authority = try mint.key(Staff.authority.id).publicKey
        let log = try SigningKey(name: origin, secret: mint.key("log")).verificationKey
        let first = day.sittings.first
        let head: [JSONValue.Member] = [
            .init("format", "examledger-truth/1"), .init("seed", .number(options.seed)),
            .init("origin", .string(origin)), .init("exam", .string(exam)),
            .init("sitting", .string(first?.id ?? "")),
            .init("start_at", .integer(first?.start.milliseconds ?? 0)),
            .init("duration_ms", .integer(first?.duration ?? 0)),
            .init("rooms", first.map(rooms) ?? .object([])),
            .init("sittings", .array(day.sittings.map(json))),
            .init("authority_key_id", .string(authority.id.hex)),
            .init("authority_public_key", .string(authority.bytes.hex)),
            .init("log_vkey", .string(log.text)), .init("opened_at", .integer(openedAt.milliseconds)),
            .init("parameters", first.map { $0.parameters.json } ?? .object([])),
            .init("after", .string(options.aftermath.rawValue)),
        ]
        return .object(head + truth.members)
    }

    private func json(_ sitting: SittingPlan) -> JSONValue {
        .members([
            "exam": .string(sitting.exam.id), "sitting": .string(sitting.id),
            "start_at": .integer(sitting.start.milliseconds), "duration_ms": .integer(sitting.duration),
            "parameters_hash": .string(sitting.parameters.policyHash.hex), "rooms": rooms(sitting),
        ])
    }

    private func rooms(_ sitting: SittingPlan) -> JSONValue {
        .object(
            sitting.rooms.map { room in
                let here = sitting.candidates.filter { sitting.room(of: $0) == room }
                return .init(room, .array(here.map { .string(day.names($0).candidate) }))
            })
    }

    /// What to do with the folder, for the person who finds it.
    public func readme(_ truth: Truth) -> String {
        """
        # A simulated exam day

        \(day.sittings.last?.candidates.upperBound ?? 0) candidates in \(day.sittings.count) sittings, \
        \(truth.events) events, seed \(options.seed), parameters: \(options.parameters.rawValue).
        Nothing in it belongs to a real person; personal values are placeholders.

        | file | content |
        |---|---|
        | `envelopes.ndjson` | the signed events in the order received; every line carries `received_at` |
        | `keys/` | secret keys (`.key`) and public keys (`.vkey`) of the log, the authority, staff, platform, \
        candidates and their machines |
        | `truth.json` | what an audit of this day must find |

        The keys follow from the seed: never enrol them anywhere else.

        ## Open a ledger with it

            examledger init day.ledger --exam \(exam) --origin \(origin) --mode formal --approvals 2 \\
                --clock imported --opened-at \(openedAt.rfc3339(offset: 28_800)) \\
                --authority-key keys/authority.key --log-key keys/log.key
            examledger ingest --ledger day.ledger envelopes.ndjson
            examledger audit --ledger day.ledger

        """
    }
}
