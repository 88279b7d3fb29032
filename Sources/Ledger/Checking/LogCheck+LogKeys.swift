import Exam
import LMDB
import Primitives
import Signing
import Transparency

extension LedgerStore {
    /// What is wrong with the keys that the ledger says its log had: each but the first must be named by an entry that
    /// the authority has signed, where the ledger says it is.
    func problems(of epochs: LogKeyEpochs) throws(LedgerError) -> [VerificationProblem] {
        guard epochs.all.count > 1 else { return [] }
        guard case .ledgerOpened(let opened) = try readableEvent(at: 0)?.payload else { return [.table("meta")] }
        let authority = PublicKey(opened.authorityPublicKey)
        guard authority.id == identity.authority else { return [.table("meta")] }
        var checked = LogKeyEpochs(epochs.all[0].key)
        for epoch in epochs.all.dropFirst() {
            let index = epoch.firstSize &- 1
            guard let event = try readableEvent(at: index), case .logKeyRotated(let rotation) = event.payload,
                event.statement.ledger.isSame(as: identity.origin), try isSigned(index, by: authority),
                checked.apply(rotation, at: index), checked.current == epoch.key
            else { return [.logKeys(at: index)] }
        }
        return []
    }

    private func readableEvent(at index: UInt64) throws(LedgerError) -> RecordedEvent? {
        do throws(LedgerError) { return try event(at: index) } catch {
            guard error.code == .storeDamaged else { throw error }
            return nil
        }
    }

    private func isSigned(_ index: UInt64, by key: PublicKey) throws(LedgerError) -> Bool {
        guard let entry = try entry(at: index), let header = EntryHeader(entry: entry.span) else { return false }
        return header.isSignature(over: entry.span, by: key)
    }
}

extension LogCheck {
    /// A rotation must be the authority's, follow from the key before it, and state what that key last signed over.
    ///
    /// A published log does not say by which key it began: its first rotation does.
    mutating func checkLogKey(
        _ rotation: LogKeyRotated, at index: UInt64, signedBy keyID: KeyID?
    ) throws(LedgerError) {
        let next = LogKeyEpochs.after(rotation, at: index, of: logKeys, origin: identity.origin)
        logKeys = next ?? logKeys
        guard next != nil, keyID == identity.authority else {
            problems.add(.logKeys(at: index))
            return
        }
        if try keptRoot(size: UInt64(rotation.size), near: index) != rotation.root {
            problems.add(.logKeys(at: index))
        }
    }
}

extension TableCheck {
    /// What the store says of its log's keys must be what its entries say.
    func checkLogKeys(_ log: inout LogCheck, in view: borrowing ReadTransaction) throws(LedgerError) {
        let (tables, epochs) = (tables, log.logKeys)
        let isSame = try log.reading(near: 0) { () throws(LedgerError) -> Bool? in
            guard let epochs else { return nil }
            return try tables.meta.value(at: LedgerTables.Meta.logKey, in: view)?.hasSameBytes(as: epochs.stored.span)
        }
        if isSame != true { log.problems.add(.table("meta")) }
    }
}

extension VerificationProblem {
    static func logKeys(at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "log.key-rotation", .signature, at: index,
            Phrase(
                en: "entry \(index) does not hand the log over to another key as the authority must",
                zh: "第 \(index) 条未按主管方应有的方式更换日志密钥"))
    }
}
