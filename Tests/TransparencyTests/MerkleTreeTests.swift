import Foundation
import Primitives
import TestSupport
import Testing
import Transparency

@Suite("The tree of RFC 6962")
struct MerkleTreeTests {
    static let tree = ReferenceTree(size: 130)

    @Test("the frontier has the root of the definition at every size")
    func frontier() {
        var frontier = Frontier()
        #expect(frontier.root == MerkleTree.emptyRoot)
        var nodes: [Subtree: Digest] = [:]
        for size in 1...130 {
            frontier.append(MerkleTreeTests.tree.leaves[size - 1]) { nodes[$0] = $1 }
            #expect(frontier.root == MerkleTreeTests.tree.root(size: size))
            let peaks = Subtree.peaks(ofTreeWithSize: UInt64(size)).compactMap { nodes[$0] }
            #expect(Frontier(size: UInt64(size), peaks: peaks) == frontier)
        }
        for (subtree, digest) in nodes { #expect(digest == MerkleTreeTests.tree.hash(subtree)) }
        #expect(MerkleTree.root(of: MerkleTreeTests.tree.leaves) == frontier.root)
    }

    @Test("a frontier is not resumed from too few or too many nodes")
    func wrongPeaks() {
        #expect(Frontier(size: 3, peaks: [.zero]) == nil)
        #expect(Frontier(size: 4, peaks: [.zero, .zero]) == nil)
        #expect(Frontier(size: 0, peaks: []) == Frontier())
    }

    @Test("every leaf of every tree up to 64 is proved, and only at its place")
    func inclusion() throws {
        let tree = MerkleTreeTests.tree
        for size in 1...64 {
            let root = tree.root(size: size)
            for index in 0..<size {
                let proof = try #require(
                    InclusionProof.make(index: UInt64(index), size: UInt64(size)) { tree.hash($0) })
                #expect(proof.verifies(leaf: tree.leaves[index], root: root))
                #expect(!proof.verifies(leaf: tree.leaves[(index + 1) % 130], root: root))
                #expect(!proof.verifies(leaf: tree.leaves[index], root: tree.root(size: size + 1)))
                for other in 0..<size where other != index {
                    let moved = InclusionProof(index: UInt64(other), size: proof.size, path: proof.path)
                    #expect(!moved.verifies(leaf: tree.leaves[index], root: root))
                }
                tamper(proof.path) { path in
                    let tampered = InclusionProof(index: proof.index, size: proof.size, path: path)
                    #expect(!tampered.verifies(leaf: tree.leaves[index], root: root))
                }
            }
            #expect(InclusionProof.make(index: UInt64(size), size: UInt64(size)) { tree.hash($0) } == nil)
        }
    }

