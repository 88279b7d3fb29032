import Exam
import Primitives
import Signing

/// An entry that was read strictly, with its bytes.
struct ReadEntry: Sendable {
    let bytes: [UInt8]
    let header: EntryHeader
    let statement: Statement
}

extension KeyRegistry {
    /// The registry that some entries lead to, which stand in the order of the log; every signature must hold by a key
    /// that counts at its place.
    init(checking entries: [ReadEntry], _ problems: inout [VerificationProblem]) {
        self.init()
        var signed: [(entry: ReadEntry, key: PublicKey)] = []
        for entry in entries {
            let index = entry.header.index
            if let key = counting(entry.statement, entry.header, at: index, &problems) { signed.append((entry, key)) }
            take(entry.statement, at: index, &problems)
        }
        let holds = Parallel.map(signed, makeWorker: { [UInt8]() }) { (scratch, signed) -> Bool in
            let payload = signed.entry.bytes.span.extracting(EntryHeader.width...)
            PAE.write(type: Envelope.eventType, payload: payload, into: &scratch)
            return signed.key.verifies(signed.entry.header.signature, over: scratch.span)
        }
        for (signed, holds) in zip(signed, holds) where !holds {
            let (header, stream) = (signed.entry.header, signed.entry.statement.stream.text)
            problems.append(.signature(header.keyID, at: header.index, stream))
        }
    }

    /// The key by which an entry's signature counts at its place; `nil`, with the reason among the problems, where none
    /// does.
    func counting(
        _ statement: Statement, _ header: EntryHeader, at index: UInt64, _ problems: inout [VerificationProblem]
    ) -> PublicKey? {
        if index == 0 { return KeyRegistry.opening(statement, header, &problems) }
        do throws(Refusal) {
            return try key(for: statement, signedBy: header.keyID, at: header.receivedAt)
        } catch {
            problems.append(.key(error, at: index, statement.stream.text))
            return nil
        }
    }

    /// Takes in what an entry says of keys, which must be allowed at its place.
    mutating func take(_ statement: Statement, at index: UInt64, _ problems: inout [VerificationProblem]) {
        do throws(Refusal) {
            try checkChange(by: statement, at: index)
        } catch {
            problems.append(.key(error, at: index, statement.stream.text))
        }
        apply(statement, at: index)
    }

    /// Entry 0 is signed by the authority that its own payload names.
    private static func opening(
        _ statement: Statement, _ header: EntryHeader, _ problems: inout [VerificationProblem]
    ) -> PublicKey? {
        guard case .ledgerOpened(let data) = statement.payload else {
            problems.append(
                .opening(Phrase(en: "entry 0 is not ledger.opened", zh: "第 0 条不是 ledger.opened"), at: 0))
            return nil
        }
        let key = PublicKey(data.authorityPublicKey)
        guard key.id == data.authorityKeyID, header.keyID == key.id else {
            problems.append(
                .opening(
                    Phrase(
                        en: "entry 0 is not signed by the authority that it names",
                        zh: "第 0 条并非由其所载主管方签署"), at: 0))
            return nil
        }
        return key
    }
}
