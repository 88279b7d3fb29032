import Exam
import Primitives
import Signing

extension LogCheck {
    /// The entry's key must count at its place, and what it says of keys must be allowed.
    mutating func checkKey(of statement: Statement, _ entry: CheckedEntry, _ header: EntryHeader) {
        var found: [VerificationProblem] = []
        if let counting = registry.counting(statement, header, at: entry.index, &found) {
            if entry.signedBy == counting || holds(entry, header, by: counting) {
                signatures += 1
            } else {
                found.append(.signature(header.keyID, at: entry.index, statement.stream.text))
            }
        }
        registry.take(statement, at: entry.index, &found)
        for problem in found { problems.add(problem) }
    }

    /// What an entry says of the ledger itself must be so.
    mutating func checkContent(of statement: Statement, _ entry: CheckedEntry) throws(LedgerError) {
        if entry.index == 1 { checkEnrolmentOfPlatform(statement, entry.header) }
        switch statement.payload {
        case .ledgerOpened where entry.index > 0:
            problems.add(
                .opening(
                    Phrase(
                        en: "entry \(entry.index) opens a ledger that is open already",
                        zh: "第 \(entry.index) 条再次开启已开启的账本"), at: entry.index))
        case .logKeyRotated(let data): try checkLogKey(data, at: entry.index, signedBy: entry.header?.keyID)
        case .indexCommitted(let data): try checkStreamIndex(data, at: entry.index)
        default: return
        }
    }

    private mutating func checkEnrolmentOfPlatform(_ statement: Statement, _ header: EntryHeader?) {
        if case .staffKeyEnrolled(let data) = statement.payload, data.role == .platform,
            header?.keyID == identity.authority
        {
            return
        }
        problems.add(
            .opening(
                Phrase(
                    en: "entry 1 is not the authority's enrolment of the platform key",
                    zh: "第 1 条不是主管方对平台密钥的登记"), at: 1))
    }

    /// The root that `index.committed` states is computed again.
    private mutating func checkStreamIndex(_ data: IndexCommitted, at index: UInt64) throws(LedgerError) {
        guard data.size > 0, UInt64(data.size) <= index else {
            problems.add(.streamIndex(at: index))
            return
        }
        guard let computed = try streamIndex(size: UInt64(data.size), at: index),
            UInt64(clamping: data.streams) == UInt64(computed.leaves.count), computed.root == data.root
        else {
            problems.add(.streamIndex(at: index))
            return
        }
    }
}