    @Test("every tree up to 64 is proved to be the beginning of every larger one, and of no other")
    func consistency() throws {
        let tree = MerkleTreeTests.tree
        for newSize in 0...64 {
            for oldSize in 0...newSize {
                let (old, new) = (tree.root(size: oldSize), tree.root(size: newSize))
                let proof = try #require(
                    ConsistencyProof.make(from: UInt64(oldSize), to: UInt64(newSize)) { tree.hash($0) })
                #expect(proof.verifies(oldRoot: old, newRoot: new))
                let (oldBit, newBit) = (oldSize * 7 % 256, newSize * 11 % 256)
                #expect(!proof.verifies(oldRoot: old.flipping(bit: oldBit), newRoot: new))
                #expect(oldSize == 0 || !proof.verifies(oldRoot: old, newRoot: new.flipping(bit: newBit)))
                tamper(proof.path) { path in
                    let tampered = ConsistencyProof(oldSize: proof.oldSize, newSize: proof.newSize, path: path)
                    #expect(!tampered.verifies(oldRoot: old, newRoot: new))
                }
            }
        }
        #expect(ConsistencyProof.make(from: 5, to: 4) { tree.hash($0) } == nil)
        #expect(!ConsistencyProof(oldSize: 5, newSize: 4, path: []).verifies(oldRoot: .zero, newRoot: .zero))
    }

    /// Every way to spoil a path: one bit of each hash, one hash less, one more at either end.
    private func tamper(_ path: [Digest], _ body: ([Digest]) -> Void) {
        for index in path.indices {
            var changed = path
            changed[index] = path[index].flipping(bit: (index * 37 + path.count * 11) % 256)
            body(changed)
        }
        if !path.isEmpty {
            body(Array(path.dropFirst()))
            body(Array(path.dropLast()))
        }
        body(path + [.zero])
        body([.zero] + path)
    }

    @Test("a path longer than any tree's, and the largest numbers, are refused without a trap")
    func extremes() {
        let long = [Digest](repeating: .zero, count: 64)
        #expect(!InclusionProof(index: 0, size: .max, path: long).verifies(leaf: .zero, root: .zero))
        #expect(!InclusionProof(index: .max - 1, size: .max, path: []).verifies(leaf: .zero, root: .zero))
        #expect(!InclusionProof(index: 0, size: 0, path: []).verifies(leaf: .zero, root: .zero))
        #expect(
            !ConsistencyProof(oldSize: .max - 1, newSize: .max, path: long).verifies(oldRoot: .zero, newRoot: .zero))
        #expect(
            !ConsistencyProof(oldSize: 1 << 63, newSize: .max, path: [.zero]).verifies(oldRoot: .zero, newRoot: .zero))
        let proof = InclusionProof.make(index: .max - 1, size: .max) { _ in .zero }
        #expect(proof?.path.count == 63)
        let consistency = ConsistencyProof.make(from: .max - 1, to: .max) { _ in .zero }
        #expect(consistency != nil)
    }

    @Test(
        "the reference tree of RFC 6962",
        .enabled(if: Repository.vectors != nil, "skipped: the folder of public vectors is absent"))
    func reference() throws {
        struct Vector: Decodable {
            let empty_root, empty_leaf_hash, leaf_L123456, node_N123_N456: String
            let leaves_hex, leaf_hashes, roots_by_size_1_to_8: [String]
        }
        let file = try #require(Repository.vectors).appending(path: "rfc6962-reference-tree.json")
        let vector = try JSONDecoder().decode(Vector.self, from: Data(contentsOf: file))
        #expect(MerkleTree.emptyRoot.hex == vector.empty_root)
        #expect(MerkleTree.leafHash([]).hex == vector.empty_leaf_hash)
        #expect(MerkleTree.leafHash(Array("L123456".utf8)).hex == vector.leaf_L123456)
        var frontier = Frontier()
        for (index, leaf) in vector.leaves_hex.enumerated() {
            let hash = MerkleTree.leafHash(try #require(Hex.decode(leaf)))
            #expect(hash.hex == vector.leaf_hashes[index])
            frontier.append(hash)
            #expect(frontier.root.hex == vector.roots_by_size_1_to_8[index])
        }
    }

    @Test(
        "every public inclusion proof gets the verdict it should",
        .enabled(if: Repository.vectors != nil, "skipped: the folder of public vectors is absent"))
    func inclusionVectors() throws {
        struct Vector: Decodable {
            let path, root, leafHash: String
            let leafIdx, treeSize: UInt64
            let proof: [String]?
            let wantErr: Bool
        }
        let file = try #require(Repository.vectors).appending(path: "merkle-inclusion.jsonl")
        for line in try Repository.lines(of: file) {
            let vector = try JSONDecoder().decode(Vector.self, from: Data(line.utf8))
            let path = (vector.proof ?? []).map { Digest(base64: $0) }
            var verdict = false
            if let root = Digest(base64: vector.root), let leaf = Digest(base64: vector.leafHash),
                !path.contains(nil)
            {
                verdict = InclusionProof(
                    index: vector.leafIdx, size: vector.treeSize, path: path.compactMap { $0 }
                ).verifies(leaf: leaf, root: root)
            }
            #expect(verdict == !vector.wantErr, "\(vector.path)")
        }
    }

    @Test(
        "every public consistency proof gets the verdict it should",
        .enabled(if: Repository.vectors != nil, "skipped: the folder of public vectors is absent"))
    func consistencyVectors() throws {
        struct Vector: Decodable {
            let path, root1, root2: String
            let size1, size2: UInt64
            let proof: [String]?
            let wantErr: Bool
        }
        let file = try #require(Repository.vectors).appending(path: "merkle-consistency.jsonl")
        for line in try Repository.lines(of: file) {
            let vector = try JSONDecoder().decode(Vector.self, from: Data(line.utf8))
            let path = (vector.proof ?? []).map { Digest(base64: $0) }
            var verdict = false
            if let old = Digest(base64: vector.root1), let new = Digest(base64: vector.root2), !path.contains(nil) {
                verdict = ConsistencyProof(
                    oldSize: vector.size1, newSize: vector.size2, path: path.compactMap { $0 }
                ).verifies(oldRoot: old, newRoot: new)
            }
            // One vector takes two equal roots of 12 bytes for a match; here a root has 32 bytes or is none.
            let isEqualGarbage = vector.path.hasSuffix("sizes-are-equal-one-and-proof-is-empty.json")
            #expect(verdict == (!vector.wantErr && !isEqualGarbage), "\(vector.path)")
        }
    }
}
