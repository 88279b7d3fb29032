import Exam
import LMDB
import Primitives
import Signing
import Transparency

/// Applies batches inside one write transaction: the only code that changes the log.
struct Sequencer {
    let identity: LedgerIdentity
    let tables: LedgerTables
    /// Signs what the ledger itself says; none where a log is written again and nothing is said.
    let platformKey: SigningKey?
    /// Says for the platform what follows from what is appended; without one nothing does.
    var answerer: (any Answerer)?
    var state: SequencerState
    /// The entry being written, kept for its storage.
    var entry: [UInt8] = []

    init(
        _ store: LedgerStore, platformKey: SigningKey?, answerer: (any Answerer)?
    ) throws(LedgerError) {
        identity = store.identity
        tables = store.tables
        self.platformKey = platformKey
        self.answerer = answerer
        state = try SequencerState(store)
    }

    /// Applies a batch; the outcomes are in the order of its lines.
    mutating func apply(
        _ batch: Batch, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> [LineOutcome] {
        if identity.clock == .ledger { try observe(batch.machineTime, in: &transaction) }
        var outcomes: [LineOutcome] = []
        outcomes.reserveCapacity(batch.lines.count)
        for line in batch.lines {
            let answer: LineOutcome.Answer
            var reply: (said: [Said], unanswered: Phrase?) = ([], nil)
            switch line.content {
            case .statement(let verified):
                answer = try take(verified, in: &transaction)
                if case .appended(let receipt) = answer {
                    reply = try self.reply(to: verified, receipt, in: &transaction)
                }
            case .rejection(let rejection): answer = try record(rejection, in: &transaction)
            }
            outcomes.append(
                LineOutcome(line: line.number, answer: answer, said: reply.said, unanswered: reply.unanswered))
        }
        try storeOpenTiles(in: &transaction)
        return outcomes
    }

    /// Says what the clock brings in some streams at a moment that is not before the last entry.
    mutating func tick(
        _ streams: [StreamName], at moment: Instant, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> [Said] {
        if identity.clock == .ledger { try observe(moment, in: &transaction) }
        let now = max(moment, state.lastReceived)
        var said: [Said] = []
        for stream in streams { said += try sayDue(in: stream, at: now, in: &transaction) }
        try storeOpenTiles(in: &transaction)
        return said
    }

    /// Notices the machine's clock, and records one step where it went back (formats.md §3).
    mutating func observe(
        _ machineTime: Instant, in transaction: inout WriteTransaction
    ) throws(LedgerError) {
        let before = state.machineClock ?? state.lastReceived
        if machineTime != state.machineClock {
            state.machineClock = machineTime
            try tables.meta.put(
                UInt64(bitPattern: machineTime.milliseconds), at: LedgerTables.Meta.machineClock, in: &transaction)
        }
        state.lastReceived = max(state.lastReceived, machineTime)
        if machineTime < before {
            let step = LedgerClockStepped(beforeMs: before.milliseconds, afterMs: machineTime.milliseconds)
            try say(.ledgerClockStepped(step), in: &transaction)
        }
    }

    private mutating func take(
        _ verified: VerifiedStatement, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> LineOutcome.Answer {
        switch try standing(of: verified, in: transaction) {
        case .new: break
        case .same(let receipt):
            if let refusal = try refusal(ofValuesBeside: verified, in: transaction) {
                return try refuse(verified, refusal, in: &transaction)
            }
            return .duplicate(receipt)
        case .other(let index): return try refuse(verified, .reusedIdentifier(at: index), in: &transaction)
        }
        let received: Instant
        do throws(Refusal) {
            received = try admit(verified)
        } catch {
            return try refuse(verified, error, in: &transaction)
        }
        if try isKeptOut(verified.statement, in: transaction) {
            return try refuse(verified, .sealedExam(verified.statement), in: &transaction)
        }
        if let refusal = try refusal(ofValuesBeside: verified, in: transaction) {
            return try refuse(verified, refusal, in: &transaction)
        }
        if let n = verified.statement.n, try !count(n, of: verified.signature.keyID, in: &transaction) {
            return try refuse(verified, .repeatedCounter(n), in: &transaction)
        }
        return .appended(try append(verified, at: received, in: &transaction))
    }

    /// What the log has under an event's id.
    private enum Standing {
        case new
        case same(Receipt)
        case other(at: UInt64)
    }

    private func standing(
        of verified: VerifiedStatement, in transaction: borrowing WriteTransaction
    ) throws(LedgerError) -> Standing {
        let view = transaction.reading
        guard let index = try tables.identifiers.number(at: verified.statement.id, in: view) else { return .new }
        guard let entry = try tables.entries.value(at: index, in: view), let header = EntryHeader(entry: entry) else {
            throw .damagedEntry(index)
        }
        guard header.keyID == verified.signature.keyID,
            entry.extracting(EntryHeader.width...).hasSameBytes(as: verified.bytes.span)
        else { return .other(at: index) }
        return .same(
            Receipt(
                id: verified.statement.id, index: index, stream: verified.statement.stream.text,
                position: header.position, leaf: MerkleTree.leafHash(entry), size: state.size))
    }

    /// The time at which a statement is received, or why it is refused.
    private func admit(_ verified: VerifiedStatement) throws(Refusal) -> Instant {
        let statement = verified.statement
        guard statement.ledger == identity.origin else { throw .otherLedger(statement.ledger, identity.origin) }
        guard statement.mode == identity.mode else { throw .otherMode(statement.mode) }
        let received = try receivedTime(of: verified)
        let key = try state.registry.key(for: statement, signedBy: verified.signature.keyID, at: received)
        guard key == verified.publicKey else { throw .badSignature }
        try checkPerformer(of: verified)
        try state.registry.checkChange(by: statement, at: state.size)
        return received
    }

    private func receivedTime(of verified: VerifiedStatement) throws(Refusal) -> Instant {
        switch identity.clock {
        case .ledger:
            guard verified.receivedAt == nil else { throw .unexpectedTime }
            return state.lastReceived
        case .imported:
            guard let received = verified.receivedAt else { throw .missingTime }
            guard received >= state.lastReceived else { throw .backwards(received, last: state.lastReceived) }
            return received
        }
    }

    /// Acts of the ledger itself come as events only into an imported ledger; the change of its log's key, which it acts
    /// upon, into none, and its opening by no command either.
    private func checkPerformer(of verified: VerifiedStatement) throws(Refusal) {
        let type = verified.statement.type
        switch type {
        case .ledgerOpened: throw .performedByLedger(type)
        case .logKeyRotated:
            if verified.source == .envelope { throw .performedByLedger(type) }
        case .ledgerClockStepped, .ledgerAppendRefused, .ledgerCheckpointSigned, .ledgerSealed, .indexCommitted,
            .scoreReleased, .releaseRefused, .erasureKeyDestroyed:
            if identity.clock == .ledger, verified.source == .envelope { throw .performedByLedger(type) }
        default: return
        }
    }

    /// Whether an approved seal keeps a statement out.
    ///
    /// Only where the ledger's clock is its own: an imported record is of what happened elsewhere, late changes
    /// included, and the rules say what it is worth (formats.md §3).
    private mutating func isKeptOut(
        _ statement: Statement, in transaction: borrowing WriteTransaction
    ) throws(LedgerError) -> Bool {
        guard identity.clock == .ledger else { return false }
        let reader = LogReader(tables: tables)
        return try state.seals.keepOut(statement) { (name) throws(LedgerError) -> [RecordedEvent] in
            try reader.read(.stream(name), in: transaction.reading)
        }
    }

    /// Whether a stream is of a sealed exam, where the ledger's clock is its own.
    mutating func isSealed(
        _ stream: StreamName, in transaction: borrowing WriteTransaction
    ) throws(LedgerError) -> Bool {
        guard identity.clock == .ledger, let exam = stream.ids.exam else { return false }
        let reader = LogReader(tables: tables)
        return try state.seals.isSealed(exam) { (name) throws(LedgerError) -> [RecordedEvent] in
            try reader.read(.stream(name), in: transaction.reading)
        }
    }

    /// Takes note of a key's counter; `false` where it was used before.
    func count(
        _ n: Int64, of keyID: KeyID, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> Bool {
        var record = CounterRecord()
        if let stored = try tables.counters.value(at: keyID, in: transaction.reading) {
            guard let known = CounterRecord(stored: stored) else {
                throw tables.counters.damagedRecord(in: transaction.reading)
            }
            record = known
        }
        guard record.take(UInt64(n)) else { return false }
        try tables.counters.put(record.stored.span, at: keyID, in: &transaction)
        return true
    }
}
