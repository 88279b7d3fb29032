import LMDB
public import Primitives
public import Transparency

/// A request on its way to a witness.
public struct WitnessCall: Hashable, Sendable {
    /// Where it is posted.
    public let url: String
    /// What is posted.
    public let body: [UInt8]
}

/// What came of asking one witness.
public struct WitnessAnswer: Hashable, Sendable {
    /// Who was asked.
    public let witness: NamedWitness
    /// What it said.
    public let outcome: WitnessOutcome
}

/// Posts requests, all at once, and gives back a reply or a failure for each, in their order.
///
/// Whoever embeds the ledger brings their own; time-outs and sizes are theirs to limit.
public typealias WitnessTransport = ([WitnessCall]) -> [Result<WitnessReply, LedgerError>]

extension LedgerStore {
    /// The proof that the log's first `oldSize` entries are the beginning of its first `newSize`, from the stored tiles.
    ///
    /// - Returns: `nil` unless `oldSize ≤ newSize`.
    /// - Throws: `ledger.not-found` for more entries than there are, `store.damaged` where a tile is missing or short.
    public func consistencyProof(
        from oldSize: UInt64, to newSize: UInt64
    ) throws(LedgerError) -> ConsistencyProof? {
        try environment.read { (view) throws(LedgerError) -> ConsistencyProof? in
            guard newSize <= (try size(in: view)) else { throw .notFound("#\(newSize - 1)") }
            return try ConsistencyProof.make(from: oldSize, to: newSize) { (subtree) throws(LedgerError) -> Digest in
                try hash(of: subtree, in: view)
            }
        }
    }

    /// What to ask a witness about a checkpoint, given the size that it cosigned last.
    ///
    /// - Throws: `ledger.not-found` where that size is larger than the checkpoint's.
    public func witnessRequest(
        for checkpoint: TrustedCheckpoint, from oldSize: UInt64
    ) throws(LedgerError) -> AddCheckpointRequest {
        guard let proof = try consistencyProof(from: oldSize, to: checkpoint.size) else {
            throw .notFound("#\(oldSize - 1)")
        }
        let note = checkpoint.note.keeping(linesOf: try logKeyEpochs().keys)
        do throws(NoteDefect) { return try AddCheckpointRequest(for: note, proof) } catch {
            throw .invalidCheckpoint(error.phrase)
        }
    }

    /// Asks witnesses to cosign a checkpoint, each from the size that it cosigned last as far as it is known here.
    ///
    /// Nothing is kept: what they answered is added with `add(_:by:to:)`.
    public func ask(
        _ witnesses: [NamedWitness], about checkpoint: TrustedCheckpoint, by send: WitnessTransport
    ) throws(LedgerError) -> [WitnessAnswer] {
        var inquiries: [WitnessInquiry] = []
        for witness in witnesses {
            var inquiry = WitnessInquiry(checkpoint, of: witness.key, from: try lastCosigned(by: witness.key))
            if witness.url == nil { inquiry.fail(.noAddress) }
            inquiries.append(inquiry)
        }
        while true {
            var calls: [(place: Int, call: WitnessCall)] = []
            for (place, witness) in witnesses.enumerated() {
                guard case .ask(let oldSize) = inquiries[place].next, let url = witness.url else { continue }
                let request = try witnessRequest(for: checkpoint, from: oldSize)
                let base = url.hasSuffix("/") ? String(url.dropLast()) : url
                calls.append((place, WitnessCall(url: base + "/add-checkpoint", body: request.body)))
            }
            if calls.isEmpty { break }
            for ((place, _), reply) in zip(calls, send(calls.map(\.call))) {
                switch reply {
                case .success(let reply): inquiries[place].take(reply)
                case .failure(let error): inquiries[place].fail(.unreachable(error))
                }
            }
        }
        return zip(witnesses, inquiries).compactMap { witness, inquiry in
            guard case .done(let outcome) = inquiry.next else { return nil }
            return WitnessAnswer(witness: witness, outcome: outcome)
        }
    }
}
