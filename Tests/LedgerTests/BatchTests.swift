import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

@Suite("Batches")
struct BatchTests {
    @Test("of any split give the same root", arguments: [UInt64](1...8))
    func splits(seed: UInt64) throws {
        let first = try FreshLedger()
        var lines = first.history(60)
        lines.insert(try first.signed("\"mono\":1", "\"mono\":1.5"), at: 20)
        lines.insert(lines[3], at: 40)
        lines.insert(first.line(first.declined(2), by: first.candidate), at: 50)
        try first.ingest(lines)
        let second = try FreshLedger(like: first)
        var rest = lines[...]
        var state = seed
        while !rest.isEmpty {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let count = seed == 1 ? 1 : Int(state >> 60) + 1
            try second.ingest(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(try second.store.size() == first.store.size())
        #expect(try second.store.frontier().root == first.store.frontier().root)
    }

    @Test("of which a part is there already append the rest, and duplicates inside of one get one receipt")
    func partial() throws {
        let ledger = try FreshLedger()
        let lines = ledger.history(9)
        try ledger.ingest(Array(lines[..<4]))
        let outcomes = try ledger.ingest(lines + [lines[8]])
        let kinds = outcomes.map { outcome -> String in
            switch outcome.answer {
            case .appended(let receipt): "appended \(receipt.index)"
            case .duplicate(let receipt): "duplicate \(receipt.index)"
            case .refused: "refused"
            }
        }
        #expect(kinds == (5..<9).map { "duplicate \($0)" } + (9..<14).map { "appended \($0)" } + ["duplicate 13"])
    }

    @Test("applied by another writer lead to the same root")
    func replicas() throws {
        let first = try FreshLedger()
        let second = try FreshLedger(like: first)
        var preparer = EnvelopePreparer()
        let directory = try require(first.writer).keyDirectory()
        for round in 0..<5 {
            let prepared = first.history(7).enumerated().map { number, line in
                let read = preparer.read(Array(line.utf8).span, number: number + 1)
                return preparer.prepare(read, by: read.signature.flatMap { directory[$0.keyID] })
            }
            let batch = Batch(lines: prepared, machineTime: FreshLedger.opening + Int64(round * 100 - 150))
            let outcomes = try require(first.writer).append(batch)
            #expect(try require(second.writer).append(batch) == outcomes)
        }
        #expect(try second.store.frontier() == first.store.frontier())
    }

    @Test("exported and taken in again have the same leaves, refusals included")
    func export() throws {
        let first = try FreshLedger(clock: .imported)
        let refused = try first.signed("\"mono\":1", "\"mono\":1.5")
        try first.ingest(first.history(20) + [refused] + first.history(300))
        var lines: [String] = []
        let size = try first.store.size()
        try first.store.forEachLine(in: 0..<size) { (line) throws(LedgerError) in
            lines.append(String(decoding: [UInt8](copying: line).dropLast(), as: UTF8.self))
        }
        let second = try FreshLedger(clock: .imported, enrols: false, like: first)
        let outcomes = try second.ingest(Array(lines[2...]))
        #expect(outcomes.allSatisfy { if case .appended = $0.answer { true } else { false } })
        #expect(try second.store.frontier() == first.store.frontier())
        guard case .refused(_, let index) = try second.ingest([refused])[0].answer else {
            Issue.record("not refused")
            return
        }
        #expect(index == 25)
        #expect(try second.store.verify().problems.isEmpty)
    }
}

@Suite("The ledger's clock")
struct ClockTests {
    @Test("goes on with the last time when the machine's steps back, and records the step once")
    func step() throws {
        let ledger = try FreshLedger()
        for offset in [0, 1_000, -5_000, -4_000, -3_000, 2_000] {
            ledger.now = FreshLedger.opening + Int64(offset)
            try ledger.ingest(ledger.history(2))
        }
        var steps: [LedgerClockStepped] = []
        var times: [Instant] = []
        try ledger.store.forEachEvent(in: 0..<ledger.store.size()) { event in
            if case .ledgerClockStepped(let step) = event.payload { steps.append(step) }
            times.append(event.receivedAt)
            return true
        }
        let start = FreshLedger.opening.milliseconds
        #expect(steps == [LedgerClockStepped(beforeMs: start + 1_000, afterMs: start - 5_000)])
        #expect(times == times.sorted())
        #expect(times.last == FreshLedger.opening + 2_000)
    }
}
