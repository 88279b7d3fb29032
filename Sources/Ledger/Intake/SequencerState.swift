import Exam
import LMDB
import Primitives
import Transparency

/// What the writer keeps in memory between batches; all of it can be read again from the store.
struct SequencerState {
    var tree: GrowingTree
    var registry: KeyRegistry
    var lastReceived: Instant
    /// The machine's clock as it was last seen, to tell a step back from a clock that still catches up.
    var machineClock: Instant?
    var heads: [String: (ordinal: UInt64, head: StreamHead)] = [:]
    var streamCount: UInt64
    /// The entries that erased a candidate, by stream, for the streams that were asked about; `nil` where none did.
    var erasures: [String: UInt64?] = [:]
    /// Which exams are sealed.
    var seals = SealedExams(isFromStart: false)

    var size: UInt64 { tree.size }

    init(_ store: LedgerStore) throws(LedgerError) {
        let tables = store.tables
        (tree, registry, lastReceived, machineClock, streamCount) = try store.environment.read {
            (view) throws(LedgerError) -> (GrowingTree, KeyRegistry, Instant, Instant?, UInt64) in
            let size = try store.size(in: view)
            let registry = try store.registry(in: view)
            var last = Instant(milliseconds: 0)
            if size > 0 {
                guard let entry = try tables.entries.value(at: size - 1, in: view),
                    let header = EntryHeader(entry: entry)
                else { throw .damagedEntry(size - 1) }
                last = header.receivedAt
            }
            let machine = try tables.meta.number(at: LedgerTables.Meta.machineClock, in: view)
            return (
                try store.growingTree(size: size, in: view), registry, last,
                machine.map { Instant(milliseconds: Int64(bitPattern: $0)) }, try tables.names.count(in: view)
            )
        }
    }
}
