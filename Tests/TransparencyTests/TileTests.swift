import Foundation
import Primitives
import TestSupport
import Testing
import Transparency

@Suite("Tiles")
struct TileTests {
    static let paths: [(Int, UInt64, Int, String)] = [
        (0, 0, 256, "tile/0/000"), (0, 999, 256, "tile/0/999"), (0, 1000, 256, "tile/0/x001/000"),
        (0, 1_234_067, 256, "tile/0/x001/x234/067"), (2, 0, 1, "tile/2/000.p/1"),
        (63, 273, 112, "tile/63/273.p/112"), (1, 1, 255, "tile/1/001.p/255"),
    ]

    @Test("a tile's path is read and written in one spelling", arguments: paths)
    func path(level: Int, number: UInt64, width: Int, path: String) throws {
        let tile = try #require(Tile(level: level, number: number, width: width))
        #expect(tile.path == path)
        #expect(Tile(path: path) == tile)
        let bundle = try #require(EntryBundle(number: number, width: width))
        #expect(EntryBundle(path: bundle.path) == bundle)
    }

    @Test(
        "every other spelling is refused",
        arguments: [
            "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000", "tile/64/000",
            "tile/-1/000", "tile/+1/000", "tile/0/x000/001", "tile/0/001/000", "tile/0/x001", "tile/0/x001/x000",
            "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p/1/",
            "tile/0/../000",
            "tile/0/000/..", "/tile/0/000", "tile/0/000.p/1.p/1", "tile/0/x999/x999/x999/x999/x999/x999/999",
            "tile/0/０００", "tile/entries/000", "tile/0/%30%30%30",
        ])
    func refusals(path: String) {
        #expect(Tile(path: path) == nil)
    }

    @Test("widths and levels that no tile has are refused")
    func bounds() {
        #expect(Tile(level: 0, number: 0, width: 0) == nil)
        #expect(Tile(level: 0, number: 0, width: 257) == nil)
        #expect(Tile(level: 64, number: 0) == nil)
        #expect(EntryBundle(number: 0, width: 0) == nil)
    }

    @Test("the tiles of the sizes that the specification works out")
    func added() {
        let tiles = Tile.added(from: 0, to: 70_000)
        #expect(tiles.count { $0.level == 0 && !$0.isPartial } == 273)
        #expect(tiles.filter(\.isPartial).map(\.path) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
        #expect(tiles.count { $0.level == 1 && !$0.isPartial } == 1)
        #expect(Tile.added(from: 0, to: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(Tile.added(from: 255, to: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(Tile.added(from: 256, to: 256).isEmpty)
        #expect(Tile.added(from: 256, to: 257).map(\.path) == ["tile/0/001.p/1"])
    }

    @Test("a subtree is found in the tile whose slots it is the root of")
    func location() {
        #expect(Subtree(level: 0, index: 300).location == (0, 1, 44..<45))
        #expect(Subtree(level: 3, index: 33).location == (0, 1, 8..<16))
        #expect(Subtree(level: 8, index: 5).location == (1, 0, 5..<6))
        #expect(Subtree(level: 15, index: 1).location == (1, 0, 128..<256))
    }

    @Test("entries are framed by their length and found again, and nothing else is a bundle")
    func bundles() throws {
        var bytes: [UInt8] = []
        let largest = [UInt8](repeating: 7, count: 65_535)
        #expect(EntryBundle.append([1, 2, 3], to: &bytes))
        #expect(EntryBundle.append([], to: &bytes))
        #expect(EntryBundle.append(largest, to: &bytes))
        let refused = EntryBundle.append([UInt8](repeating: 7, count: 65_536), to: &bytes)
        #expect(!refused)
        let bundle = try #require(EntryBundle(number: 0, width: 3))
        #expect(bundle.ranges(bytes) == [2..<5, 7..<7, 9..<65_544])
        #expect(bundle.ranges(bytes + [0]) == nil)
        #expect(bundle.ranges(Array(bytes.dropLast())) == nil)
        #expect(bundle.ranges([0]) == nil)
    }

    @Test(
        "the tiles of a public log lead to its checkpoints",
        .enabled(if: Repository.vectors != nil, "skipped: the folder of public vectors is absent"),
        arguments: [1, 7, 15])
    func publicLog(size: Int) throws {
        let folder = try #require(Repository.vectors).appending(path: "tlog-tiles/tessera")
        let key = try VerificationKeyText.tessera()
        let note = [UInt8](try Data(contentsOf: folder.appending(path: "checkpoint.\(size)")))
        let checkpoint = try TrustedCheckpoint(note, logKey: key)
        #expect(checkpoint.size == UInt64(size))
        let tile = try #require(Tile(level: 0, number: 0, width: size))
        let bundle = try #require(EntryBundle(number: 0, width: size))
        let hashes = [UInt8](try Data(contentsOf: folder.appending(path: tile.path)))
        let entries = [UInt8](try Data(contentsOf: folder.appending(path: bundle.path)))
        let ranges = try #require(bundle.ranges(entries))
        let leaves = ranges.map { MerkleTree.leafHash(Array(entries[$0])) }
        #expect(leaves.flatMap(\.bytes) == hashes)
        #expect(MerkleTree.root(of: leaves) == checkpoint.root)
    }
}

extension EntryBundle {
    static func append(_ entry: [UInt8], to bytes: inout [UInt8]) -> Bool { append(entry.span, to: &bytes) }

    func ranges(_ bytes: [UInt8]) -> [Range<Int>]? { ranges(in: bytes.span) }
}
