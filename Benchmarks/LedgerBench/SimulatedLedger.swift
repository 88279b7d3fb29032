import Exam
import Foundation
import Ledger
import Primitives
import Signing
import Simulation

/// A ledger that holds a simulated day.
enum SimulatedLedger {
    /// Makes one in a folder that is not there yet, and returns how many entries it has.
    static func make(candidates: Int, at folder: String) throws -> Int {
        let simulation = try Simulation(
            SimulationOptions(candidates: candidates, seed: 1, faults: .usual, capacity: 120, parameters: .usual))
        guard let authority = try simulation.staffKeys().first(where: { $0.file == "authority" })?.key else {
            throw BenchError.noKey("authority")
        }
        let platform = try SigningKey.generate(name: "ledger")
        let log = try SigningKey.generate(name: simulation.origin)
        _ = try LedgerStore.create(
            at: folder,
            LedgerPlan(
                origin: simulation.origin, mode: .formal, clock: .imported, approvalsRequired: 2,
                openedAt: simulation.openedAt, authorityKey: authority, platformKey: platform,
                logKey: log.verificationKey, randomness: [(1, 1), (2, 2)]))
        let writer = try LedgerWriter(LedgerStore(at: folder, forWriting: true), platformKey: platform)
        var refused = 0
        let intake = try Intake(writer, clock: { Instant(milliseconds: 0) }) { outcome in
            if case .refused = outcome.answer { refused += 1 }
        }
        _ = try simulation.run { (lines, _) throws(LedgerError) in
            let bytes = lines.span
            var start = 0
            for place in bytes.indices where bytes[place] == UInt8(ascii: "\n") {
                try intake.take(bytes.extracting(start..<place))
                start = place + 1
            }
        }
        try intake.finish()
        guard refused == 0 else { throw BenchError.phase("simulated events") }
        return Int(try writer.store.size())
    }
}
