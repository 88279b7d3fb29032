import Primitives

extension RecordingIndex {
    /// What the name of a file says that it is.
    struct Naming {
        let recording: RecordingName
        /// The number of the segment, where the name has one.
        let number: Int64?
    }

    /// What a path says of its file: the id of a recording as whole words in one of its last three parts, a track where
    /// the id has several, and behind the id the number of a segment.
    ///
    /// - Returns: `nil` where that leaves a doubt.
    func naming(_ path: String) -> Naming? {
        let parts = path.split(separator: "/").suffix(3).map { FileWords($0) }
        var best: (part: Int, words: Range<Int>, names: [RecordingName])?
        for (number, part) in parts.enumerated() {
            for words in part.runs {
                let names = recordings(named: part.text(words))
                if !names.isEmpty, words.count >= best?.words.count ?? 0 { best = (number, words, names) }
            }
        }
        guard let best else { return nil }
        let words = Set(parts.flatMap(\.words).map(String.init))
        let named = best.names.filter { words.contains($0.track.rawValue) }
        let candidates = named.isEmpty ? best.names : named
        guard candidates.count == 1 else { return nil }
        let last = parts.count - 1
        let rest = parts[last].stem.dropFirst(best.part == last ? best.words.upperBound : 0)
        return Naming(recording: candidates[0], number: rest.compactMap { Int64($0) }.last)
    }
}

/// The words of a part of a path: letters and digits between other characters.
private struct FileWords {
    private let part: Substring
    let words: [Substring]

    init(_ part: Substring) {
        self.part = part
        words = part.split { !($0.isLetter || $0.isNumber) }
    }

    /// Every run of words that stand together, at most eight of them: an id has hardly more.
    var runs: [Range<Int>] {
        words.indices.flatMap { start in
            (start + 1...min(words.count, start + 8)).map { start..<$0 }
        }
    }

    func text(_ run: Range<Int>) -> String {
        String(part[words[run.lowerBound].startIndex..<words[run.upperBound - 1].endIndex])
    }

    /// The words in front of the extension.
    var stem: ArraySlice<Substring> {
        guard let dot = part.lastIndex(of: "."), dot > part.startIndex else { return words[...] }
        return words.prefix { $0.startIndex < dot }
    }
}
