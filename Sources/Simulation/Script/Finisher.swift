import Exam
import Primitives
import Signing
import Transparency

/// A line of the day: when the ledger receives it, and its bytes.
struct Line: Sendable {
    let received: Instant
    /// What comes first of what is received at one moment.
    let order: Int
    let type: EventType
    let bytes: [UInt8]
}

/// Makes signed lines of a script: counters, clocks, commitments, signatures.
struct Finisher: Sendable {
    let ledger: String
    let seed: UInt64
    let staff: [Staff: SecretKey]
    /// The keys of the script's candidate.
    var candidate: CandidateKeys?
    /// The key of a client that is bound elsewhere.
    var borrowed: (names: CandidateNames, key: SecretKey)?
    /// The counters that the candidate's keys have reached.
    var counters: [Speaker: Int64] = [:]

    /// The lines of a script in the order of their reception; `isMeant` says which, the others only count.
    mutating func lines(of script: Script, where isMeant: (Draft) -> Bool = { _ in true }) -> [Line] {
        let happened = script.drafts.indices.sorted { before(script.drafts[$0].time, $0, script.drafts[$1].time, $1) }
        var numbers: [Int: Int64] = [:]
        for place in happened {
            let draft = script.drafts[place]
            guard draft.speaker.machine != nil else { continue }
            counters[draft.speaker, default: 0] += draft.followsLoss ? 2 : 1
            numbers[place] = counters[draft.speaker]
        }
        let arrived = script.drafts.indices.filter { isMeant(script.drafts[$0]) }.sorted { left, right in
            let (a, b) = (script.drafts[left], script.drafts[right])
            if a.received != b.received { return a.received < b.received }
            return before(a.time, left, b.time, right)
        }
        var statements: [Int: [UInt8]] = [:]
        for place in arrived where script.drafts[place].batch == nil {
            statements[place] = statement(script.drafts[place], n: numbers[place], in: script).bytes
        }
        for place in arrived where script.drafts[place].batch != nil {
            var draft = script.drafts[place]
            draft.payload = batch(draft, script, statements, numbers)
            statements[place] = statement(draft, n: nil, in: script).bytes
        }
        return arrived.enumerated().compactMap { order, place in
            statements[place].flatMap { line($0, script.drafts[place], order) }
        }
    }

    private func before(_ left: Instant, _ leftPlace: Int, _ right: Instant, _ rightPlace: Int) -> Bool {
        (left, leftPlace) < (right, rightPlace)
    }

    private func line(_ statement: [UInt8], _ draft: Draft, _ order: Int) -> Line? {
        guard let key = key(of: draft.speaker) else { return nil }
        let envelope = Envelope(signing: statement, with: key, receivedAt: draft.received)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(statement.count * 4 / 3 + 320)
        envelope.write(to: &bytes)
        return Line(received: draft.received, order: order, type: draft.payload.type, bytes: bytes)
    }

    private func key(of speaker: Speaker) -> SecretKey? {
        switch speaker {
        case .staff(let staff): self.staff[staff]
        case .candidate, .client: candidate?[speaker]
        case .borrowed: borrowed?.key
        }
    }

    private func statement(_ draft: Draft, n: Int64?, in script: Script) -> Statement {
        let machine = draft.speaker.machine
        let offset = machine.map { script.offsets[$0, default: 0] } ?? 0
        return Statement(
            id: draft.id, ledger: ledger, mode: .formal, exam: script.subject.exam, sitting: script.subject.sitting,
            candidate: script.subject.candidate, actor: actor(draft.speaker),
            device: machine.flatMap { candidate?.holders.device($0) }, at: draft.time + -offset,
            mono: machine.map { script.monoBases[$0, default: 0] + (draft.time - script.origin) + draft.monoShift },
            n: n, cause: draft.cause, payload: draft.payload,
            personal: draft.personal.map { commitment($0, in: script.subject, draft.id) })
    }

    private func actor(_ speaker: Speaker) -> Statement.Actor {
        switch speaker {
        case .staff(let staff): Statement.Actor(role: staff.role, id: staff.id)
        case .candidate, .client:
            candidate?.holders.actor(speaker) ?? Statement.Actor(role: .device, id: "")
        case .borrowed: borrowed?.names.actor(speaker) ?? Statement.Actor(role: .device, id: "")
        }
    }

    /// A commitment to a placeholder: nothing in a simulated day belongs to a person.
    private func commitment(_ name: String, in subject: Subject, _ id: EventID) -> Statement.Commitment {
        let salt = SeededRandom.digest(seed: seed, "salt/\(id.text)/\(name)").bytes
        let value = "\(name.uppercased())-\(subject.candidate ?? subject.sitting ?? "")"
        let array: JSONValue = [
            .string(Base64.encode(salt.span.extracting(first: 16), .urlWithoutPadding)), .string(name), .string(value),
        ]
        let disclosure = Base64.encode(Array(array.text.utf8).span, .urlWithoutPadding)
        return Statement.Commitment(name: name, digest: SHA256.digest(of: Array(disclosure.utf8)))
    }

    private func batch(
        _ draft: Draft, _ script: Script, _ statements: [Int: [UInt8]], _ numbers: [Int: Int64]
    ) -> Payload {
        guard let batch = draft.batch, case .offlineBatchIngested(let data) = draft.payload else {
            return draft.payload
        }
        let places = script.drafts.indices.filter {
            script.drafts[$0].speaker == batch.speaker && script.drafts[$0].time >= batch.from
                && script.drafts[$0].time < batch.until
        }.sorted { numbers[$0, default: 0] < numbers[$1, default: 0] }
        let leaves = places.compactMap { statements[$0] }.map { MerkleTree.leafHash($0.span) }
        let root = data.batchRoot == .zero ? MerkleTree.root(of: leaves) : data.batchRoot
        return .offlineBatchIngested(
            OfflineBatchIngested(
                keyID: key(of: batch.speaker)?.publicKey.id ?? data.keyID,
                firstN: places.first.flatMap { numbers[$0] } ?? 0, lastN: places.last.flatMap { numbers[$0] } ?? 0,
                batchRoot: root, uploadDelayMs: data.uploadDelayMs))
    }
}
