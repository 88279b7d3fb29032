import LMDB
public import Primitives
public import Signing
public import Transparency

extension LedgerStore {
    /// The size of the newest checkpoint that a witness has cosigned, as far as it is known here; 0 before the first.
    public func lastCosigned(by witness: VerificationKey) throws(LedgerError) -> UInt64 {
        var last: UInt64 = 0
        try forEachCheckpointNote { size, note in
            guard let note = try? SignedNote(note), note.signatures.contains(where: { $0.names(witness) }) else {
                return .goOn
            }
            last = size
            return .stop
        }
        return last
    }

    /// The newest checkpoint that meets a policy: by a trusted log key, with the policy's quorum of witnesses; `nil`
    /// where none does.
    public func quorumCheckpoint(_ policy: TrustPolicy) throws(LedgerError) -> TrustedCheckpoint? {
        let keys = try logKeyHistory()
        var found: TrustedCheckpoint?
        try forEachCheckpointNote { _, note in
            guard let checkpoint = try? policy.verify(note, keys), checkpoint.origin.isSame(as: identity.origin) else {
                return .goOn
            }
            found = checkpoint
            return .stop
        }
        return found
    }

    /// The newest checkpoint over which some line is a cosignature by one of the witnesses; `nil` where none is.
    public func checkpoint(
        cosignedIn lines: [NoteSignature], by witnesses: [VerificationKey]
    ) throws(LedgerError) -> TrustedCheckpoint? {
        let keys = try logKeyEpochs()
        var found: TrustedCheckpoint?
        try forEachCheckpointNote { _, note in
            guard let checkpoint = try? keys.trusted(note),
                witnesses.contains(where: { checkpoint.cosignature(among: lines, by: $0) != nil })
            else { return .goOn }
            found = checkpoint
            return .stop
        }
        return found
    }

    /// Adds witnesses' cosignatures to a checkpoint and keeps it durably; a newer line of a witness takes the place of
    /// an older one.
    ///
    /// The file beside the store follows unless it is over more entries already. Lines of others are left out.
    ///
    /// - Returns: the checkpoint as it is kept, with its cosignatures by these witnesses.
    /// - Throws: `checkpoint.invalid` where a line in a witness's name does not hold over this checkpoint, and for more
    ///   lines than a checkpoint has.
    @discardableResult
    public func add(
        _ lines: [NoteSignature], by witnesses: [VerificationKey], to checkpoint: TrustedCheckpoint
    ) throws(LedgerError) -> TrustedCheckpoint {
        let keys = try logKeyEpochs()
        let kept = try environment.read { (view) throws(LedgerError) -> [UInt8]? in
            guard let note = try tables.checkpoints.value(at: checkpoint.size, in: view) else { return nil }
            return [UInt8](copying: note)
        }
        let signed: TrustedCheckpoint
        do throws(NoteDefect) {
            let before = try keys.trusted(kept ?? Array(checkpoint.note.serialized.utf8), witnesses: witnesses)
            guard before.root == checkpoint.root else { throw .notACheckpoint }
            var newer: [NoteSignature] = []
            for line in lines where try before.lacks(line, by: witnesses) { newer.append(line) }
            signed = try keys.trusted(Array(before.note.replacing(newer).serialized.utf8), witnesses: witnesses)
        } catch {
            throw .invalidCheckpoint(error.phrase)
        }
        let bytes = Array(signed.note.serialized.utf8)
        try environment.write { (transaction) throws(LedgerError) in
            try tables.checkpoints.put(bytes.span, at: signed.size, in: &transaction)
        }
        if try newestCheckpoint()?.size ?? 0 <= signed.size { try CheckpointFile.write(bytes, in: directory) }
        return signed
    }

    /// Walks the kept checkpoints from the newest to the oldest.
    private func forEachCheckpointNote(_ body: (UInt64, [UInt8]) -> ScanStep) throws(LedgerError) {
        try environment.read { (view) throws(LedgerError) in
            try tables.checkpoints.scan(.backward, in: view) { (size, note) throws(LedgerError) -> ScanStep in
                body(size, [UInt8](copying: note))
            }
        }
    }
}

extension TrustedCheckpoint {
    /// Whether a line is a cosignature by one of the witnesses, later than the one that the note has of it.
    ///
    /// - Throws: `signatureInvalid` where it is in a witness's name and does not hold.
    fileprivate func lacks(_ line: NoteSignature, by witnesses: [VerificationKey]) throws(NoteDefect) -> Bool {
        guard let witness = witnesses.first(where: { line.names($0) }) else { return false }
        guard let (_, timestamp) = cosignature(among: [line], by: witness) else {
            throw .signatureInvalid(name: witness.name)
        }
        let present = cosignatures.first { $0.key == witness }?.timestamp
        return present.map { timestamp > $0 } ?? true
    }
}
