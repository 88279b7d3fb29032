public import Exam
public import Ledger
public import Primitives

/// What the whole log says of keys, phones and accounts, for rules that look beyond one stream.
///
/// Built by taking the entries of a prefix in their order, or those of each stream apart and merging what was taken, in
/// any order; of counters it keeps the holes, so that its size follows the number of keys and not that of events.
public struct CrossReferences: Sendable {
    /// A candidate's stream that a key is bound in.
    public struct Binding: Hashable, Sendable {
        /// The stream.
        public let stream: StreamName
        /// The position of the binding in the log.
        public let index: UInt64
    }

    /// The time during which a phone belongs to a candidate.
    public struct PhoneUse: Hashable, Sendable {
        /// The candidate's stream.
        public let stream: StreamName
        /// The `evidence.bound`.
        public let bound: Citation
        /// t(evidence.bound).
        public let from: Instant
        /// t(evidence.recording.stopped); `nil` while it goes on.
        public internal(set) var until: Instant?
    }

    /// What candidates' streams say of draws.
    public private(set) var draws = DrawReferences()
    private var logins: [TextKey: UInt64] = [:]
    private var counters: [KeyID: CounterRecord] = [:]
    private var bindings: [KeyID: [Binding]] = [:]
    private var accounts: [TextKey: [Binding]] = [:]
    private var phones: [TextKey: [PhoneUse]] = [:]
    private var phonesOfStream: [StreamName: Set<TextKey>] = [:]

    /// Nothing taken yet.
    public init() {}

    /// What some events say, in the order of the log.
    public init(_ events: [RecordedEvent]) {
        for event in events { take(event) }
    }

    /// The types of which more is needed than the counter of the key.
    public static let types = DrawReferences.types.union([
        .deviceKeyBound, .loginCredentialIssued, .evidenceBound, .evidenceRecordingStopped, .loginFaceSucceeded,
        .loginPasswordSucceeded,
    ])

    /// Takes the counter of the next entry, which is of none of `types`.
    public mutating func take(counter n: Int64?, of key: KeyID) {
        if let n { counters[key, default: CounterRecord()].take(UInt64(n)) }
    }

    /// Takes the next entry of the log, or of a stream that no other references have taken from.
    public mutating func take(_ event: RecordedEvent) {
        take(counter: event.statement.n, of: event.keyID)
        draws.take(event)
        switch event.payload {
        case .deviceKeyBound(let data): bindings[data.keyID, default: []].append(binding(event))
        case .loginCredentialIssued(let data):
            accounts[TextKey(data.accountRef), default: []].append(binding(event))
        case .evidenceBound(let data): bind(phone: TextKey(data.phoneDeviceID), event)
        case .evidenceRecordingStopped: release(event)
        case .loginFaceSucceeded, .loginPasswordSucceeded:
            let exam = TextKey(event.statement.exam ?? "")
            logins[exam] = logins[exam] ?? event.index
        default: break
        }
    }

    /// Takes over what others have taken of other streams.
    public mutating func merge(_ other: CrossReferences) {
        draws.merge(other.draws)
        logins.merge(other.logins, uniquingKeysWith: min)
        for (key, record) in other.counters { counters[key, default: CounterRecord()].formUnion(record) }
        for (key, places) in other.bindings { bindings[key, default: []] += places }
        for (account, places) in other.accounts { accounts[account, default: []] += places }
        for (phone, uses) in other.phones { phones[phone, default: []] += uses }
        phonesOfStream.merge(other.phonesOfStream) { $0.union($1) }
    }

    /// The counters that a key has used; `nil` for a key that used none.
    public func counters(of key: KeyID) -> CounterRecord? { counters[key] }
    /// Where a key is bound, in the order of the log.
    public func bindings(of key: KeyID) -> [Binding] { CrossReferences.ordered(bindings[key], by: \.index) }
    /// Where an account was issued, in the order of the log.
    func issues(of account: TextKey) -> [Binding] { CrossReferences.ordered(accounts[account], by: \.index) }
    /// To whom a phone was bound, and when, in the order of the log.
    func uses(ofPhone phone: TextKey) -> [PhoneUse] { CrossReferences.ordered(phones[phone], by: \.bound.index) }

    /// The position of the first successful login of an exam.
    public func firstLogin(of exam: String) -> UInt64? { logins[TextKey(exam)] }

    private static func ordered<Place>(_ places: [Place]?, by index: KeyPath<Place, UInt64>) -> [Place] {
        guard let places, places.count > 1 else { return places ?? [] }
        return places.sorted { $0[keyPath: index] < $1[keyPath: index] }
    }

    private func binding(_ event: RecordedEvent) -> Binding {
        Binding(stream: event.statement.stream, index: event.index)
    }

    private mutating func bind(phone: TextKey, _ event: RecordedEvent) {
        let stream = event.statement.stream
        let use = PhoneUse(stream: stream, bound: Citation(event), from: event.receivedAt, until: nil)
        phones[phone, default: []].append(use)
        phonesOfStream[stream, default: []].insert(phone)
    }

    private mutating func release(_ event: RecordedEvent) {
        let stream = event.statement.stream
        for phone in phonesOfStream.removeValue(forKey: stream) ?? [] {
            for use in (phones[phone] ?? []).indices where phones[phone]?[use].stream == stream {
                if phones[phone]?[use].until == nil { phones[phone]?[use].until = event.receivedAt }
            }
        }
    }
}
