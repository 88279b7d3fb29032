import Foundation
import Primitives
import TestSupport
import Testing
import Transparency

@Suite("The files of a published log")
struct PublishedTilesTests {
    /// The hashes of a tree's tiles, by their definition.
    static func hashes(of tile: Tile, leaves: [Digest]) -> [UInt8] {
        let span = 1 << (8 * tile.level)
        var bytes: [UInt8] = []
        for slot in 0..<tile.width {
            let start = (Int(tile.number) * 256 + slot) * span
            bytes.append(MerkleTree.root(of: leaves[start..<(start + span)]))
        }
        return bytes
    }

    static func leaves(_ count: Int) -> [Digest] {
        (0..<count).map { MerkleTree.leafHash(Array("entry \($0)".utf8).span) }
    }

    @Test(
        "are those that growing from nothing adds",
        arguments: [1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000, 1 << 24 + 1])
    func added(size: UInt64) {
        let tiles = PublishedTiles(size: size)
        var all: Set<Tile> = []
        for level in 0..<tiles.levelCount {
            var number: UInt64 = 0
            while let tile = tiles.tile(level: level, number: number) {
                all.insert(tile)
                number += 1
            }
        }
        #expect(all == Set(Tile.added(from: 0, to: size)))
        #expect(tiles.bundle(number: tiles.bundleCount) == nil)
        #expect(tiles.bundle(number: tiles.bundleCount - 1)?.width == Int((size - 1) & 255) + 1)
        for tile in all where !tile.isPartial {
            let parent = tiles.parent(ofFullTile: tile.number, level: tile.level)
            #expect(parent.map { all.contains($0.tile) && $0.slot < $0.tile.width } == true, "\(tile)")
        }
    }

    @Test("lead to the root by their right edge, and to another where one hash differs")
    func frontier() {
        let leaves = PublishedTilesTests.leaves(1_100)
        for size in [1, 2, 3, 200, 255, 256, 257, 300, 511, 512, 513, 700, 768, 1_024, 1_100] {
            let tiles = PublishedTiles(size: UInt64(size))
            let edge = tiles.frontier { PublishedTilesTests.hashes(of: $0, leaves: leaves) }
            #expect(edge?.root == MerkleTree.root(of: leaves[..<size]), "\(size)")
            let changed = tiles.frontier { tile in
                var bytes = PublishedTilesTests.hashes(of: tile, leaves: leaves)
                bytes[bytes.count - 1] ^= 1
                return bytes
            }
            #expect(changed?.root != edge?.root, "\(size)")
            #expect(tiles.frontier { _ in nil } == nil)
            #expect(tiles.frontier { _ in [1] } == nil)
        }
    }

    @Test("of another implementation lead to the root that it signed", .enabled(if: Repository.vectors != nil))
    func otherImplementation() throws {
        let folder = try #require(Repository.vectors).appending(path: "tlog-tiles/tessera")
        for size in [1, 7, 15] {
            let note = try Array(Data(contentsOf: folder.appending(path: "checkpoint.\(size)")))
            let checkpoint = try Checkpoint(text: SignedNote(note).text)
            let edge = PublishedTiles(size: checkpoint.size).frontier { tile in
                (try? Data(contentsOf: folder.appending(path: tile.path))).map { Array($0) }
            }
            #expect(edge?.root == checkpoint.root)
        }
    }

    @Test("a bundle's entries are found as far as its bytes reach")
    func leadingRanges() {
        let bytes: [UInt8] = [0, 2, 1, 1, 0, 0, 0, 3, 9]
        #expect(EntryBundle.leadingRanges(3, in: bytes.span).ranges == [2..<4, 6..<6])
        #expect(EntryBundle.leadingRanges(3, in: bytes.span).end == 6)
        #expect(EntryBundle.leadingRanges(1, in: bytes.span).ranges == [2..<4])
        #expect(EntryBundle.leadingRanges(2, in: [0].span).ranges.isEmpty)
    }
}
