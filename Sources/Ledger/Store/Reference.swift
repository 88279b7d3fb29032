import Exam
import Primitives

/// A place in the log that another stream's judgement may look for: where a key is bound or used, an account issued, a
/// phone taken or given back, an exam first entered.
///
/// The key holds a digest of what is looked for, so that names of any length cost the same. Two names that share it
/// only bring up an event too many, which its reader passes over.
struct Reference: Hashable {
    /// What is looked for.
    enum Kind: UInt8 {
        /// The streams in which a key binds.
        case binding = 1
        /// The streams in which a key has signed something that is counted.
        case signer
        /// Where an account was issued.
        case account
        /// Where a phone was bound.
        case phone
        /// Where a stream's evidence recording stopped.
        case stop
        /// The first successful login of an exam.
        case login
        /// Where a dispute of an id was filed.
        case dispute
        /// Where a record of misconduct of an id was made.
        case record
        /// Where a notice in a case of an id was served.
        case penalty
    }

    /// The key in the table.
    let key: [UInt8]

    private init(_ kind: Kind, _ name: [UInt8], _ place: UInt64) {
        var key = [kind.rawValue] + name
        key.append(bigEndian: place)
        self.key = key
    }

    /// The first bytes of every key under a name.
    static func prefix(_ kind: Kind, _ name: String) -> [UInt8] { [kind.rawValue] + digest(name) }

    /// The first byte of every key of a kind.
    static func prefix(_ kind: Kind) -> [UInt8] { [kind.rawValue] }

    /// The first bytes of every key under a signing key.
    static func prefix(_ kind: Kind, _ key: KeyID) -> [UInt8] { [kind.rawValue] + key.bytes }

    /// What a candidate's event can be looked for by.
    ///
    /// Of a key in a stream and of an exam's logins only the first counts: the table keeps what it has.
    static func all(of event: RecordedEvent, in stream: String) -> [Reference] {
        var references: [Reference] = []
        if event.statement.n != nil { references.append(signer(event.keyID, in: stream)) }
        switch event.payload {
        case .deviceKeyBound(let data):
            references.append(Reference(.binding, data.keyID.bytes, event.index))
        case .loginCredentialIssued(let data):
            references.append(Reference(.account, digest(data.accountRef), event.index))
        case .evidenceBound(let data):
            references.append(Reference(.phone, digest(data.phoneDeviceID), event.index))
        case .evidenceRecordingStopped: references.append(Reference(.stop, digest(stream), event.index))
        case .loginFaceSucceeded, .loginPasswordSucceeded:
            references.append(Reference(.login, digest(event.statement.exam ?? ""), 0))
        default: break
        }
        for kind in MatterKind.allCases {
            if let id = kind.id(openedBy: event) {
                references.append(Reference(kind.reference, digest(id), event.index))
            }
        }
        return references
    }

    private static func signer(_ key: KeyID, in stream: String) -> Reference {
        let place = digest(stream).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Reference(.signer, key.bytes, place)
    }

    private static func digest(_ name: String) -> [UInt8] {
        Array(SHA256.digest(of: Array(name.utf8)).bytes.prefix(16))
    }

}
