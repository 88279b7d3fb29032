import Primitives

/// What the bytes of a file are by the ledger: one recorded piece, several in a row, or nothing that is known.
struct FileScan: Sendable {
    /// A part of the file.
    struct Part: Sendable {
        /// What it was held against, and what came of it.
        enum Content: Sendable {
            /// These pieces have its bytes; `due` is the one whose turn it was.
            case recorded([Int], due: Int?)
            /// The piece whose turn it was has other bytes.
            case unlike(Int)
            /// The file ends inside of the piece whose turn it was.
            case cut(Int)
            /// A piece of several segments, of which the ledger has no digest each.
            case incomparable(Int)
            /// Bytes behind the last piece of the recording.
            case surplus
        }

        let offset: UInt64
        let length: UInt64
        let content: Content
    }

    /// The size of the file.
    var size: UInt64 = 0
    /// The SHA-256 of the whole file, where it was read as one.
    var digest: Digest?
    /// Its parts, where it begins with a recorded piece or is as long as a whole recording.
    var parts: [Part] = []
}

/// Reads files and finds recorded pieces in them; each worker has its own.
struct FileScanner {
    let index: RecordingIndex
    /// Called with the number of bytes read since the last call; `false` stops.
    let progress: @Sendable (Int) -> Bool

    /// Reads a file once, and once more only where its beginning is damaged.
    ///
    /// A file is a row of recorded pieces: it is hashed from its beginning, and at every length that a piece has, what
    /// was hashed so far is looked up.
    func scan(_ file: EvidenceFile) throws(EvidenceFile.Defect) -> FileScan {
        let reader = try BlockReader(file)
        var scan = FileScan(size: reader.size)
        let head = try piece(in: reader, at: 0, upTo: reader.size, index.lengths)
        if let found = head.found.first {
            let whole = head.length == reader.size
            if whole { scan.digest = head.digest }
            scan.parts = [FileScan.Part(offset: 0, length: head.length, content: .recorded(head.found, due: nil))]
            if !whole { try follow(found + 1, index.range(around: found), head.length, reader, &scan) }
            return scan
        }
        (scan.digest, scan.size) = (head.digest, head.length)
        let naming = index.naming(file.path)
        let named = naming.flatMap { $0.number == nil ? $0.recording : nil }
        if let recording = named ?? index.recording(ofTotal: scan.size), index.range(of: recording).count > 1,
            index.pieces[index.range(of: recording).lowerBound].bytes < scan.size
        {
            let range = index.range(of: recording)
            try follow(range.lowerBound, range, 0, reader, &scan)
            if !scan.parts.contains(where: { if case .recorded = $0.content { true } else { false } }) {
                scan.parts = []
            }
        }
        return scan
    }

    /// Holds the rest of a file against the pieces of a recording whose turn it is.
    private func follow(
        _ first: Int, _ range: Range<Int>, _ start: UInt64, _ reader: BlockReader, _ scan: inout FileScan
    ) throws(EvidenceFile.Defect) {
        guard let recording = range.first.map({ index.pieces[$0].recording }) else { return }
        let lengths = index.lengths(of: recording)
        var (place, due) = (start, first)
        func add(_ length: UInt64, _ content: FileScan.Part.Content) {
            scan.parts.append(FileScan.Part(offset: place, length: length, content: content))
            place += length
        }
        while place < scan.size {
            let rest = scan.size - place
            let here = try piece(in: reader, at: place, upTo: min(scan.size, place + (lengths.last ?? 0)), lengths)
            let isDue = range.contains(due)
            if let found = here.found.first(where: { $0 == due }) ?? here.found.first(where: range.contains)
                ?? here.found.first
            {
                add(here.length, .recorded(here.found, due: isDue ? due : nil))
                due = range.contains(found) ? found + 1 : due + 1
                continue
            }
            guard isDue else { return add(rest, .surplus) }
            let length = UInt64(clamping: index.pieces[due].bytes)
            guard length <= rest else { return add(rest, .cut(due)) }
            add(length, index.pieces[due].isSingle ? .unlike(due) : .incomparable(due))
            due += 1
        }
    }

    /// The shortest recorded piece that a file has from a place on, and the digest of what was read to find out.
    private func piece(
        in reader: BlockReader, at start: UInt64, upTo end: UInt64, _ lengths: [UInt64]
    ) throws(EvidenceFile.Defect) -> (found: [Int], length: UInt64, digest: Digest) {
        var hash = SHA256()
        var length: UInt64 = 0
        var tests = lengths[...]
        while true {
            let stop = tests.first.map { min(end, start + $0) } ?? end
            while start + length < stop {
                let count = try reader.read(from: start + length, upTo: stop) { hash.update($0) }
                guard count > 0 else { break }
                guard progress(count) else { throw .stopped }
                length += UInt64(count)
            }
            guard let test = tests.popFirst(), length == test else { break }
            let digest = hash.digestSoFar()
            let found = index.places(of: digest, length: length)
            if !found.isEmpty { return (found, length, digest) }
        }
        let digest = hash.finalize()
        return (length == 0 ? index.places(of: digest, length: 0) : [], length, digest)
    }
}
