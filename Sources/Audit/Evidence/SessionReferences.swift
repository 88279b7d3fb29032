public import Exam
public import Ledger
public import Primitives

/// What the log says of the keys, phones and accounts that a session's events name: all that rules over sessions may
/// know of other streams.
///
/// A judgement of a session follows from its history, its surroundings and this. Where references taken of the
/// session's own stream say the same as those of the whole log, a judgement by either is therefore the same; where
/// they do not, another stream has said something of one of these names.
public struct SessionReferences: Hashable, Sendable {
    private struct Key: Hashable {
        let counters: CounterRecord?
        let bindings: [CrossReferences.Binding]
    }

    private let keys: [KeyID: Key]
    private let accounts: [TextKey: [CrossReferences.Binding]]
    private let phones: [TextKey: [CrossReferences.PhoneUse]]

    /// What references say of the names in some events.
    public init(namedBy events: [RecordedEvent], in references: CrossReferences) {
        var keys: Set<KeyID> = []
        var accounts: Set<TextKey> = []
        var phones: Set<TextKey> = []
        for event in events {
            switch event.payload {
            case .deviceKeyBound(let data): keys.insert(data.keyID)
            case .offlineBatchIngested(let data): keys.insert(data.keyID)
            case .loginPasswordSucceeded(let data): accounts.insert(TextKey(data.accountRef))
            case .evidenceBound(let data): phones.insert(TextKey(data.phoneDeviceID))
            default: break
            }
        }
        self.init(keys: keys, accounts: accounts, phones: phones, in: references)
    }

    /// What other references say of the same names.
    public func asked(of references: CrossReferences) -> SessionReferences {
        SessionReferences(keys: keys.keys, accounts: accounts.keys, phones: phones.keys, in: references)
    }

    private init(
        keys: some Sequence<KeyID>, accounts: some Sequence<TextKey>, phones: some Sequence<TextKey>,
        in references: CrossReferences
    ) {
        self.keys = SessionReferences.table(keys) { key in
            Key(counters: references.counters(of: key), bindings: references.bindings(of: key))
        }
        self.accounts = SessionReferences.table(accounts, references.issues)
        self.phones = SessionReferences.table(phones, references.uses)
    }

    private static func table<Name: Hashable, Answer>(
        _ names: some Sequence<Name>, _ answer: (Name) -> Answer
    ) -> [Name: Answer] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, answer($0)) })
    }

    /// The counters that a key has used which is bound here or has sent an offline batch; `nil` for a key that used
    /// none.
    public func counters(of key: KeyID) -> CounterRecord? { keys[key]?.counters }
    /// Where a key that is bound here is bound, in the order of the log.
    public func bindings(of key: KeyID) -> [CrossReferences.Binding] { keys[key]?.bindings ?? [] }
    /// Where an account was issued by which this candidate has logged in, in the order of the log.
    public func issues(of account: String) -> [CrossReferences.Binding] { accounts[TextKey(account)] ?? [] }
    /// To whom a phone was bound that is bound here, and when, in the order of the log.
    public func uses(ofPhone phone: String) -> [CrossReferences.PhoneUse] { phones[TextKey(phone)] ?? [] }
}
