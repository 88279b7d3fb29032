import Exam
import Foundation
import LMDB
import Ledger
import Primitives
import TestSupport
import Testing

@Suite("The session projection")
struct SessionProjectionTests {
    private static let lines = (try? Repository.lines(of: Repository.examDay.appending(path: "envelopes.ndjson"))) ?? []

    @Test("is the state folded from the log, however the log grew", arguments: [1, 700, 2_001, 3_605])
    func equalsTheFold(firstPart: Int) throws {
        let ledger = try ExampleLedger()
        let projection = try SessionProjection(of: ledger.store)
        _ = try ledger.ingest(Array(Self.lines[..<firstPart]))
        try projection.update()
        _ = try ledger.ingest(Array(Self.lines[firstPart...]))
        try projection.update()
        #expect(try projection.differences() == [])
        let sessions = try ledger.store.sessions(asOf: ledger.store.prefix())
        #expect(sessions.count == 12)
        for session in sessions {
            var state = SessionState(exam: session.exam, sitting: session.sitting, candidate: session.candidate)
            for event in try ledger.store.events(of: session.stream) { state.apply(event) }
            #expect(try projection.state(of: session) == state)
        }
    }

    @Test("says which session differs, and is rebuilt from the log")
    func findsDifferences() throws {
        let ledger = try ExampleLedger()
        _ = try ledger.ingest(Self.lines)
        do {
            let projection = try SessionProjection(of: ledger.store)
            try projection.update()
        }
        let folder = ledger.store.directory + "/projections"
        let stranger = SessionState(exam: "ex-2026-001", sitting: "s-01-a", candidate: "c-0005")
        do {
            let raw = try Environment(path: folder, mode: .readWrite(create: false), tables: ["sessions"])
            let table = raw.table("sessions", keyedBy: [UInt8].self)
            try raw.write { (transaction) throws(LedgerError) in
                try table.put(
                    stranger.snapshotBytes.span, at: Array("candidate/ex-2026-001/s-01-a/c-0005".utf8),
                    in: &transaction)
            }
        }
        let tampered = try SessionProjection(of: ledger.store)
        #expect(try tampered.differences()?.map(\.candidate) == ["c-0005"])
        try tampered.rebuild()
        #expect(try tampered.differences() == [])
    }

    @Test("says whose references differ, and is rebuilt from the log", arguments: [true, false])
    func findsLostReferences(isLost: Bool) throws {
        let ledger = try ExampleLedger()
        _ = try ledger.ingest(Self.lines)
        do { try SessionProjection(of: ledger.store).update() }
        do {
            let raw = try Environment(
                path: ledger.store.directory + "/projections", mode: .readWrite(create: false), tables: ["references"])
            let table = raw.table("references", keyedBy: [UInt8].self)
            var first: [UInt8]?
            try raw.read { (view) throws(LedgerError) in
                try table.scan(in: view) { (key, _) throws(LedgerError) in
                    first = key
                    return .stop
                }
            }
            let key = try #require(first)
            try raw.write { (transaction) throws(LedgerError) in
                if isLost {
                    _ = try table.delete(key, in: &transaction)
                } else {
                    try table.put(3_000, at: key, in: &transaction)
                }
            }
        }
        let tampered = try SessionProjection(of: ledger.store)
        #expect(try tampered.differences()?.isEmpty == false)
        try tampered.rebuild()
        #expect(try tampered.differences() == [])
    }
}
