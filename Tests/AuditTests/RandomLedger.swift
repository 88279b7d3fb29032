import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport

extension RandomHistory {
    fileprivate var policy: Payload? { events.first { $0.type == .examPolicySet }?.payload }
}

/// A random log in a real store: several candidates whose keys, phones and accounts get in each other's way.
final class RandomLedger {
    static let origin = "example.test"
    static let candidates = ["c-1", "c-2", "c-3", "c-4"]

    private let folder: TemporaryFolder
    private let authority: SigningKey
    let logKey: SigningKey
    private let writer: LedgerWriter
    private var keys: [String: SigningKey] = [:]
    private var made: UInt64 = 0
    /// How many statements were refused.
    private(set) var refused = 0

    var store: LedgerStore { writer.store }
    var sessions: [SessionName] {
        RandomLedger.candidates.map { SessionName(exam: "e", sitting: "s", candidate: $0) }
    }

    init(seed: UInt64, count: Int) throws {
        var generator = SeededGenerator(seed: seed &+ 1000)
        let history = try RandomHistory(seed: seed, count: count, candidates: RandomLedger.candidates)
        let opening = history.events[0].receivedAt
        folder = try TemporaryFolder()
        authority = try SigningKey.generate(name: "authority")
        let platform = try SigningKey.generate(name: "platform")
        logKey = try SigningKey.generate(name: RandomLedger.origin)
        let store = try LedgerStore.create(
            at: folder.path + "/random.ledger",
            LedgerPlan(
                origin: RandomLedger.origin, mode: .formal, clock: .imported, approvalsRequired: 2,
                openedAt: opening, authorityKey: authority, platformKey: platform,
                logKey: logKey.verificationKey, randomness: [(1, 1), (2, 2)]))
        writer = try LedgerWriter(store, platformKey: platform)
        var lines: [String] = []
        for role in Role.allCases {
            for actor in ["a-1", "a-2", "a-3"] {
                let key = try SigningKey.generate(name: actor)
                keys["\(role.rawValue) \(actor)"] = key
                guard role.isCounted else {
                    lines.append(line(enrolment(of: key, role, at: opening), by: authority, at: opening))
                    continue
                }
                // Most keys belong to one candidate, some to two.
                let owners = [generator.pick(RandomLedger.candidates), generator.pick(RandomLedger.candidates)]
                for owner in Set(owners.prefix(generator.chance(oneIn: 3) ? 2 : 1)).sorted() {
                    lines.append(line(binding(of: key, role, to: owner, at: opening), by: platform, at: opening))
                }
            }
        }
        let secondPolicy = generator.chance(oneIn: 2) ? Int.random(in: 1..<count, using: &generator) : count
        for (place, event) in history.events.enumerated() {
            let actor = event.statement.actor
            guard let key = keys["\(actor.role.rawValue) \(actor.id)"] else { continue }
            lines.append(line(event.statement, by: key, at: event.receivedAt))
            guard place >= secondPolicy, place < secondPolicy + 3, case .examPolicySet(var data)? = history.policy
            else { continue }
            data.params.loginOpenMs -= Int64(place)
            lines.append(line(policy(data, at: event.receivedAt), by: authority, at: event.receivedAt))
        }
        var answers: [LineOutcome] = []
        let intake = try Intake(writer, clock: { Instant(milliseconds: 0) }) { answers.append($0) }
        for line in lines { try intake.take(Array(line.utf8).span) }
        try intake.finish()
        refused = answers.count { if case .appended = $0.answer { false } else { true } }
    }

    /// Commits to all streams as the log stands, under a checkpoint.
    func commitIndex() throws -> CommittedIndex? {
        _ = try writer.commitIndex(at: store.prefix().now)
        try store.signCheckpoint(with: logKey)
        return try store.committedIndex()
    }

    private func line(_ statement: Statement, by key: SigningKey, at time: Instant) -> String {
        Envelope(signing: statement.bytes, with: key.secret, receivedAt: time).line
    }

    private func id(_ time: Instant) -> EventID {
        made += 1
        return EventID(at: time, randomness: (99, made))
    }

    private func enrolment(of key: SigningKey, _ role: Role, at time: Instant) -> Statement {
        Statement(
            id: id(time), ledger: RandomLedger.origin, mode: .formal,
            actor: Statement.Actor(role: .administrator, id: authority.name), at: time,
            payload: .staffKeyEnrolled(
                StaffKeyEnrolled(
                    keyID: key.publicKey.id, publicKey: key.publicKey.bytes,
                    role: StaffKeyEnrolled.Role(rawValue: role.rawValue) ?? .auditor, holder: key.name)))
    }

    private func policy(_ data: ExamPolicySet, at time: Instant) -> Statement {
        Statement(
            id: id(time), ledger: RandomLedger.origin, mode: .formal, exam: "e",
            actor: Statement.Actor(role: .administrator, id: authority.name), at: time,
            payload: .examPolicySet(data))
    }

    private func binding(of key: SigningKey, _ role: Role, to candidate: String, at time: Instant) -> Statement {
        Statement(
            id: id(time), ledger: RandomLedger.origin, mode: .formal, exam: "e", sitting: "s", candidate: candidate,
            actor: Statement.Actor(role: .platform, id: "platform"), at: time,
            payload: .deviceKeyBound(
                DeviceKeyBound(
                    keyID: key.publicKey.id, publicKey: key.publicKey.bytes,
                    role: DeviceKeyBound.Role(rawValue: role.rawValue) ?? .device, holder: key.name, kind: .pc,
                    device: "d", appVersion: "1", os: "os")))
    }
}
