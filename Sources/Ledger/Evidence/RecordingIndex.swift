import Primitives

/// The pieces that a ledger records, found by digest, by size, by name and by place.
struct RecordingIndex: Sendable {
    /// The pieces by recording, each recording's in the order of their numbers.
    let pieces: [RecordedPiece]
    /// The lengths of all single segments, ascending, each once: where a file may be found to be one.
    let lengths: [UInt64]
    private let byRoot: [Digest: [Int]]
    private let ranges: [RecordingName: Range<Int>]
    private let byTotal: [UInt64: [RecordingName]]
    private let byID: [String: [RecordingName]]

    /// An index over pieces in any order; a piece that is recorded twice in the same way counts once.
    init(_ recorded: [RecordedPiece]) {
        var groups: [RecordingName: [RecordedPiece]] = [:]
        for piece in recorded { groups[piece.recording, default: []].append(piece) }
        let names = groups.keys.sorted { left, right in
            if left.session != right.session { return left.session < right.session }
            if left.track != right.track { return left.track.rawValue < right.track.rawValue }
            return left.id.utf8.lexicographicallyPrecedes(right.id.utf8)
        }
        var pieces: [RecordedPiece] = []
        var ranges: [RecordingName: Range<Int>] = [:]
        var byTotal: [UInt64: [RecordingName]] = [:]
        var byID: [String: [RecordingName]] = [:]
        for name in names {
            let ordered = (groups[name] ?? []).sorted { ($0.first, $0.index) < ($1.first, $1.index) }
            let begin = pieces.count
            for piece in ordered {
                let others = pieces[begin...].reversed().lazy.prefix { $0.first == piece.first }
                if !others.contains(where: { $0.isSame(as: piece) }) { pieces.append(piece) }
            }
            ranges[name] = begin..<pieces.count
            byID[name.id, default: []].append(name)
            let total = pieces[begin...].reduce(UInt64(0)) { $0 &+ UInt64(clamping: $1.bytes) }
            if pieces.count > begin + 1 { byTotal[total, default: []].append(name) }
        }
        var byRoot: [Digest: [Int]] = [:]
        for (place, piece) in pieces.enumerated() where piece.isSingle { byRoot[piece.root, default: []].append(place) }
        self.pieces = pieces
        (self.ranges, self.byTotal, self.byID, self.byRoot) = (ranges, byTotal, byID, byRoot)
        lengths = RecordingIndex.lengths(of: pieces[...])
    }

    private static func lengths(of pieces: ArraySlice<RecordedPiece>) -> [UInt64] {
        Set(pieces.lazy.filter { $0.isSingle && $0.bytes > 0 }.map { UInt64($0.bytes) }).sorted()
    }

    /// The single segments that have these bytes and this length.
    func places(of digest: Digest, length: UInt64) -> [Int] {
        (byRoot[RecordedPiece.root(ofFile: digest)] ?? []).filter { pieces[$0].bytes == length }
    }

    /// Where a recording's pieces stand.
    func range(of recording: RecordingName) -> Range<Int> { ranges[recording] ?? 0..<0 }

    /// Where the pieces of the same recording stand.
    func range(around place: Int) -> Range<Int> { range(of: pieces[place].recording) }

    /// The lengths of a recording's single segments, ascending.
    func lengths(of recording: RecordingName) -> [UInt64] {
        RecordingIndex.lengths(of: pieces[range(of: recording)])
    }

    /// The only recording of several pieces that is as long as this altogether.
    func recording(ofTotal bytes: UInt64) -> RecordingName? {
        guard let found = byTotal[bytes], found.count == 1 else { return nil }
        return found[0]
    }

    /// The recordings of an id.
    func recordings(named id: String) -> [RecordingName] { byID[id] ?? [] }

    /// The piece of a recording that has a number.
    func place(of number: Int64, in recording: RecordingName) -> Int? {
        range(of: recording).first { pieces[$0].first <= number && number <= pieces[$0].last }
    }
}

extension RecordedPiece {
    /// Whether two records say the same of the same segments.
    fileprivate func isSame(as other: RecordedPiece) -> Bool {
        recording == other.recording && first == other.first && last == other.last && root == other.root
            && bytes == other.bytes
    }
}
