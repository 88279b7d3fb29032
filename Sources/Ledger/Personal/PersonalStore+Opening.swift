import Exam
import LMDB
public import Primitives
public import Signing

/// A personal value as a reader finds it.
public enum PersonalFinding: Hashable, Sendable {
    /// The value itself.
    case value(Disclosure)
    /// It was erased; the entry says so.
    case erased(at: UInt64)
    /// It was never given to this ledger.
    case neverGiven
    /// It was given, and is not there any more, though no erasure is recorded.
    case lost
    /// What is there does not open, or does not open the commitment.
    case damaged
}

/// That a personal value was opened, as the store itself records it (PRIV-03).
public struct PersonalOpening: Hashable, Sendable {
    /// The `access.viewed` on which it was opened.
    public let access: EventID
    /// The event that commits to the value.
    public let event: EventID
    /// The value's name.
    public let name: String
}

extension PersonalStore {
    /// Opens values for the person whose `access.viewed` stands in the log, and records each opening first.
    ///
    /// - Parameters:
    ///   - commitments: which values.
    ///   - access: the receipt of that event: an entry that is durable.
    ///   - store: the log, which says what was erased.
    /// - Returns: what there is of each, in their order.
    public func open(
        _ commitments: [PersonalCommitment], on access: Receipt, in store: LedgerStore
    ) throws(LedgerError) -> [PersonalFinding] {
        let openings = tables.openings
        try environment.write { (transaction) throws(LedgerError) in
            let last = try openings.lastKey(in: transaction.reading).flatMap { UInt64(tableKey: $0.span) }
            var next = last.map { $0 + 1 } ?? 0
            for commitment in commitments {
                let record = access.id.bytes + commitment.givenKey
                var key: [UInt8] = []
                key.append(bigEndian: next)
                try openings.append(record.span, at: key, in: &transaction)
                next += 1
            }
        }
        return try findings(commitments, store.erasure)
    }

    /// Whether something is kept of a value; it is not opened.
    public func isKept(_ commitment: PersonalCommitment) throws(LedgerError) -> Bool {
        try environment.read { (view) throws(LedgerError) -> Bool in
            try tables.values.contains(commitment.valueKey, in: view)
        }
    }

    /// What there is of values that are not kept, in their order; a value that is kept counts as never given.
    public func closed(
        _ commitments: [PersonalCommitment], in store: LedgerStore
    ) throws(LedgerError) -> [PersonalFinding] {
        try findings(commitments, store.erasure).map { if case .value = $0 { .neverGiven } else { $0 } }
    }

    /// Every opening that the store has recorded, in order.
    public func openings() throws(LedgerError) -> [PersonalOpening] {
        let table = tables.openings
        return try environment.read { (view) throws(LedgerError) -> [PersonalOpening] in
            var openings: [PersonalOpening] = []
            try table.scan(in: view) { (_, record) throws(LedgerError) -> ScanStep in
                let width = EventID.width
                guard record.count > 2 * width, let access = EventID(record.extracting(first: width)),
                    let event = EventID(record.extracting(width..<(2 * width)))
                else { throw table.damagedRecord(in: view) }
                let name = String(decoding: [UInt8](copying: record.extracting((2 * width)...)), as: UTF8.self)
                openings.append(PersonalOpening(access: access, event: event, name: name))
                return .goOn
            }
            return openings
        }
    }
}

extension PersonalStore {
    /// What the store has and the log says of some values, in their order; for checking, not for showing.
    ///
    /// - Parameter erasure: the entry that says that an owner's values were erased; `nil` where there is none.
    func findings(
        _ commitments: [PersonalCommitment], _ erasure: (PersonalOwner) throws(LedgerError) -> UInt64?
    ) throws(LedgerError) -> [PersonalFinding] {
        try PersonalFinding.all(commitments, try holdings(commitments), erasure)
    }
}

extension LedgerStore {
    /// What is found of some values where the ledger has no personal store.
    public func findingsWithoutStore(_ commitments: [PersonalCommitment]) throws(LedgerError) -> [PersonalFinding] {
        try PersonalFinding.withoutStore(commitments, erasure)
    }
}

extension PersonalFinding {
    /// What is found of some values where there is no store.
    static func withoutStore(
        _ commitments: [PersonalCommitment], _ erasure: (PersonalOwner) throws(LedgerError) -> UInt64?
    ) throws(LedgerError) -> [PersonalFinding] {
        try all(commitments, Array(repeating: .neverGiven, count: commitments.count), erasure)
    }

    /// What is found of values, given what is kept of each; the log is asked once for each owner.
    fileprivate static func all(
        _ commitments: [PersonalCommitment], _ holdings: [PersonalStore.Holding],
        _ erasure: (PersonalOwner) throws(LedgerError) -> UInt64?
    ) throws(LedgerError) -> [PersonalFinding] {
        var erasures: [PersonalOwner: UInt64?] = [:]
        var findings: [PersonalFinding] = []
        for (commitment, holding) in zip(commitments, holdings) {
            let erased: UInt64?
            if let known = erasures[commitment.owner] {
                erased = known
            } else {
                erased = try erasure(commitment.owner)
                erasures[commitment.owner] = .some(erased)
            }
            findings.append(erased.map { .erased(at: $0) } ?? PersonalFinding(holding))
        }
        return findings
    }

    /// What a holding is where no erasure is recorded.
    private init(_ holding: PersonalStore.Holding) {
        self =
            switch holding {
            case .value(let disclosure): .value(disclosure)
            case .neverGiven: .neverGiven
            case .lost: .lost
            case .damaged: .damaged
            }
    }
}
