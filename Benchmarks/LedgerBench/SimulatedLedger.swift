import Exam
import Foundation
import Ledger
import Primitives
import Signing
import Simulation

/// A ledger that holds a simulated day, all of it or all but its last lines.
struct SimulatedLedger {
    let folder: String
    /// How many entries it has.
    let size: Int
    private let platform: SigningKey
    /// The lines that were kept back, in their order.
    private let rest: [[UInt8]]

    /// Makes one in a folder that is not there yet, with its keys in it.
    init(candidates: Int, keepingBack lines: Int = 0, at folder: String) throws {
        let simulation = try Simulation(
            SimulationOptions(candidates: candidates, seed: 1, faults: .usual, capacity: 120, parameters: .usual))
        guard let authority = try simulation.staffKeys().first(where: { $0.file == "authority" })?.key else {
            throw BenchError.noKey("authority")
        }
        platform = try SigningKey.generate(name: "ledger")
        let log = try SigningKey.generate(name: simulation.origin)
        _ = try LedgerStore.create(
            at: folder,
            LedgerPlan(
                origin: simulation.origin, mode: .formal, clock: .imported, approvalsRequired: 2,
                openedAt: simulation.openedAt, authorityKey: authority, platformKey: platform,
                logKey: log.verificationKey, randomness: [(1, 1), (2, 2)]))
        try FileManager.default.createDirectory(atPath: folder + "/keys", withIntermediateDirectories: true)
        try KeyFile.write(platform, to: folder + "/keys/platform.key")
        try KeyFile.write(log, to: folder + "/keys/log.key")
        let writer = try LedgerWriter(LedgerStore(at: folder, forWriting: true), platformKey: platform)
        let intake = try SimulatedLedger.intake(writer)
        // What was written last waits until so many lines have followed it.
        var waiting: [[UInt8]] = []
        _ = try simulation.run { (written, _) throws(LedgerError) in
            let bytes = written.span
            var start = 0
            for place in bytes.indices where bytes[place] == UInt8(ascii: "\n") {
                waiting.append([UInt8](copying: bytes.extracting(start..<place)))
                start = place + 1
            }
            for line in waiting.dropLast(lines) { try intake.take(line.span) }
            waiting.removeFirst(max(0, waiting.count - lines))
        }
        try intake.finish()
        rest = waiting
        size = Int(try writer.store.size())
        self.folder = folder
    }

    /// Takes in the lines that were kept back, and returns how many they are.
    func append() throws -> Int {
        let writer = try LedgerWriter(LedgerStore(at: folder, forWriting: true), platformKey: platform)
        let intake = try SimulatedLedger.intake(writer)
        for line in rest { try intake.take(line.span) }
        try intake.finish()
        return rest.count
    }

    /// Some candidate's session.
    func session() throws -> SessionName {
        let store = try LedgerStore(at: folder, forWriting: false)
        guard let session = try store.sessions(asOf: store.prefix()).first else { throw BenchError.phase("sessions") }
        return session
    }

    private static func intake(_ writer: LedgerWriter) throws(LedgerError) -> Intake {
        try Intake(writer, clock: { Instant(milliseconds: 0) }) { outcome in
            if case .refused(let refusal, _) = outcome.answer { fatalError("a simulated line is refused: \(refusal)") }
        }
    }
}
