/// What a device recorded without network and sent later, as the platform took it in, with its entries.
///
/// The keys of a candidate's clients are bound to the candidate, so that a batch's entries lie in the candidate's own
/// stream; those of a key that speaks elsewhere too do not all, and `entries` is then shorter than the batch.
public struct OfflineBatch: Sendable {
    /// The `offline.batch.ingested`.
    public let event: RecordedEvent
    /// What it says.
    public let data: OfflineBatchIngested
    /// The entries of its key with `n` in `first_n...last_n` that stand in the stream, in the order of `n`.
    public let entries: [RecordedEvent]

    /// The batches of a stream, in its order.
    public static func all(in events: [RecordedEvent]) -> [OfflineBatch] {
        events.compactMap { event in
            guard case .offlineBatchIngested(let data) = event.payload else { return nil }
            let entries = events.filter { data.names($0) }
                .sorted { ($0.statement.n ?? 0, $0.index) < ($1.statement.n ?? 0, $1.index) }
            return OfflineBatch(event: event, data: data, entries: entries)
        }
    }

    /// How many entries a batch without a hole has.
    public var count: Int64 { max(0, data.lastN - data.firstN + 1) }
}

extension OfflineBatchIngested {
    /// Whether an entry is of this batch.
    fileprivate func names(_ event: RecordedEvent) -> Bool {
        guard let n = event.statement.n, event.keyID == keyID else { return false }
        return n >= firstN && n <= lastN
    }
}
