import Exam
import Glibc
import LMDB
import Primitives
import Signing
import Transparency

/// Writes a log again, entry by entry as it was, with every table that follows from it.
struct LogRebuild {
    /// How many entries go into one commit.
    private static let batchSize = 4_096

    let store: LedgerStore
    private var sequencer: Sequencer
    private var pending: [RecordedStatement] = []
    /// How many statements were passed over because the log has them already.
    private(set) var known = 0

    /// Begins a new log with its first entry.
    ///
    /// - Throws: `import.line` where that does not open a ledger, or the log's key has another name.
    init(at directory: String, logKey: VerificationKey, first: RecordedStatement) throws(LedgerError) {
        guard let identity = LedgerIdentity(first.statement) else {
            throw .importLine(
                1, Phrase(en: "a log begins with ledger.opened", zh: "日志应以 ledger.opened 开头"))
        }
        guard logKey.name.isSame(as: identity.origin) else {
            throw .wrongKey(Phrase(en: "log key", zh: "日志密钥"), held: logKey.name)
        }
        let environment = try Environment(
            path: directory, mode: .readWrite(create: true), tables: LedgerTables.names)
        let store = LedgerStore(directory: directory, identity: identity, environment: environment)
        try environment.write { (transaction) throws(LedgerError) in
            try store.tables.meta.put(LedgerTables.format, at: LedgerTables.Meta.format, in: &transaction)
            try store.tables.meta.put(
                Array(logKey.text.utf8).span, at: LedgerTables.Meta.logKey, in: &transaction)
        }
        self.store = store
        sequencer = try Sequencer(store, platformKey: nil, answerer: nil)
        pending = [first]
    }

    /// Goes on with a log that is there.
    init(goingOn store: LedgerStore) throws(LedgerError) {
        self.store = store
        sequencer = try Sequencer(store, platformKey: nil, answerer: nil)
    }

    /// Adds the next entry.
    mutating func append(_ recorded: RecordedStatement) throws(LedgerError) {
        pending.append(recorded)
        if pending.count == LogRebuild.batchSize { try flush() }
    }

    /// Makes all that was added durable.
    mutating func flush() throws(LedgerError) {
        guard !pending.isEmpty else { return }
        var (sequencer, known) = (sequencer, known)
        let (tables, batch) = (store.tables, pending)
        try store.environment.write { (transaction) throws(LedgerError) in
            for recorded in batch {
                if let index = try tables.identifiers.number(at: recorded.statement.id, in: transaction.reading) {
                    guard let entry = try tables.entries.value(at: index, in: transaction.reading),
                        entry.count > EntryHeader.width,
                        entry.extracting(EntryHeader.width...).hasSameBytes(as: recorded.bytes.span)
                    else { throw .importRepeated(recorded.statement.id, at: index) }
                    known += 1
                    continue
                }
                if let n = recorded.statement.n {
                    // A counter that stands twice is found when the log is verified.
                    _ = try sequencer.count(n, of: recorded.signature.keyID, in: &transaction)
                }
                _ = try sequencer.append(recorded, in: &transaction)
            }
            try sequencer.storeOpenTiles(in: &transaction)
        }
        self.sequencer = sequencer
        self.known = known
        pending.removeAll(keepingCapacity: true)
    }

    /// Keeps a checkpoint that was signed over the log, in the store and beside it.
    func keep(_ checkpoint: TrustedCheckpoint) throws(LedgerError) {
        let note = Array(checkpoint.note.serialized.utf8)
        try store.environment.write { (transaction) throws(LedgerError) in
            try store.tables.checkpoints.put(note.span, at: checkpoint.size, in: &transaction)
        }
        try CheckpointFile.write(note, in: store.directory)
    }
}

extension LedgerError {
    static func importLine(_ line: Int, _ reason: Phrase) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "import.line"),
            Phrase(
                en: "Line \(line) is not the next entry of a log: \(LedgerError.clause(reason.en)).",
                zh: "第 \(line) 行不是日志的下一条：\(LedgerError.clause(reason.zh))。"),
            hint: Phrase(
                en: "Give a file as examledger export writes it; nothing was made.",
                zh: "请给出 examledger export 写出的文件；未创建任何内容。"))
    }

    /// A sentence without its full stop, to stand within another.
    private static func clause(_ text: String) -> Substring {
        [".", "。"].contains { text.hasSuffix($0) } ? text.dropLast() : text[...]
    }

    static func importRepeated(_ id: EventID, at index: UInt64) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "import.repeated"),
            Phrase(
                en: "The event \(id.text) stands in entry \(index) already, with other bytes.",
                zh: "事件 \(id.text) 已见于第 \(index) 条，且字节不同。"),
            hint: Phrase(
                en: "Two histories of one log were mixed; nothing was made.", zh: "混入了同一日志的两种历史；未创建任何内容。"))
    }
}
