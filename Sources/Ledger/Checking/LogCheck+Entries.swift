import Exam
import LMDB
import Primitives
import Signing

extension LogCheck {
    /// The entry's key must count at its place, and what it says of keys must be allowed.
    mutating func checkKey(
        of statement: Statement, _ entry: CheckedEntry, _ header: EntryHeader, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        var found: [VerificationProblem] = []
        if let counting = registry.counting(statement, header, at: entry.index, &found) {
            let holds: Bool =
                if entry.signedBy == counting { true } else {
                    try holds(header, at: entry.index, by: counting, in: view)
                }
            if holds {
                signatures += 1
            } else {
                found.append(.signature(header.keyID, at: entry.index, statement.stream.text))
            }
        }
        registry.take(statement, at: entry.index, &found)
        for problem in found { problems.add(problem) }
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
