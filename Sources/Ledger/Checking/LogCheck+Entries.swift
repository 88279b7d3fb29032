import Exam
import LMDB
import Primitives
import Signing

extension LogCheck {
    /// The entry's key must count at its place, and what it says of keys must be allowed.
    mutating func checkKey(
        of statement: Statement, _ entry: CheckedEntry, _ header: EntryHeader, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        func stream() -> String { statement.stream.text }
        var counting: PublicKey?
        if entry.index == 0 {
            counting = openingKey(of: statement, header)
        } else {
            do throws(Refusal) {
                counting = try registry.key(for: statement, signedBy: header.keyID, at: header.receivedAt)
            } catch {
                problems.add(.key(error, at: entry.index, stream()))
            }
        }
        if let counting {
            let holds: Bool =
                if entry.signedBy == counting { true } else {
                    try holds(header, at: entry.index, by: counting, in: view)
                }
            if holds { signatures += 1 } else { problems.add(.signature(header.keyID, at: entry.index, stream())) }
        }
        do throws(Refusal) {
            try registry.checkChange(by: statement, at: entry.index)
        } catch {
            problems.add(.key(error, at: entry.index, stream()))
        }
        registry.apply(statement, at: entry.index)
    }

    /// Entry 0 is signed by the authority that its own payload names.
    private mutating func openingKey(of statement: Statement, _ header: EntryHeader) -> PublicKey? {
        guard case .ledgerOpened(let data) = statement.payload else {
            problems.add(
                .opening(Phrase(en: "entry 0 is not ledger.opened", zh: "第 0 条不是 ledger.opened"), at: 0))
            return nil
        }
        let key = PublicKey(data.authorityPublicKey)
        guard key.id == data.authorityKeyID, header.keyID == key.id else {
            problems.add(
                .opening(
                    Phrase(
                        en: "entry 0 is not signed by the authority that it names",
                        zh: "第 0 条并非由其所载主管方签署"), at: 0))
            return nil
        }
        return key
    }

    /// What an entry says of the ledger itself must be so.
    mutating func checkContent(
        of statement: Statement, _ entry: CheckedEntry, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        if entry.index == 1 { checkEnrolmentOfPlatform(statement, entry.header) }
        switch statement.payload {
        case .ledgerOpened where entry.index > 0:
            problems.add(
                .opening(
                    Phrase(
                        en: "entry \(entry.index) opens a ledger that is open already",
                        zh: "第 \(entry.index) 条再次开启已开启的账本"), at: entry.index))
        case .ledgerAppendRefused(let data): try checkRefusal(data.digest, at: entry.index, in: view)
        case .indexCommitted(let data): try checkStreamIndex(data, at: entry.index, in: view)
        default: return
        }
    }

    /// Where the ledger's clock is its own, an approved seal keeps out what is not to come after it.
    mutating func checkSeal(
        of statement: Statement, _ index: UInt64, _ header: EntryHeader, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        guard store.identity.clock == .ledger else { return }
        var seals = seals
        let log = LogReader(tables: tables)
        let isKeptOut = try reading(near: index) { () throws(LedgerError) -> Bool? in
            try seals.keepOut(statement) { (name) throws(LedgerError) -> [RecordedEvent] in
                try log.stream(name, below: index, in: view)
            }
        }
        if isKeptOut == true { problems.add(.sealed(statement, at: index)) }
        seals.note(
            RecordedEvent(
                index: index, receivedAt: header.receivedAt, position: header.position, keyID: header.keyID,
                statement: statement))
        self.seals = seals
    }

    private mutating func checkEnrolmentOfPlatform(_ statement: Statement, _ header: EntryHeader?) {
        if case .staffKeyEnrolled(let data) = statement.payload, data.role == .platform,
            header?.keyID == store.identity.authority
        {
            return
        }
        problems.add(
            .opening(
                Phrase(
                    en: "entry 1 is not the authority's enrolment of the platform key",
                    zh: "第 1 条不是主管方对平台密钥的登记"), at: 1))
    }

    /// The table of refusals leads from a digest to the first entry that records it.
    private mutating func checkRefusal(
        _ digest: Digest, at index: UInt64, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        let (store, tables) = (store, tables)
        let found = try reading(near: index) { () throws(LedgerError) -> UInt64? in
            try tables.refusals.number(at: digest.bytes, in: view)
        }
        if found == index {
            refusalCount += 1
            return
        }
        var reader = reader
        if let found, found < index,
            let event = try reading(
                near: found, { () throws(LedgerError) in try store.event(at: found, in: view, &reader) }),
            case .ledgerAppendRefused(let first) = event.payload, first.digest == digest
        {
            return
        }
        problems.add(.table("refusals", at: index, stream: StreamName.ledger.text))
    }

    /// The root that `index.committed` states is computed again.
    private mutating func checkStreamIndex(
        _ data: IndexCommitted, at index: UInt64, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        guard data.size > 0, UInt64(data.size) <= index else {
            problems.add(.streamIndex(at: index))
            return
        }
        let size = UInt64(data.size)
        let computed: StreamIndex?
        if isWhole, size == index {
            computed = StreamIndex(
                streams.lazy.map {
                    StreamIndex.Leaf(name: $0.name.text, count: $0.head.count, lastHash: $0.head.lastHash)
                })
        } else {
            let store = store
            computed = try reading(near: index) { () throws(LedgerError) in
                try store.streamIndex(size: size, in: view)
            }
        }
        guard let computed, UInt64(clamping: data.streams) == UInt64(computed.leaves.count),
            computed.root == data.root
        else {
            problems.add(.streamIndex(at: index))
            return
        }
    }
}
