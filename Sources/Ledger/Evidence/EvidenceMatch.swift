import Primitives
import Transparency

/// Says of scanned files what they are, and of recorded pieces which have no file: pure.
struct EvidenceMatch {
    private let index: RecordingIndex
    private let files: [EvidenceFile]
    private let scans: [Result<FileScan, EvidenceFile.Defect>]
    private let namings: [RecordingIndex.Naming?]
    private var verdicts: [EvidenceReport.Verdict?]
    /// The pieces that some file is, or should be.
    private var accounted: Set<Int> = []

    init(_ index: RecordingIndex, _ files: [EvidenceFile], _ scans: [Result<FileScan, EvidenceFile.Defect>]) {
        self.index = index
        self.files = files
        self.scans = scans
        namings = files.map { index.naming($0.path) }
        verdicts = Array(repeating: nil, count: files.count)
    }

    /// The report; all recordings are in question, or only those that some file is a part of.
    consuming func report(on scope: Scope) -> EvidenceReport {
        for file in files.indices { judgeAlone(file) }
        judgeTogether()
        for file in files.indices where verdicts[file] == nil { judgeByPlace(file) }
        let places = places(in: scope)
        var bytes: UInt64 = 0
        var reports: [EvidenceReport.File] = []
        for (file, verdict) in zip(files.indices, verdicts) {
            let scan = try? scans[file].get()
            bytes += scan?.size ?? 0
            reports.append(
                EvidenceReport.File(
                    path: files[file].path, size: scan?.size ?? 0, digest: scan?.digest,
                    verdict: verdict ?? .unknown))
        }
        return EvidenceReport(
            files: reports, missing: places.filter { !accounted.contains($0) }.map { index.pieces[$0] },
            seams: seams(places), pieceCount: places.count, bytes: bytes)
    }

    /// Which recordings are in question.
    enum Scope {
        case all, touched
    }

    private func places(in scope: Scope) -> [Int] {
        switch scope {
        case .all: return Array(index.pieces.indices)
        case .touched:
            let ranges = Set(accounted.map { index.range(around: $0) })
            return ranges.sorted { $0.lowerBound < $1.lowerBound }.flatMap { $0 }
        }
    }

    /// A file whose bytes say by themselves what they are.
    private mutating func judgeAlone(_ file: Int) {
        let scan: FileScan
        switch scans[file] {
        case .failure(let defect):
            verdicts[file] = .unreadable(defect)
            return
        case .success(let success): scan = success
        }
        guard !scan.parts.isEmpty else { return }
        var parts: [EvidenceReport.Part] = []
        var found: [Int] = []
        var isSound = true
        for part in scan.parts {
            let outcome: EvidenceReport.Part.Outcome
            switch part.content {
            case .recorded(let places, let due):
                let place = choose(among: places, due, file)
                // A piece that was left out is missing; one that comes after a later one is in a wrong place.
                let isBehind = found.last.map { index.range(around: $0).contains(place) && place <= $0 } ?? false
                found.append(place)
                accounted.insert(place)
                if isBehind, let due {
                    outcome = .misplaced(index.pieces[place], expected: index.pieces[due])
                } else {
                    outcome = .matches(index.pieces[place])
                }
                isSound = isSound && !isBehind
            case .unlike(let due):
                outcome = .differs(expected: index.pieces[due])
                (isSound, _) = (false, accounted.insert(due))
            case .cut(let due):
                outcome = .cut(expected: index.pieces[due])
                (isSound, _) = (false, accounted.insert(due))
            case .incomparable(let due):
                outcome = .incomparable(expected: index.pieces[due])
                (isSound, _) = (false, accounted.insert(due))
            case .surplus:
                outcome = .surplus
                isSound = false
            }
            parts.append(EvidenceReport.Part(offset: part.offset, length: part.length, outcome: outcome))
        }
        verdicts[file] =
            isSound
            ? .matches(found.map { index.pieces[$0] }, named: contradictedName(file, found)) : .differs(parts, .content)
    }

    /// Of several pieces with the same bytes, the one whose turn it is, that the name speaks of, or that has no file.
    private func choose(among places: [Int], _ due: Int?, _ file: Int) -> Int {
        if let due, places.contains(due) { return due }
        if let named = named(file), places.contains(named) { return named }
        return places.first { !accounted.contains($0) } ?? places[0]
    }

