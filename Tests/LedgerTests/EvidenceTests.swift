import Exam
import Foundation
import Primitives
import TestSupport
import Testing

@testable import Ledger

/// Recordings with real bytes in files, and the pieces that a ledger would record of them.
private struct Recordings {
    let folder: TemporaryFolder
    private(set) var pieces: [RecordedPiece] = []
    private var index: UInt64 = 0

    init() throws { folder = try TemporaryFolder() }

    /// Records a segment of evidence, and returns its bytes.
    @discardableResult
    mutating func segment(
        _ number: Int64, of recording: String = "ev-1", candidate: String = "c-1", _ bytes: [UInt8]
    ) throws -> [UInt8] {
        let data = EvidenceSegmentClosed(
            recID: recording, seq: number, startMs: number * 60_000, durMs: 60_000, bytes: Int64(bytes.count),
            sha256: SHA256.digest(of: bytes))
        try record(.evidenceSegmentClosed(data), candidate)
        return bytes
    }

    mutating func record(_ payload: Payload, _ candidate: String) throws {
        let statement = Statement(
            id: EventID(at: Instant(milliseconds: 0), randomness: (1, index)), ledger: "x", mode: .formal, exam: "e",
            sitting: "s", candidate: candidate, actor: Statement.Actor(role: .phone, id: candidate),
            at: Instant(milliseconds: 0), payload: payload)
        let event = RecordedEvent(
            index: index, receivedAt: Instant(milliseconds: 0), position: index,
            keyID: KeyID(publicKey: SHA256.digest(of: [])), statement: statement)
        pieces.append(try require(RecordedPiece(event)))
        index += 1
    }

    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let url = folder.url.appending(path: name)
        try Data(bytes).write(to: url)
        return url.path
    }

    func check(_ paths: [String], coversAll: Bool = false) throws -> EvidenceReport {
        try EvidenceReport.check(EvidenceFile.list(paths), against: pieces, coversAll: coversAll)
    }
}

@Suite("Recordings against the ledger")
struct EvidenceTests {
    @Test("any run of segments in one file is found, and any changed byte of it is not", arguments: UInt64(0)..<24)
    func runs(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var recordings = try Recordings()
        let count = Int.random(in: 2...6, using: &generator)
        // Equal sizes among them, and one that ends where a block of reading does.
        let sizes = [1, 77, 4_096, 4_096, 524_288, Int.random(in: 1...30_000, using: &generator)]
        var segments: [[UInt8]] = []
        for number in 1...count {
            let size = generator.pick(sizes)
            let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
            segments.append(try recordings.segment(Int64(number), bytes))
        }
        let first = Int.random(in: 0..<count, using: &generator)
        let last = Int.random(in: first..<count, using: &generator)
        var bytes = Array(segments[first...last].joined())
        let report = try recordings.check([recordings.write(bytes, to: "run")])
        guard case .matches(let found, named: nil) = report.files[0].verdict else {
            Issue.record("\(report.files[0].verdict)")
            return
        }
        // Segments of one byte may be the same bytes.
        #expect(found.map(\.bytes) == segments[first...last].map { Int64($0.count) })
        #expect(report.bytes == UInt64(bytes.count))
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        if bytes.count > 1_000 {
            bytes[place] ^= 0x10
            let changed = try recordings.check([recordings.write(bytes, to: "changed")])
            if case .matches = changed.files[0].verdict { Issue.record("byte \(place) of \(bytes.count)") }
        }
    }

    @Test("the same bytes of two candidates are those that the name speaks of")
    func twins() throws {
        var recordings = try Recordings()
        try recordings.segment(1, of: "ev-1", candidate: "c-1", [1, 2, 3])
        let bytes = try recordings.segment(1, of: "ev-2", candidate: "c-2", [1, 2, 3])
        let report = try recordings.check([recordings.write(bytes, to: "ev-2_1.mp4")])
        #expect(report.files[0].verdict == .matches([recordings.pieces[1]], named: nil))
        #expect(report.missing.isEmpty && report.pieceCount == 1)
    }

    @Test(
        "a name speaks of a segment only where it leaves no doubt",
        arguments: [
            ("a/ev-1-002.mp4", "ev-1", 2), ("ev-1/segment 3.ts", "ev-1", 3), ("ev-1/x/3", "ev-1", 3),
            ("rec/ev-1.mp4", "ev-1", nil), ("ev-10-2.mp4", "ev-10", 2), ("xev-1-2.mp4", nil, nil),
            ("ev-1x/2.mp4", nil, nil), ("ev-1/a/b/2.mp4", nil, nil), ("seg-2.mp4", nil, nil),
            ("m-1-2.mp4", nil, nil), ("m-1/camera/2.mp4", "m-1", 2), ("m-1-mic-2.ogg", "m-1", 2),
        ] as [(String, String?, Int64?)])
    func naming(path: String, id: String?, number: Int64?) throws {
        var recordings = try Recordings()
        try recordings.segment(1, of: "ev-1", [1])
        try recordings.segment(1, of: "ev-10", [2])
        for stream in [UploadManifestRecorded.Stream.camera, .mic] {
            try recordings.record(
                .uploadManifestRecorded(
                    UploadManifestRecorded(
                        recID: "m-1", stream: stream, first: 1, last: 1, startMs: 0, durMs: 1, bytes: 1, root: .zero)),
                "c-1")
        }
        let naming = RecordingIndex(recordings.pieces).naming(path)
        #expect(naming?.recording.id == id && naming?.number == number)
    }

    @Test("files follow each other as people number them")
    func order() {
        let names = ["a1", "a2", "a02b", "a10", "a10b", "b", "b003", "b4"]
        let sorted = names.shuffled().map { Array($0.utf8) }.sorted(by: NaturalOrder.precedes)
        #expect(sorted.map { String(decoding: $0, as: UTF8.self) } == names)
    }

    @Test("a name that is no text is read all the same")
    func bytesOfName() throws {
        var recordings = try Recordings()
        let bytes = try recordings.segment(1, [9, 9, 9])
        let path = try recordings.write(bytes, to: "plain")
        let odd = Array(recordings.folder.path.utf8CString.dropLast()) + [0x2F, CChar(bitPattern: 0xFF), 0]
        #expect(rename(path, odd) == 0)
        let report = try recordings.check([recordings.folder.path])
        #expect(report.files.count == 1)
        #expect(report.files[0].verdict == .matches([recordings.pieces[0]], named: nil))
    }

    @Test("numbers and sizes that no client would record stop nothing")
    func absurd() throws {
        var recordings = try Recordings()
        for (first, last, size) in [(Int64.max, Int64.min, Int64.max), (0, .max, -1), (-5, -5, 0), (1, 1, .max)] {
            try recordings.record(
                .uploadManifestRecorded(
                    UploadManifestRecorded(
                        recID: "m-1", stream: .mic, first: first, last: last, startMs: .min, durMs: .max, bytes: size,
                        root: .zero)), "c-1")
        }
        let report = try recordings.check([recordings.write([1, 2, 3], to: "m-1-1.ogg")], coversAll: true)
        #expect(report.hasContradiction || report.hasStray)
    }

    @Test("stops when it is asked to")
    func interrupted() throws {
        var recordings = try Recordings()
        let path = try recordings.write(recordings.segment(1, [1]), to: "x")
        #expect(throws: LedgerError.interrupted) {
            try EvidenceReport.check(
                EvidenceFile.list([path]), against: recordings.pieces, coversAll: false, progress: { _ in false })
        }
    }
}
