import Exam
import Primitives
public import Signing
public import Transparency

/// The log's keys one after the other, and from which size on each signs its checkpoints.
///
/// A key is followed by the one that `log.key.rotated` names: checkpoints that do not hold that entry are the old key's,
/// those that do are the new one's. So an old key that was stolen signs nothing new, and a new one nothing old.
public struct LogKeyEpochs: Hashable, Sendable {
    /// One key's time.
    public struct Epoch: Hashable, Sendable {
        /// The smallest size that the key signs.
        public let firstSize: UInt64
        /// The key; its name is the ledger's origin.
        public let key: VerificationKey
    }

    /// The epochs, the first from size 0 on; never empty.
    public private(set) var all: [Epoch]

    /// A log that has always had one key.
    public init(_ key: VerificationKey) {
        all = [Epoch(firstSize: 0, key: key)]
    }

    /// The key that signs now.
    public var current: VerificationKey { all[all.count - 1].key }

    /// All keys, the oldest first.
    public var keys: [VerificationKey] { all.map(\.key) }

    /// The key that signs a size.
    public func key(at size: UInt64) -> VerificationKey {
        all.last { $0.firstSize <= size }?.key ?? all[0].key
    }

    /// What the epochs were when the log had a size.
    func upTo(_ size: UInt64) -> LogKeyEpochs {
        var earlier = self
        earlier.all.removeAll { $0.firstSize > size && $0.firstSize > 0 }
        return earlier
    }

    /// Takes in a rotation at an index.
    ///
    /// - Returns: whether it follows: from the current key, to a sound key that the log has not had.
    mutating func apply(_ rotation: LogKeyRotated, at index: UInt64) -> Bool {
        let (old, new) = (PublicKey(rotation.previousPublicKey), PublicKey(rotation.publicKey))
        guard old == current.publicKey, old.id == rotation.previousKeyID, new.id == rotation.keyID, new.isSound,
            !all.contains(where: { $0.key.publicKey == new }), rotation.size >= 0, UInt64(rotation.size) <= index,
            let key = try? VerificationKey(name: current.name, publicKey: new)
        else { return false }
        all.append(Epoch(firstSize: index + 1, key: key))
        return true
    }

    /// The keys after a rotation, of a log that does not say by which key it began: its first rotation does.
    ///
    /// - Returns: `nil` where the rotation does not follow.
    static func after(
        _ rotation: LogKeyRotated, at index: UInt64, of earlier: LogKeyEpochs?, origin: String
    ) -> LogKeyEpochs? {
        let first = PublicKey(rotation.previousPublicKey)
        let begun = earlier ?? (try? VerificationKey(name: origin, publicKey: first)).map(LogKeyEpochs.init)
        guard var epochs = begun, epochs.apply(rotation, at: index) else { return nil }
        return epochs
    }

    /// Begins anew with the first rotation of a log that is written again, of which only a later key was known.
    ///
    /// - Returns: whether no rotation was taken in before, and this one can be the first.
    mutating func begin(again rotation: LogKeyRotated, at index: UInt64) -> Bool {
        let previous = PublicKey(rotation.previousPublicKey)
        guard all.count == 1, let first = try? VerificationKey(name: current.name, publicKey: previous) else {
            return false
        }
        var begun = LogKeyEpochs(first)
        guard begun.apply(rotation, at: index) else { return false }
        self = begun
        return true
    }
}

extension LogKeyEpochs {
    /// Verifies a checkpoint by the key that signs its size.
    ///
    /// - Throws: what `TrustedCheckpoint` throws, and `keyOutOfTime` where another of the log's keys has signed it.
    public func trusted(
        _ note: [UInt8], witnesses: [VerificationKey] = []
    ) throws(NoteDefect) -> TrustedCheckpoint {
        let key = key(at: try Checkpoint(statedIn: note).size)
        do throws(NoteDefect) {
            return try TrustedCheckpoint(note, logKey: key, witnesses: witnesses)
        } catch {
            let others = keys.filter { $0 != key }
            guard error == .unverified, others.contains(where: { (try? TrustedCheckpoint(note, logKey: $0)) != nil })
            else { throw error }
            throw .keyOutOfTime(name: key.name)
        }
    }

    /// Verifies a checkpoint under a policy that names any of the log's keys: the others follow from the log.
    ///
    /// - Throws: what `trusted` throws, `originUnknown` where the policy names no key of this log, `quorumMissing`.
    func verify(_ note: [UInt8], _ policy: TrustPolicy) throws(NoteDefect) -> TrustedCheckpoint {
        guard isNamed(by: policy) else { return try policy.verify(note) }
        let checkpoint = try trusted(note, witnesses: policy.witnesses)
        guard policy.isQuorum(checkpoint.cosignatures.map(\.key)) else { throw .quorumMissing }
        return checkpoint
    }

    /// Whether a policy trusts one of the keys.
    func isNamed(by policy: TrustPolicy) -> Bool { policy.logs.contains { keys.contains($0) } }
}

extension LogKeyEpochs {
    /// The record of the epochs: the first key, then a line for each later one, its first size before it.
    var stored: [UInt8] {
        let later = all.dropFirst().map { "\n\($0.firstSize) \($0.key.text)" }.joined()
        return Array((all[0].key.text + later).utf8)
    }

    /// The epochs that a record states; `nil` where it states none.
    init?(stored bytes: [UInt8]) {
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n" as Character)[...]
        guard let text = lines.popFirst(), let first = try? VerificationKey(text: String(text)) else { return nil }
        self.init(first)
        for line in lines {
            let parts = line.split(separator: " " as Character, maxSplits: 1)
            guard parts.count == 2, let size = UInt64(parts[0]), let key = try? VerificationKey(text: String(parts[1]))
            else { return nil }
            all.append(Epoch(firstSize: size, key: key))
        }
    }
}
