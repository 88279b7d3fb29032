/// Stretches of recorded time, half open.
enum Intervals {
    typealias Piece = (Int64, Int64)

    /// A stretch in pieces of a length; the last may be shorter.
    static func cut(_ start: Int64, _ end: Int64, every length: Int64) -> [Piece] {
        stride(from: start, to: end, by: Int64.Stride(length)).map { ($0, min($0 + length, end)) }
    }

    /// What is left of a stretch without some gaps.
    static func remove(_ gaps: [Piece], from whole: Piece) -> [Piece] {
        var left: [Piece] = []
        var start = whole.0
        for gap in gaps.sorted(by: { $0.0 < $1.0 }) {
            if gap.0 > start { left.append((start, min(gap.0, whole.1))) }
            start = max(start, gap.1)
        }
        if start < whole.1 { left.append((start, whole.1)) }
        return left
    }

    /// Pieces of which those that meet a stretch are replaced by one that covers it exactly.
    static func merge(_ pieces: [Piece], _ start: Int64, _ end: Int64) -> [Piece] {
        var merged: [Piece] = []
        for piece in pieces where piece.0 < start { merged.append((piece.0, min(piece.1, start))) }
        merged.append((start, end))
        for piece in pieces where piece.1 > end { merged.append((max(piece.0, end), piece.1)) }
        return merged
    }
}
