import Exam
import Foundation
import Ledger
import Primitives
import Signing
import Transparency

/// A log made by hand, without a store and without any of the checks in front of one: what an operator with all keys
/// could sign.
///
/// Everything that follows from the entries is computed truly.
struct HandMadeLog {
    let logKey: SigningKey
    private(set) var entries: [(bytes: [UInt8], stream: StreamName)] = []
    private var heads: [StreamName: (count: UInt64, last: Digest)] = [:]
    var received: Instant

    init(_ ledger: FreshLedger) throws {
        logKey = ledger.logKey
        received = ledger.now
        for index in 0..<(try ledger.store.size()) {
            guard let event = try ledger.store.event(at: index), let bytes = try ledger.store.entry(at: index) else {
                throw CocoaError(.fileReadCorruptFile)
            }
            take(bytes, event.statement.stream)
        }
    }

    private mutating func take(_ bytes: [UInt8], _ stream: StreamName) {
        let count = heads[stream]?.count ?? 0
        heads[stream] = (count + 1, MerkleTree.leafHash(bytes.span))
        entries.append((bytes, stream))
    }

    /// Appends what a key says, whatever it is; the entry may state another index than its own.
    mutating func append(_ statement: Statement, by key: SigningKey, stating index: Int? = nil) {
        let head = heads[statement.stream]
        let signed = VerifiedStatement(statement, signedBy: key)
        var bytes: [UInt8] = []
        EntryHeader(
            index: UInt64(index ?? entries.count), receivedAt: received, position: head?.count ?? 0,
            previous: head?.last ?? .zero, keyID: signed.signature.keyID, signature: signed.signature.signature
        ).write(statement: signed.bytes.span, into: &bytes)
        take(bytes, statement.stream)
    }

    private var leaves: [Digest] { entries.map { MerkleTree.leafHash($0.bytes.span) } }

    /// The bundle of a candidate under an index that is committed to now.
    mutating func bundle(of subject: SessionName, _ ledger: FreshLedger) throws -> DisputeBundle {
        let index = StreamIndex(
            heads.map { StreamIndex.Leaf(name: $0.key.text, count: $0.value.count, lastHash: $0.value.last) })
        let streams = heads
        append(
            Statement(
                id: ledger.nextID(), ledger: FreshLedger.origin, mode: .formal,
                actor: Statement.Actor(role: .platform, id: ledger.platform.name), at: received,
                payload: .indexCommitted(
                    IndexCommitted(
                        size: Int64(entries.count), streams: Int64(index.leaves.count), root: index.root))),
            by: ledger.platform)
        let prover = StreamIndex.Prover(index)
        let place = entries.count - 1
        return DisputeBundle(
            subject: subject, checkpoint: try note(), index: try proved(place),
            streams: DisputeBundle.streams(of: subject).map { name in
                switch prover.place(of: name.text) {
                case .present(let leaf):
                    let count = Int(streams[name]?.count ?? 0)
                    let own = entries[..<place].filter { $0.stream == name }.map(\.bytes).prefix(count)
                    return (
                        name.text, .whole(position: leaf.position, path: leaf.path, entries: Array(own))
                    )
                case let absent: return (name.text, .absent(absent))
                }
            }, opened: try proved(0))
    }

    private func note() throws -> [UInt8] {
        let checkpoint = Checkpoint(
            origin: logKey.name, size: UInt64(entries.count), root: MerkleTree.root(of: leaves))
        return Array(try checkpoint.signed(with: logKey).serialized.utf8)
    }

    private func proved(_ index: Int) throws -> ProvedEntry {
        let leaves = leaves
        let proof = InclusionProof.make(index: UInt64(index), size: UInt64(entries.count)) { subtree in
            let start = Int(subtree.index) << subtree.level
            return MerkleTree.root(of: leaves[start..<(start + 1 << subtree.level)])
        }
        return ProvedEntry(bytes: entries[index].bytes, inclusion: try require(proof).path)
    }
}

extension DisputeBundle {
    /// The bundle with some of its parts replaced.
    func with(
        checkpoint: [UInt8]? = nil, index: ProvedEntry? = nil, opened: ProvedEntry? = nil,
        related: [ProvedEntry]? = nil, disclosures: [String]? = nil, subject: SessionName? = nil,
        streams: [(name: String, content: Stream)]? = nil
    ) -> DisputeBundle {
        DisputeBundle(
            subject: subject ?? self.subject, checkpoint: checkpoint ?? self.checkpoint, index: index ?? self.index,
            streams: streams ?? self.streams, opened: opened ?? self.opened, related: related ?? self.related,
            disclosures: disclosures ?? self.disclosures, report: report)
    }

    /// The bundle with a stream's entries changed; where it is done cleverly, all that follows from them too.
    func changing(
        _ name: StreamName, rechained: Bool = true, _ change: (inout [[UInt8]]) throws -> Void
    ) rethrows -> DisputeBundle {
        with(
            streams: try streams.map { stream in
                guard stream.name == name.text, case .whole(let position, let path, var entries) = stream.content
                else { return stream }
                try change(&entries)
                if rechained { entries = DisputeBundle.rechained(entries) }
                return (stream.name, .whole(position: position, path: path, entries: entries))
            })
    }

    /// The entries with positions and previous hashes as they must be.
    private static func rechained(_ entries: [[UInt8]]) -> [[UInt8]] {
        var previous = Digest.zero
        return entries.enumerated().map { place, bytes in
            guard let header = EntryHeader(entry: bytes.span) else { return bytes }
            var entry: [UInt8] = []
            EntryHeader(
                index: header.index, receivedAt: header.receivedAt, position: UInt64(place), previous: previous,
                keyID: header.keyID, signature: header.signature
            ).write(statement: bytes.span.extracting(EntryHeader.width...), into: &entry)
            previous = MerkleTree.leafHash(entry.span)
            return entry
        }
    }
}
