import Exam
import Foundation
import LMDB
import Ledger
import Primitives
import Signing
import TestSupport

/// A small ledger in a folder of its own, with generated keys for an officer, a candidate and a phone.
final class FreshLedger {
    static let origin = "fresh.example/exam/1"
    static let opening = Instant(milliseconds: 1_794_272_460_000)

    let folder: TemporaryFolder
    let clock: LedgerOpened.Clock
    let mode: Mode
    let authority: SigningKey
    let platform: SigningKey
    let officer: SigningKey
    let candidate: SigningKey
    let phone: SigningKey
    let stranger: SigningKey
    let logKey: SigningKey
    private(set) var writer: LedgerWriter?
    /// The machine's clock.
    var now = FreshLedger.opening
    private var counters: [KeyID: Int64] = [:]
    private var ids: UInt64 = 0

    var path: String { folder.path + "/fresh.ledger" }

    /// - Parameter enrols: Whether the keys are enrolled at once: entries 2, 3 and 4.
    init(
        clock: LedgerOpened.Clock = .ledger, mode: Mode = .formal, enrols: Bool = true, like other: FreshLedger? = nil
    ) throws {
        folder = try TemporaryFolder()
        self.clock = clock
        self.mode = mode
        authority = try other?.authority ?? .generate(name: "authority")
        platform = try other?.platform ?? .generate(name: "platform")
        officer = try other?.officer ?? .generate(name: "a-01")
        candidate = try other?.candidate ?? .generate(name: "c-01")
        phone = try other?.phone ?? .generate(name: "c-01")
        stranger = try .generate(name: "stranger")
        logKey = try other?.logKey ?? .generate(name: FreshLedger.origin)
        let store = try LedgerStore.create(
            at: folder.path + "/fresh.ledger",
            LedgerPlan(
                origin: FreshLedger.origin, mode: mode, clock: clock, approvalsRequired: 2,
                openedAt: FreshLedger.opening, authorityKey: authority, platformKey: platform,
                logKey: logKey.verificationKey, randomness: [(1, 1), (2, 2)]))
        writer = try LedgerWriter(store, platformKey: platform)
        if enrols {
            let lines = [
                line(enrolment(of: officer, .administrator), by: authority),
                line(binding(of: candidate, .candidate), by: platform),
                line(binding(of: phone, .phone), by: platform),
            ]
            for outcome in try ingest(lines) {
                guard case .appended = outcome.answer else { throw Unexpected(outcome) }
            }
        }
    }

    struct Unexpected: Error {
        let outcome: LineOutcome
        init(_ outcome: LineOutcome) { self.outcome = outcome }
    }

    var store: LedgerStore {
        get throws { try require(writer).store }
    }

    /// Lets go of the store, so that its files can be handled.
    func close() { writer = nil }

    func open() throws {
        writer = try LedgerWriter(LedgerStore(at: path, forWriting: true), platformKey: platform)
    }

    /// Opens it again with somebody who answers for the platform.
    func answer(with answerer: any Answerer) throws {
        close()
        writer = try LedgerWriter(
            LedgerStore(at: path, forWriting: true), platformKey: platform, answerer: answerer)
    }

    func nextID() -> EventID {
        ids += 1
        return EventID(at: now, randomness: (7, ids))
    }

    func nextCounter(of key: SigningKey) -> Int64 {
        counters[key.publicKey.id, default: 0] += 1
        return counters[key.publicKey.id] ?? 0
    }

    @discardableResult
    func ingest(_ lines: [String], batch: Int = Intake.batchSize) throws -> [LineOutcome] {
        var outcomes: [LineOutcome] = []
        var rest = lines[...]
        while !rest.isEmpty {
            let now = now
            let intake = try Intake(require(writer), clock: { now }) { outcome in outcomes.append(outcome) }
            for line in rest.prefix(batch) { try intake.take(Array(line.utf8).span) }
            try intake.finish()
            rest = rest.dropFirst(batch)
        }
        return outcomes
    }
}

/// The value, or an error where there is none: `#require` outside of a test's own body.
func require<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw CocoaError(.featureUnsupported) }
    return value
}
