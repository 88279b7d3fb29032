public import Exam
public import Ledger
public import Primitives

/// What the whole log says of keys, phones and accounts, for rules that look beyond one stream.
///
/// Built by taking the entries of a prefix in their order; of counters it keeps the holes, so that its size follows the
/// number of keys and not that of events.
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

    /// The types of which more is needed than the counter of the key.
    public static let types = DrawReferences.types.union([
        .deviceKeyBound, .loginCredentialIssued, .evidenceBound, .evidenceRecordingStopped, .loginFaceSucceeded,
        .loginPasswordSucceeded,
    ])

    /// Takes the counter of the next entry of the log, which is of none of `types`.
    public mutating func take(counter n: Int64?, of key: KeyID) {
        if let n { counters[key, default: CounterRecord()].take(UInt64(n)) }
    }

    /// Takes the next entry of the log.
    public mutating func take(_ event: RecordedEvent) {
        draws.take(event)
        take(counter: event.statement.n, of: event.keyID)
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

    /// The counters that a key has used; `nil` for a key that used none.
    public func counters(of key: KeyID) -> CounterRecord? { counters[key] }
    /// Where a key is bound.
    public func bindings(of key: KeyID) -> [Binding] { bindings[key] ?? [] }
    /// Where an account was issued.
    public func issues(of account: String) -> [Binding] { accounts[TextKey(account)] ?? [] }
    /// To whom a phone was bound, and when.
    public func uses(ofPhone phone: String) -> [PhoneUse] { phones[TextKey(phone)] ?? [] }

    /// The position of the first successful login of an exam.
    public func firstLogin(of exam: String) -> UInt64? { logins[TextKey(exam)] }

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
