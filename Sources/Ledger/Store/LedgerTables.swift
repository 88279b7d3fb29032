import LMDB
import Primitives

/// The tables of a ledger's store (architecture.md, LMDB tables): all of them change in one transaction.
struct LedgerTables: Sendable {
    /// Index → entry.
    let entries: Table<UInt64>
    /// (level, number) → up to 256 hashes.
    let tiles: Table<PairKey>
    /// Stream name → ordinal.
    let streams: Table<[UInt8]>
    /// Ordinal → stream name.
    let names: Table<UInt64>
    /// Ordinal → count, last hash, last index.
    let heads: Table<UInt64>
    /// (ordinal, position) → index.
    let postings: Table<PairKey>
    /// Event id → index.
    let identifiers: Table<EventID>
    /// Key id → counters seen.
    let counters: Table<KeyID>
    /// Key id → its enrolments.
    let keys: Table<KeyID>
    /// Digest of refused bytes → index of the entry that records the refusal.
    let refusals: Table<[UInt8]>
    /// Size → checkpoint note.
    let checkpoints: Table<UInt64>
    /// Name → value: the store's format and the machine's last clock.
    let meta: Table<[UInt8]>

    static let names = [
        "entries", "tiles", "streams", "names", "heads", "postings", "identifiers", "counters", "keys", "refusals",
        "checkpoints", "meta",
    ]

    init(_ environment: Environment) {
        entries = environment.table("entries", keyedBy: UInt64.self)
        tiles = environment.table("tiles", keyedBy: PairKey.self)
        streams = environment.table("streams", keyedBy: [UInt8].self)
        names = environment.table("names", keyedBy: UInt64.self)
        heads = environment.table("heads", keyedBy: UInt64.self)
        postings = environment.table("postings", keyedBy: PairKey.self)
        identifiers = environment.table("identifiers", keyedBy: EventID.self)
        counters = environment.table("counters", keyedBy: KeyID.self)
        keys = environment.table("keys", keyedBy: KeyID.self)
        refusals = environment.table("refusals", keyedBy: [UInt8].self)
        checkpoints = environment.table("checkpoints", keyedBy: UInt64.self)
        meta = environment.table("meta", keyedBy: [UInt8].self)
    }

    /// The names under which `meta` keeps its values.
    enum Meta {
        static let format = Array("format".utf8)
        static let machineClock = Array("machine_clock".utf8)
        static let logKey = Array("log_key".utf8)
    }

    /// The only layout of the tables.
    static let format: UInt64 = 1
}
