import Glibc
public import Primitives
public import Signing
public import Transparency

/// What a witness remembers, in a folder: the logs that it witnesses, and the checkpoint of each that it cosigned last.
///
///     witness.key           the secret key, mode 0600
///     witness.vkey          the public key, type 0x04, for trust policies
///     lock                  held while a request is decided, by every process
///     logs/<hex>/keys       a log's keys, one a line; <hex> is H(origin)
///     logs/<hex>/checkpoint what was cosigned last; empty before the first time
///
/// Comparing with what is remembered and keeping what comes instead are one step under the lock, and what is kept is
/// on the disk before an answer leaves: two processes, or one that is killed, never cosign two histories.
public struct WitnessStore: Sendable {
    /// The folder.
    public let directory: String

    /// The secret key's place.
    public var keyPath: String { directory + "/witness.key" }
    /// The public key's place.
    public var publicKeyPath: String { directory + "/witness.vkey" }

    /// The store in a folder.
    ///
    /// - Throws: `witness.missing` where there is none.
    public init(at directory: String) throws(LedgerError) {
        self.directory = directory
        guard access(directory + "/logs", F_OK) == 0 else { throw .missingWitness(directory) }
    }

    /// Makes the folder of a new witness, with its key.
    ///
    /// - Throws: `witness.exists`, `key.exists`, `key.write`, `store.io`.
    public static func create(at directory: String, key: SigningKey) throws(LedgerError) -> WitnessStore {
        guard access(directory + "/logs", F_OK) != 0 else { throw .witnessExists(directory) }
        try WitnessStore.makeFolder(directory)
        let witness = try Witness(key: key)
        try KeyFile.write(key, to: directory + "/witness.key")
        try KeyFile.write(witness.verificationKey, to: directory + "/witness.vkey")
        try WitnessStore.makeFolder(directory + "/logs")
        return try WitnessStore(at: directory)
    }

    /// Begins to witness a log, or knows one more key of it.
    ///
    /// What was cosigned of it before stays remembered.
    ///
    /// - Throws: `witness.log-key` for a key that is no log's, `store.io`.
    public func add(_ log: VerificationKey, to witness: Witness) throws(LedgerError) {
        guard log.algorithm == .ed25519, log.publicKey != witness.verificationKey.publicKey,
            log.name.utf8.count <= Checkpoint.originLimit
        else { throw .notALogKey(log.name) }
        try locked { () throws(LedgerError) in
            let folder = self.folder(origin: log.name)
            try WitnessStore.makeFolder(folder)
            try CheckpointFile.sync(folder: directory + "/logs")
            // The empty record comes first: a log without a record is one whose record was lost.
            if try CheckpointFile.read(in: folder) == nil { try CheckpointFile.write([], in: folder) }
            let keys = try keys(in: folder)
            if keys.contains(log) { return }
            let text = (keys + [log]).map { "\($0.text)\n" }.joined()
            try CheckpointFile.write(Array(text.utf8), in: folder, named: "keys")
        }
    }

    /// Decides a request and, where the witness cosigns, keeps what it cosigned before this returns.
    ///
    /// - Parameter time: now, in seconds since the Unix epoch.
    /// - Throws: `witness.record` where what is remembered was lost or changed, `store.io`; nothing is cosigned then.
    public func decide(
        _ body: [UInt8], by witness: Witness, at time: UInt64
    ) throws(LedgerError) -> WitnessDecision {
        guard let request = AddCheckpointRequest(body) else { return .refused(.malformed) }
        let folder = folder(origin: request.checkpoint.origin)
        return try locked { () throws(LedgerError) -> WitnessDecision in
            let decision = witness.decide(request, about: try log(in: folder, witness), at: time)
            if case .cosigned(let note, _) = decision {
                try CheckpointFile.write(Array(note.serialized.utf8), in: folder)
            }
            return decision
        }
    }

    /// The checkpoint that was cosigned last of the log whose origin has this digest, in lowercase hex; `nil` where
    /// none was.
    public func cosignedNote(originHash: String) throws(LedgerError) -> [UInt8]? {
        guard originHash.utf8.count == 2 * Digest.width, Hex.decode(originHash) != nil else { return nil }
        let note = try CheckpointFile.read(in: "\(directory)/logs/\(originHash)")
        return note.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func folder(origin: String) -> String {
        "\(directory)/logs/\(SHA256.digest(of: Array(origin.utf8)).hex)"
    }

    /// What is remembered of a log; `nil` for one that is not witnessed.
    private func log(in folder: String, _ witness: Witness) throws(LedgerError) -> WitnessedLog? {
        let keys = try keys(in: folder)
        guard let origin = keys.first?.name else { return nil }
        guard let note = try CheckpointFile.read(in: folder) else { throw .witnessRecord(origin) }
        if note.isEmpty { return WitnessedLog(keys: keys, latest: nil) }
        for key in keys {
            let latest = try? TrustedCheckpoint(note, logKey: key, witnesses: [witness.verificationKey])
            guard let latest, !latest.cosignatures.isEmpty else { continue }
            return WitnessedLog(keys: keys, latest: latest)
        }
        throw .witnessRecord(origin)
    }

    private func keys(in folder: String) throws(LedgerError) -> [VerificationKey] {
        guard let bytes = try CheckpointFile.read(in: folder, named: "keys") else { return [] }
        var keys: [VerificationKey] = []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n" as Character) {
            keys.append(try VerificationKey(text: String(line)))
        }
        return keys
    }

    /// Does something while no other thread and no other process does.
    private func locked<Value>(_ body: () throws(LedgerError) -> Value) throws(LedgerError) -> Value {
        let path = directory + "/lock"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .checkpointFile(path, errno) }
        defer { close(file) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .checkpointFile(path, errno) }
        }
        return try body()
    }

    private static func makeFolder(_ path: String) throws(LedgerError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .checkpointFile(path, errno) }
    }
}
