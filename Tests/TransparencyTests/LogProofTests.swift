import Foundation
import Primitives
import Signing
import Testing
import Transparency

@Suite("Proofs in files")
struct LogProofTests {
    let log: SigningKey
    let policy: TrustPolicy

    init() throws {
        log = try SigningKey.generate(name: "examledger.example/exam/1")
        policy = TrustPolicy(log: log.verificationKey)
    }

    /// A log of some entries, the proofs of which can be written.
    struct SmallLog {
        let entries: [[UInt8]]
        let log: SigningKey

        var leaves: [Digest] { entries.map { MerkleTree.leafHash($0.span) } }

        func hash(_ subtree: Subtree) -> Digest {
            let start = Int(subtree.index) << subtree.level
            return MerkleTree.root(of: leaves[start..<(start + 1 << subtree.level)])
        }

        func note(_ size: Int) throws -> [UInt8] {
            let checkpoint = Checkpoint(
                origin: log.name, size: UInt64(size), root: MerkleTree.root(of: leaves[..<size]))
            return Array(try checkpoint.signed(with: log).serialized.utf8)
        }

        func receipt(_ index: Int) throws -> LogProof {
            let proof = InclusionProof.make(index: UInt64(index), size: UInt64(entries.count), hash: hash)
            return LogProof(
                extra: entries[index], index: UInt64(index), path: try #require(proof).path,
                checkpoint: try note(entries.count))
        }

        func growth(_ old: Int, _ new: Int) throws -> GrowthProof {
            let proof = ConsistencyProof.make(from: UInt64(old), to: UInt64(new), hash: hash)
            return GrowthProof(
                oldRoot: MerkleTree.root(of: leaves[..<old]), newRoot: MerkleTree.root(of: leaves[..<new]),
                consistency: try #require(proof), checkpoint: try note(new))
        }
    }

    func log(of count: Int) -> SmallLog {
        SmallLog(entries: (0..<count).map { number in (0...(number % 40)).map { UInt8($0 ^ number & 0xFF) } }, log: log)
    }

    func holds(_ bytes: [UInt8]) -> Bool {
        guard let proof = try? LogProof(bytes), let extra = proof.extra else { return false }
        return (try? proof.verify(leaf: MerkleTree.leafHash(extra.span), policy)) != nil
    }

    @Test("every entry of a log is proved, in the one spelling of the format", arguments: [1, 2, 3, 7, 8, 100, 257])
    func every(size: Int) throws {
        let log = log(of: size)
        for index in 0..<size {
            let proof = try log.receipt(index)
            let bytes = proof.serialized
            #expect(bytes.starts(with: "c2sp.org/tlog-proof@v1\nextra ".utf8))
            #expect(try LogProof(bytes) == proof)
            #expect(holds(bytes))
        }
    }

    @Test("a flipped bit anywhere in a receipt is noticed")
    func flips() throws {
        let bytes = try log(of: 21).receipt(13).serialized
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                #expect(!holds(changed), "bit \(bit) of byte \(place)")
            }
        }
    }

    @Test("a receipt cut off anywhere, or with bytes behind it, is refused")
    func lengths() throws {
        let bytes = try log(of: 21).receipt(13).serialized
        for length in bytes.indices { #expect(!holds(Array(bytes[..<length]))) }
        #expect(!holds(bytes + [0x0A]) && !holds(bytes + Array("— x AAAAAAA=".utf8)))
    }

    @Test(
        "another spelling of a receipt is refused",
        arguments: [
            ("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1\r\n"), ("@v1\n", "@v2\n"),
            ("index 13\n", "index 013\n"),
            ("index 13\n", "index +13\n"), ("index 13\n", "index 13 \n"), ("index 13\n", "\nindex 13\n"),
            ("index 13\n", ""), ("extra ", "extra  "), ("extra ", "Extra "), ("\n\n", "\n"), ("\n\n", "\n\n\n"),
            ("c2sp.org/tlog-proof@v1\n", "\u{FEFF}c2sp.org/tlog-proof@v1\n"),
            ("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1\nextra AAAA\n"),
        ])
    func spellings(part: String, other: String) throws {
        let text = String(decoding: try log(of: 21).receipt(13).serialized, as: UTF8.self)
        let range = try #require(text.range(of: part))
        #expect(!holds(Array(text.replacingCharacters(in: range, with: other).utf8)))
    }

    @Test("a receipt says why it is refused")
    func reasons() throws {
        let proof = try log(of: 21).receipt(13)
        let entry = try #require(proof.extra)
        let leaf = MerkleTree.leafHash(entry)
        let stranger = TrustPolicy(log: try SigningKey.generate(name: log.name).verificationKey)
        #expect(throws: ProofDefect.checkpoint(.unverified)) { try proof.verify(leaf: leaf, stranger) }
        let elsewhere = TrustPolicy(log: try SigningKey.generate(name: "another").verificationKey)
        #expect(throws: ProofDefect.checkpoint(.originUnknown(log.name))) { try proof.verify(leaf: leaf, elsewhere) }
        #expect(throws: ProofDefect.inclusion) { try proof.verify(leaf: .zero, policy) }
        let beyond = LogProof(extra: nil, index: 21, path: proof.path, checkpoint: proof.checkpoint)
        #expect(throws: ProofDefect.beyond(index: 21, size: 21)) { try beyond.verify(leaf: leaf, policy) }
        let moved = LogProof(extra: nil, index: 12, path: proof.path, checkpoint: proof.checkpoint)
        #expect(throws: ProofDefect.inclusion) { try moved.verify(leaf: leaf, policy) }
    }

    @Test("the growth between any two sizes of a log is proved", arguments: [0, 1, 2, 5, 8, 20, 21])
    func growth(old: Int) throws {
        for new in max(old, 1)...21 {
            let proof = try log(of: 21).growth(old, new)
            let bytes = proof.serialized
            #expect(try GrowthProof(bytes) == proof)
            #expect(try proof.verify(policy)?.size == UInt64(new))
            let unsigned = GrowthProof(oldRoot: proof.oldRoot, newRoot: proof.newRoot, consistency: proof.consistency)
            #expect(try GrowthProof(unsigned.serialized).verify(policy) == nil)
        }
    }

    @Test("a flipped bit anywhere in a proof of growth is noticed")
    func growthFlips() throws {
        let bytes = try log(of: 21).growth(13, 21).serialized
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                let holds = (try? GrowthProof(changed).verify(policy)) != nil
                #expect(!holds, "bit \(bit) of byte \(place)")
            }
        }
    }
}