    private func named(_ file: Int) -> Int? {
        guard let naming = namings[file], let number = naming.number else { return nil }
        return index.place(of: number, in: naming.recording)
    }

    /// The piece that a file's name speaks of, where it is none of those that the file is.
    private func contradictedName(_ file: Int, _ found: [Int]) -> RecordedPiece? {
        guard found.count == 1, let named = named(file), !found.contains(named) else { return nil }
        return index.pieces[named]
    }

    /// Files that are segments of one manifest: only together do they have its root.
    private mutating func judgeTogether() {
        let open = files.indices.filter { verdicts[$0] == nil }
        var wanted: [Int: [UInt64: [Int]]] = [:]
        for (place, piece) in index.pieces.enumerated() {
            let further = piece.last &- piece.first
            guard further > 0, further < Int64(open.count), piece.bytes >= 0 else { continue }
            wanted[Int(further) + 1, default: [:]][UInt64(piece.bytes), default: []].append(place)
        }
        for (count, bySize) in wanted {
            for start in 0...(open.count - count) {
                let window = open[start..<(start + count)]
                let scanned = window.compactMap { verdicts[$0] == nil ? try? scans[$0].get() : nil }
                let digests = scanned.compactMap(\.digest)
                guard digests.count == count, Set(window.map { files[$0].folder }).count == 1,
                    let places = bySize[scanned.reduce(0) { $0 + $1.size }]
                else { continue }
                let root = MerkleTree.root(of: digests.lazy.map(RecordedPiece.root(ofFile:)))
                guard let place = places.first(where: { index.pieces[$0].root == root }) else { continue }
                accounted.insert(place)
                for file in window { verdicts[file] = .matches([index.pieces[place]], named: nil) }
            }
        }
    }

    /// Says what a file whose bytes nothing in the ledger has should be, by its name, its place or its size.
    private mutating func judgeByPlace(_ file: Int) {
        guard let scan = try? scans[file].get() else { return }
        let named = named(file), between = between(file), sized = sized(scan.size)
        let expected: (Int, EvidenceReport.Basis)? =
            named.map { ($0, .name) } ?? between.map { ($0, .order) } ?? sized.map { ($0, .size) }
        guard let (place, basis) = expected, index.pieces[place].isSingle else {
            verdicts[file] = .unknown
            return
        }
        let piece = index.pieces[place]
        let outcome: EvidenceReport.Part.Outcome =
            Int64(clamping: scan.size) < piece.bytes ? .cut(expected: piece) : .differs(expected: piece)
        accounted.insert(place)
        verdicts[file] = .differs([EvidenceReport.Part(offset: 0, length: scan.size, outcome: outcome)], basis)
    }

    /// The piece without a file between those of the neighbours in the same folder.
    private func between(_ file: Int) -> Int? {
        guard let before = place(ofNeighbour: file - 1, file), let after = place(ofNeighbour: file + 1, file),
            after == before + 2, index.range(around: before).contains(after), !accounted.contains(before + 1)
        else { return nil }
        return before + 1
    }

    private func place(ofNeighbour neighbour: Int, _ file: Int) -> Int? {
        guard files.indices.contains(neighbour), files[neighbour].folder == files[file].folder,
            case .success(let scan) = scans[neighbour], scan.parts.count == 1,
            case .recorded(let places, _) = scan.parts[0].content
        else { return nil }
        return places.first
    }

    /// The only piece without a file that has a size.
    private func sized(_ size: UInt64) -> Int? {
        guard size > 0 else { return nil }
        var places = index.pieces.indices.lazy.filter {
            index.pieces[$0].isSingle && index.pieces[$0].bytes == size && !accounted.contains($0)
        }.makeIterator()
        guard let first = places.next(), places.next() == nil else { return nil }
        return first
    }

    private func seams(_ places: [Int]) -> [EvidenceReport.Seam] {
        zip(places, places.dropFirst()).compactMap { before, after in
            let (left, right) = (index.pieces[before], index.pieces[after])
            guard left.recording == right.recording else { return nil }
            let gap = right.start.milliseconds &- left.start.milliseconds &- left.duration
            let unrecorded = right.first &- left.last &- 1
            guard gap != 0 || unrecorded != 0 else { return nil }
            return EvidenceReport.Seam(before: left, after: right, gap: gap, unrecorded: unrecorded)
        }
    }
}
