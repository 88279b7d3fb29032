import Audit
import Exam
import Foundation
import Primitives
import TestSupport
import Transparency

/// The entries of a log in memory, and the audit of them.
struct AuditedLog {
    var entries: [RecordedEvent]
    var prefix: AuditedPrefix
    /// The bytes that an event's actor signed.
    var bytes: @Sendable (RecordedEvent) -> [UInt8]

    init(
        _ entries: [RecordedEvent], bytes: @escaping @Sendable (RecordedEvent) -> [UInt8] = { $0.statement.bytes }
    ) {
        self.entries = entries
        self.bytes = bytes
        prefix = AuditedPrefix(
            ledger: "examledger.example/test/1", size: (entries.last?.index ?? 0) + 1, root: .zero)
    }

    /// The example day as a ledger holds it: line k, counted from 1, is entry k+1.
    static func examDay() throws -> AuditedLog {
        struct Line: Decodable {
            struct Signature: Decodable { let keyid: String }
            let payload: String
            let signatures: [Signature]
            let received_at: Int64
        }
        var reader = StatementReader()
        var positions: [StreamName: UInt64] = [:]
        var entries: [RecordedEvent] = []
        var signed: [UInt64: [UInt8]] = [:]
        let decoder = JSONDecoder()
        for (line, text) in try Repository.lines(of: Repository.examDay.appending(path: "envelopes.ndjson"))
            .enumerated()
        {
            let envelope = try decoder.decode(Line.self, from: Data(text.utf8))
            let payload = [UInt8](Data(base64Encoded: envelope.payload) ?? Data())
            let statement = try reader.read(payload.span)
            let position = positions[statement.stream, default: 0]
            positions[statement.stream] = position + 1
            guard let key = envelope.signatures.first.flatMap({ KeyID(hex: $0.keyid) }) else { continue }
            signed[UInt64(line + 2)] = payload
            entries.append(
                RecordedEvent(
                    index: UInt64(line + 2), receivedAt: Instant(milliseconds: envelope.received_at),
                    position: position, keyID: key, statement: statement))
        }
        return AuditedLog(entries) { [signed] event in signed[event.index] ?? [] }
    }

    var references: CrossReferences {
        var references = CrossReferences()
        for entry in entries { references.take(entry) }
        return references
    }

    private var streams: [StreamName: [RecordedEvent]] {
        Dictionary(grouping: entries, by: \.statement.stream)
    }

    func sittings() -> [Surroundings] {
        let streams = streams
        let logins: Set<EventType> = [.loginFaceSucceeded, .loginPasswordSucceeded]
        let names = streams.keys.compactMap { name -> StreamName? in
            switch name {
            case .sitting(let exam, let sitting), .candidate(let exam, let sitting, _):
                .sitting(exam: exam, sitting: sitting)
            default: nil
            }
        }
        return Set(names).compactMap { name in
            guard case .sitting(let exam, let sitting) = name else { return nil }
            return Surroundings(
                SittingContext(
                    exam: exam, sitting: sitting, examEvents: streams[.exam(exam)] ?? [],
                    sittingEvents: streams[name] ?? [], trustEvents: streams[.trust] ?? [],
                    firstLogin: entries.first { $0.statement.exam == exam && logins.contains($0.type) }?.index,
                    now: entries.last?.receivedAt ?? Instant(milliseconds: 0)))
        }
    }

    func histories(in sittings: [Surroundings]) -> [(SessionHistory, Surroundings)] {
        let streams = streams
        return sittings.flatMap { surroundings in
            streams.keys.compactMap { name in
                guard case .candidate(surroundings.context.exam, surroundings.context.sitting, let candidate) = name
                else { return nil }
                let events = streams[name] ?? []
                let named = OfflineBatch.all(in: events).flatMap(\.entries)
                let leaves = named.map { ($0.index, MerkleTree.leafHash(bytes($0).span)) }
                let history = SessionHistory(
                    candidate: candidate, events: events, context: surroundings.context,
                    batchLeaves: Dictionary(leaves) { first, _ in first })
                return (history, surroundings)
            }
        }
    }

    func audit(evidence: LedgerEvidence = .verified, shuffled: Bool = false, keepsAll: Bool = true) -> AuditResult {
        let run = AuditRun(prefix: prefix, keepsAll: keepsAll)
        let references = references
        var sittings = sittings()
        if shuffled { sittings.shuffle() }
        var findings = run.judge(evidence)
        for exam in Set(sittings.map(\.context.exam)) {
            findings += run.judge(exam: exam, sittings: sittings, references: references)
        }
        for sitting in sittings { findings += run.judge(sitting: sitting, references: references) }
        var histories = histories(in: sittings)
        if shuffled { histories.shuffle() }
        let wider = shuffled ? findings.shuffled() : findings
        var standings: [CandidateStanding] = []
        for (history, surroundings) in histories {
            let named = SessionReferences(namedBy: history.events, in: references)
            let judged = run.judge(history, in: surroundings, references: named)
            findings += judged.findings
            standings += judged.standing.map { [$0] } ?? []
        }
        let named = AuditRun.eventsNamed(by: sittings)
        let places = entries.filter { named.contains($0.id) }.map { ($0.id, $0.index) }
        for exam in Set(sittings.map(\.context.exam)) {
            findings += run.judge(
                releasesOf: exam, sittings: sittings, standings: standings, findings: wider,
                positions: Dictionary(places) { first, _ in first }, references: references)
        }
        if shuffled { findings.shuffle() }
        return run.result(findings, sittings: sittings)
    }
}
