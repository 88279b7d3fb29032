import Exam
import Foundation
import Ledger
import Primitives
import Signing

/// The whole run: probes of the machine around the ledger's own phases, each beside the other.
struct Bench {
    let events: Int
    /// How many candidates the simulated day has in the middle; a tenth and ten times as many stand beside it.
    let candidates: Int
    private let work: URL
    private var ledger: String { work.appending(path: "bench.ledger").path }
    /// The ledger as it was opened, with entry 0 alone: each round of ingest begins with a copy.
    private var opened: String { work.appending(path: "opened.ledger").path }
    private var envelopes: URL { work.appending(path: "envelopes.ndjson") }
    private var platformKey: String { work.appending(path: "platform.key").path }

    init(events: Int, candidates: Int) throws {
        self.events = events
        self.candidates = candidates
        work = FileManager.default.temporaryDirectory.appending(path: "ledger-bench-\(getpid())")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: work) }

    /// Measures everything and returns the figures, by name.
    func run(progress: (String) -> Void) throws -> Figures {
        progress("writing \(events) events of the example's mix")
        let mix = try ExampleMix(folder: Bench.examples)
        var figures = Figures()
        figures.events = try mix.write(events, to: envelopes)
        let samples = try samples(20_000)
        let log = try open(mix)
        var probes: [Double] = [Probe.signatures(samples.signatures)]
        figures.fsyncMilliseconds = Probe.fsync(in: work)
        progress("raw appends")
        figures.appendsPerSecond = try Probe.appends(
            samples.entries, batch: Intake.batchSize, in: work.appending(path: "raw"))
        for phase in Phase.ofMix {
            progress(phase.rawValue)
            var rounds: [Figures.Measured] = []
            for _ in 0..<Phase.rounds {
                if phase == .ingest { try beginAnew() }
                rounds.append(try measure(phase))
                if phase.verifiesSignatures { probes.append(Probe.signatures(samples.signatures)) }
            }
            if phase == .ingest { try Notes.write(of: ledger, by: log) }
            figures.phases[phase] = rounds.sorted { $0.seconds < $1.seconds }[rounds.count / 2]
        }
        figures.signaturesPerSecond = probes.sorted()[probes.count / 2]
        progress("replay")
        figures.replayMilliseconds = try replay()
        for count in [candidates / 10, candidates, candidates * 10] {
            progress("audit of \(count) simulated candidates")
            figures.days.append(try audit(of: count))
        }
        if let program {
            progress("proofs, bundles and publication of \(candidates * 10) simulated candidates")
            let day = try SimulatedLedger(
                candidates: candidates * 10, keepingBack: Outside.further,
                at: work.appending(path: "outside.ledger").path)
            figures.outside = try Outside(program, day, in: work).run()
        }
        return figures
    }

    /// The folder of the example day: that of this package.
    private static let examples = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "examples/exam-day")

    /// Opens the ledger that the phases work on.
    private func open(_ mix: ExampleMix) throws -> SigningKey {
        guard let authority = mix.authority else { throw BenchError.noKey("authority") }
        let origin = "examledger.example/exam-2026-11/1"
        let log = try SigningKey.generate(name: origin)
        let platform = try SigningKey.generate(name: "ledger")
        try KeyFile.write(platform, to: platformKey)
        _ = try LedgerStore.create(
            at: opened,
            LedgerPlan(
                origin: origin, mode: .formal, clock: .imported, approvalsRequired: 2,
                openedAt: Instant(milliseconds: 1_794_272_460_000), authorityKey: authority, platformKey: platform,
                logKey: log.verificationKey, randomness: [(1, 1), (2, 2)]))
        return log
    }

    /// Puts a ledger with entry 0 alone in the place of the one that the phases work on.
    private func beginAnew() throws {
        try? FileManager.default.removeItem(atPath: ledger)
        try FileManager.default.copyItem(atPath: opened, toPath: ledger)
    }

    /// Signatures to verify and entries to append, from the envelopes themselves.
    private func samples(_ count: Int) throws -> (signatures: [(PublicKey, Signature, [UInt8])], entries: [[UInt8]]) {
        var reader = EnvelopeReader()
        var statements = StatementReader()
        var directory = KeyDirectory()
        if let authority = try ExampleMix(folder: Bench.examples).authority {
            directory.note(
                Statement(
                    id: EventID(at: Instant(milliseconds: 0), randomness: (0, 0)), ledger: "x", mode: .formal,
                    actor: .init(role: .administrator, id: "authority"), at: Instant(milliseconds: 0),
                    payload: .staffKeyEnrolled(
                        StaffKeyEnrolled(
                            keyID: authority.publicKey.id, publicKey: authority.publicKey.bytes,
                            role: .administrator, holder: "authority"))))
        }
        var signatures: [(PublicKey, Signature, [UInt8])] = []
        var entries: [[UInt8]] = []
        for line in try String(contentsOf: envelopes, encoding: .utf8).split(separator: "\n").prefix(count) {
            let signature = try reader.read(Array(line.utf8).span)
            directory.note(try statements.read(reader.payload.span))
            guard let key = directory[signature.keyID] else { throw BenchError.noKey(signature.keyID.hex) }
            signatures.append(
                (
                    key, signature.signature,
                    PAE.bytes(type: Envelope.eventType, payload: reader.payload.span)
                ))
            entries.append([UInt8](repeating: 1, count: EntryHeader.width) + reader.payload)
        }
        return (signatures, entries)
    }

    /// Runs a phase as a process of its own.
    private func measure(_ phase: Phase) throws -> Figures.Measured {
        try measure(phase, on: ledger)
    }

    private func measure(_ phase: Phase, on ledger: String) throws -> Figures.Measured {
        let child = try ChildProcess(
            "/proc/self/exe", ["--phase", phase.rawValue, ledger, envelopes.path, platformKey])
        let words = String(decoding: child.output, as: UTF8.self).split(separator: " ")
        guard child.status == 0, words.count == 4, let seconds = Double(words[0]), let count = Int(words[1]),
            let peak = Int(words[2]), let processor = Double(words[3].trimmingCharacters(in: .newlines))
        else { throw BenchError.phase(phase.rawValue) }
        return Figures.Measured(seconds: seconds, count: count, peakBytes: peak, processorSeconds: processor)
    }

    /// A simulated day of so many candidates in a ledger of its own, and its audits: fold and rules, no signatures.
    private func audit(of count: Int) throws -> Figures.Day {
        let folder = work.appending(path: "simulated-\(count)").path
        let events = try SimulatedLedger(candidates: count, at: folder).size
        let audits = try (0..<3).map { _ in try measure(.audit, on: folder) }
        let one = try measure(.one, on: folder)
        try FileManager.default.removeItem(atPath: folder)
        return Figures.Day(
            candidates: count, events: events,
            audit: audits.sorted { $0.processorSeconds < $1.processorSeconds }[audits.count / 2], one: one)
    }

    /// The program beside this one; `nil` where it is not built.
    private var program: String? {
        let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "examledger").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// The median of whole runs of `examledger replay` on the measured ledger; `nil` where the program is not built.
    private func replay() throws -> Double? {
        guard let program else { return nil }
        let times = try (0..<11).map { _ -> Double in
            let child = try ChildProcess(
                program, ["replay", "c-0003", "--sitting", "s-01-a", "--ledger", ledger])
            guard child.status == 0 else { throw BenchError.phase("replay") }
            return child.seconds * 1_000
        }
        return times.sorted()[times.count / 2]
    }
}
