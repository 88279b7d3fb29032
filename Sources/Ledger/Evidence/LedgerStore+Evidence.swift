import Exam
public import Primitives
import Synchronization

extension LedgerStore {
    /// The pieces of recordings that the ledger records: of all sessions, or of some.
    public func recordedPieces(of sessions: [SessionName]? = nil) throws(LedgerError) -> [RecordedPiece] {
        var events: [RecordedEvent] = []
        if let sessions {
            for session in sessions { events += try self.events(of: session.stream) }
        } else {
            events = try self.events(.types([.evidenceSegmentClosed, .uploadManifestRecorded], below: .max))
        }
        return events.compactMap(RecordedPiece.init)
    }
}

extension EvidenceReport {
    /// Reads files on all cores and holds them against recorded pieces.
    ///
    /// - Parameters:
    ///   - files: The files, in their order.
    ///   - pieces: The pieces that come into question.
    ///   - coversAll: Whether every piece must have a file; else only those of recordings that some file belongs to.
    ///   - jobs: How many cores to use; all of them unless told otherwise.
    ///   - progress: Called ten times a second with the number of bytes read; `false` stops.
    /// - Throws: `interrupted`. A file that cannot be read is in the report.
    public static func check(
        _ files: [EvidenceFile], against pieces: [RecordedPiece], coversAll: Bool, jobs: Int? = nil,
        progress: (UInt64) -> Bool = { _ in true }
    ) throws(LedgerError) -> EvidenceReport {
        let index = RecordingIndex(pieces)
        let reading = Reading()
        let scans = Parallel.map(
            files, portion: 1, workers: max(1, jobs ?? System.coreCount),
            makeWorker: { FileScanner(index: index, progress: reading.advance) },
            { (scanner, file) -> Result<FileScan, EvidenceFile.Defect> in
                do throws(EvidenceFile.Defect) { return .success(try scanner.scan(file)) } catch {
                    return .failure(error)
                }
            },
            watch: { if !progress(reading.bytes) { reading.stop() } })
        if reading.isStopped { throw .interrupted }
        return EvidenceMatch(index, files, scans).report(on: coversAll ? .all : .touched)
    }
}

/// How far the readers are, and whether they are to stop.
private final class Reading: Sendable {
    private let count = Atomic<UInt64>(0)
    private let stopped = Atomic<Bool>(false)

    var bytes: UInt64 { count.load(ordering: .relaxed) }
    var isStopped: Bool { stopped.load(ordering: .relaxed) }

    func stop() { stopped.store(true, ordering: .relaxed) }

    func advance(by read: Int) -> Bool {
        count.add(UInt64(read), ordering: .relaxed)
        return !isStopped
    }
}
