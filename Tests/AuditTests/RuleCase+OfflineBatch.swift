import Audit
import Exam
import Primitives
import Transparency

extension RuleCase {
    static let offlineBatches = [
        RuleCase("NET-02", .notApplicable, "no batch") { $0.goOffline(for: 20_000) },
        RuleCase("NET-02", .pass, "complete, in order, unaltered") { $0.ingestOutage() },
        RuleCase("NET-02", .pass, "a batch of one") { $0.ingestOutage(dropping: 2) },
        RuleCase("NET-02", .fail, "the root is another", severity: .blocking) {
            $0.ingestOutage()
            $0.changeBatch { $0.batchRoot = HistoryBuilder.hash("another") }
        },
        RuleCase("NET-02", .fail, "an entry was altered") { day in
            day.ingestOutage()
            day.change(.networkRestored) { $0.payload = .networkRestored(NetworkRestored(outageMs: 1, buffered: 9)) }
        },
        RuleCase("NET-02", .fail, "an entry more than there is") {
            $0.ingestOutage()
            $0.changeBatch { $0.lastN = 1_000_000 }
        },
        RuleCase("NET-02", .fail, "one in the middle is missing") {
            $0.ingestOutage()
            $0.loseMiddle()
        },
        RuleCase("NET-02", .fail, "as many entries as a counter can count") {
            $0.ingestOutage()
            $0.changeBatch { $0.lastN = 9_007_199_254_740_991 }
        },
        RuleCase("NET-02", .fail, "ends before it begins") {
            $0.ingestOutage()
            $0.changeBatch { $0.lastN = $0.firstN - 5 }
        },
        RuleCase("NET-02", .fail, "a key that is not recorded") {
            $0.ingestOutage()
            $0.changeBatch { $0.keyID = HistoryBuilder.key(.computer, of: "c-0009") }
        },
        RuleCase("NET-02", .pass, "the clock stands still") {
            $0.shiftRestored(by: -6000)
            $0.ingestOutage()
        },
        RuleCase("NET-02", .fail, "the clock goes back a millisecond") {
            $0.shiftRestored(by: -6001)
            $0.ingestOutage()
        },
        RuleCase("NET-02", .pass, "before the seal") {
            $0.ingestOutage()
            $0.seal(at: $0.end + 600_000, approvedBy: "a-02")
        },
        RuleCase("NET-02", .fail, "an entry after the seal") {
            $0.ingestOutage()
            $0.seal(at: $0.start + 110_000, approvedBy: "a-02")
        },
        RuleCase("NET-02", .pass, "after a seal that nobody approved") {
            $0.ingestOutage()
            $0.seal(at: $0.start + 110_000, approvedBy: nil)
        },
        RuleCase("NET-02", .fail, "one of two batches") {
            $0.ingestOutage()
            $0.ingest(1, through: 3, root: HistoryBuilder.hash("another"))
        },
        RuleCase("NET-02", .insufficientEvidence, "an entry of the key is in another candidate's stream") { day in
            day.ingestOutage()
            day.change(.networkRestored) { $0.candidate = "c-0002" }
        },
        RuleCase("NET-02", .fail, "an entry is elsewhere and another is missing: the failure comes first") { day in
            day.ingestOutage()
            day.loseMiddle()
            day.change(.networkRestored) { $0.candidate = "c-0002" }
        },
    ]
}

extension HistoryBuilder {
    /// An outage of 20 s with something in its middle, and the batch that was sent after it, less its last entries.
    fileprivate mutating func ingestOutage(dropping count: Int64 = 0) {
        if id(of: .networkLost) == nil { goOffline(for: 20_000) }
        hear(at: start + 113_000)
        let log = log()
        let numbers = log.entries.filter { $0.type == .networkLost || $0.type == .networkRestored }
            .compactMap(\.statement.n)
        guard let first = numbers.first, let last = numbers.last else { return }
        let key = HistoryBuilder.key(.computer, of: candidate)
        let entries = log.entries.filter { $0.keyID == key && (first...(last - count)).contains($0.statement.n ?? 0) }
        // As they are recorded: the drafts keep these counters whatever is bent later.
        for entry in log.entries where entry.keyID == key {
            for place in drafts.indices where drafts[place].id == entry.id { drafts[place].n = entry.statement.n }
        }
        ingest(
            first, through: last - count,
            root: MerkleTree.root(of: entries.map { MerkleTree.leafHash($0.statement.bytes.span) }))
    }

    fileprivate mutating func ingest(_ first: Int64, through last: Int64, root: Digest) {
        add(
            .offlineBatchIngested(
                OfflineBatchIngested(
                    keyID: HistoryBuilder.key(.computer, of: candidate), firstN: first, lastN: last, batchRoot: root,
                    uploadDelayMs: 20_000)),
            at: start + 122_000)
    }

    fileprivate mutating func changeBatch(_ body: (inout OfflineBatchIngested) -> Void) {
        change(.offlineBatchIngested) { draft in
            guard case .offlineBatchIngested(var data) = draft.payload else { return }
            body(&data)
            draft.payload = .offlineBatchIngested(data)
        }
    }

    fileprivate mutating func loseMiddle() {
        let middle = start + 113_000
        drafts.removeAll { $0.payload.type == .audioWindow && $0.time == middle }
    }

    /// The end of the outage, 6 s after what is in its middle, by another monotonic clock.
    fileprivate mutating func shiftRestored(by milliseconds: Int64) {
        goOffline(for: 19_000)
        change(.networkRestored) { $0.monoShift = milliseconds }
    }

    fileprivate mutating func seal(at time: Instant, approvedBy officer: String?) {
        let sealed = add(
            .ledgerSealed(LedgerSealed(throughEvent: drafts[0].id)), at: time, by: .administrator("a-01"))
        guard let officer else { return }
        add(
            .approvalRecorded(ApprovalRecorded(subject: sealed, decision: .approve)), at: time + 1,
            by: .administrator(officer))
    }
}
