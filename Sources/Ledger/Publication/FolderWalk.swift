import Primitives
import Transparency

/// What lies in a published folder besides the files that its checkpoint needs.
struct FolderWalk {
    /// How many surprises are named; the rest are counted.
    private static let limit = 50

    private let folder: PublishedFolder
    private let tiles: PublishedTiles
    private(set) var problems: [VerificationProblem] = []
    private var unexpected: [String] = []
    private var unexpectedCount = 0
    private var newerCount = 0

    init(_ folder: PublishedFolder, _ tiles: PublishedTiles) {
        self.folder = folder
        self.tiles = tiles
    }

    mutating func run() throws(LedgerError) {
        try walk(folder.folder, "")
    }

    /// What is said of it all.
    var notes: [VerificationReport.Omission] {
        var notes = unexpected.map { name in
            VerificationReport.Omission(
                code: "folder.unexpected",
                phrase: Phrase(
                    en: "\(name) is no part of a published log; it was not looked into.",
                    zh: "\(name) 不属于已发布的日志；未予查看。"))
        }
        if unexpectedCount > unexpected.count {
            let more = unexpectedCount - unexpected.count
            notes.append(
                VerificationReport.Omission(
                    code: "folder.unexpected",
                    phrase: Phrase(
                        en: "\(more) more names are no part of a published log.", zh: "另有 \(more) 个名称不属于已发布的日志。")))
        }
        if newerCount > 0 {
            notes.append(
                VerificationReport.Omission(
                    code: "folder.newer",
                    phrase: Phrase(
                        en: "\(newerCount) files are of more entries than the checkpoint states; they were not read.",
                        zh: "有 \(newerCount) 个文件所属的条目多于检查点所载；未予读取。")))
        }
        return notes
    }

    private mutating func walk(_ place: Folder, _ prefix: String) throws(LedgerError) {
        for (name, kind) in try place.names() {
            let path = prefix + name
            switch kind {
            case .folder where FolderWalk.mayHold(path):
                guard let next = place.folder(name) else { return note(path) }
                try walk(next, path + "/")
            case .file:
                if path == PublishedFolder.checkpointName { continue }
                if let tile = Tile(path: path) {
                    check(tile)
                } else if let bundle = EntryBundle(path: path) {
                    check(bundle)
                } else {
                    note(path)
                }
            case .folder, .other: note(path)
            }
        }
    }

    /// Whether published files may lie in a folder of this name; it is never deeper than the longest path.
    private static func mayHold(_ path: String) -> Bool {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        guard names[0] == "tile", names.count <= 12 else { return false }
        return names.dropFirst(2).allSatisfy { name in
            let digits = name.hasSuffix(".p") ? name.dropLast(2) : name.hasPrefix("x") ? name.dropFirst() : "-"
            return digits.utf8.count == 3 && digits.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        }
    }

    private mutating func note(_ path: String) {
        unexpectedCount += 1
        if unexpected.count < FolderWalk.limit { unexpected.append(path) }
    }

    private mutating func check(_ tile: Tile) {
        guard let due = tiles.tile(level: tile.level, number: tile.number), tile.width <= due.width else {
            newerCount += 1
            return
        }
        guard tile != due else { return }
        let width = tile.width * Digest.width
        guard case .bytes(let old) = folder.folder.read(tile.path, limit: width), old.count == width,
            case .bytes(let new) = folder.read(due).content
        else { return problems.append(.stalePartial(tile.path, near: tile.firstEntry(of: 0))) }
        let slot = (0..<tile.width).first { Tile.hash($0, in: old) != Tile.hash($0, in: new) }
        if let slot { problems.append(.stalePartial(tile.path, near: tile.firstEntry(of: slot))) }
    }

    private mutating func check(_ bundle: EntryBundle) {
        guard let due = tiles.bundle(number: bundle.number), bundle.width <= due.width else {
            newerCount += 1
            return
        }
        guard bundle != due else { return }
        let first = bundle.number << 8
        guard case .bytes(let old) = folder.folder.read(bundle.path, limit: PublishedFolder.bundleLimit),
            case .bytes(let new) = folder.read(due).content
        else { return problems.append(.stalePartial(bundle.path, near: first)) }
        guard bundle.ranges(in: old.span) == nil || !new.starts(with: old) else { return }
        let same = zip(old, new).prefix(while: { $0 == $1 }).count
        let ends = EntryBundle.leadingRanges(bundle.width, in: new.span).ranges.map(\.upperBound)
        let place = ends.firstIndex { $0 > same } ?? bundle.width - 1
        problems.append(.stalePartial(bundle.path, near: first + UInt64(place)))
    }
}
