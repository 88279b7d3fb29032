import Audit
import Exam
import Foundation
import Ledger
import Primitives
import Signing

/// One measured piece of work, run in a process of its own so that its memory is its own.
enum Phase: String {
    case ingest, verify, fold, audit
    /// What this machine can do at best where no signature is checked: every entry read and hashed, and nothing else.
    case scan
    /// Verification up to an audited checkpoint over everything: what `scan` does, the tree and its stored tiles.
    case hashOnly = "hash-only"
    /// Verification of the last hundredth, behind a checkpoint.
    case since
    /// An audit of one candidate, the projection up to date: what counts is the entries read.
    case one

    /// What is measured on the example's mix.
    static let ofMix: [Phase] = [.ingest, .verify, .scan, .hashOnly, .since, .fold, .audit]

    /// Its member in the JSON document.
    var member: String {
        switch self {
        case .scan: "raw_scan"
        case .hashOnly: "verify_hash_only"
        case .since: "verify_since"
        case .ingest, .verify, .fold, .audit, .one: rawValue
        }
    }

    /// How often each is measured, the median counting; a probe after each round.
    static let rounds = 3

    /// Whether it stands beside the probe of signatures.
    var verifiesSignatures: Bool { [.ingest, .verify, .fold, .audit].contains(self) }

    /// Runs the phase on a ledger's folder and returns the seconds it took and what it counted.
    func run(ledger: String, envelopes: String, platformKey: String) throws -> (seconds: Double, count: Int) {
        switch self {
        case .ingest:
            let key = try SigningKey(
                text: String(contentsOfFile: platformKey, encoding: .utf8)
                    .trimmingCharacters(in: .whitespacesAndNewlines))
            let writer = try LedgerWriter(LedgerStore(at: ledger, forWriting: true), platformKey: key)
            let start = Stopwatch()
            let count = try Phase.ingest(envelopes, into: writer)
            return (start.seconds, count)
        case .verify:
            let store = try LedgerStore(at: ledger, forWriting: false)
            let start = Stopwatch()
            let report = try store.verify()
            guard report.integrity == .ok else { throw BenchError.phase("verify") }
            return (start.seconds, Int(report.size))
        case .scan: return try Probe.scan(ledger)
        case .hashOnly: return try Phase.verify(ledger, from: .audited(Notes.whole.read(beside: ledger)))
        case .since: return try Phase.verify(ledger, from: .checkpoint(Notes.late.read(beside: ledger)))
        case .fold:
            let store = try LedgerStore(at: ledger, forWriting: false)
            let sessions = try store.sessions(asOf: store.prefix())
            let start = Stopwatch()
            var count = 0
            for session in sessions {
                var state = SessionState(exam: session.exam, sitting: session.sitting, candidate: session.candidate)
                for event in try store.events(of: session.stream) {
                    state.apply(event)
                    count += 1
                }
            }
            return (start.seconds, count)
        case .audit:
            let store = try LedgerStore(at: ledger, forWriting: false)
            let prefix = try store.prefix()
            let start = Stopwatch()
            let result = try LedgerAudit(store, asOf: prefix).run(evidence: nil)
            guard result.prefix.size == prefix.size else { throw BenchError.phase("audit") }
            return (start.seconds, try store.sessions(asOf: prefix).count)
        case .one:
            let store = try LedgerStore(at: ledger, forWriting: false)
            let prefix = try store.prefix()
            let audit = LedgerAudit(store, asOf: prefix)
            let session = try store.sessions(asOf: prefix).prefix(1)
            // The first brings the projection up to date.
            _ = try audit.run(only: Array(session))
            let start = Stopwatch()
            var read: UInt64 = 0
            _ = try audit.run(only: Array(session)) { (done, _) throws(LedgerError) in read = done }
            return (start.seconds, Int(read))
        }
    }

    /// The most memory that this process has held, as the system counts it.
    ///
    /// Asked of the process itself: what `wait4` reports of a child begins with the memory of its parent.
    static var peakBytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
    }

    /// The processor time that this process has taken, in seconds.
    static var processorSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
    }

    /// Verifies a ledger from somewhere on; what is counted is the entries that were read.
    private static func verify(
        _ ledger: String, from start: VerificationOptions.Start
    ) throws -> (seconds: Double, count: Int) {
        let store = try LedgerStore(at: ledger, forWriting: false)
        let watch = Stopwatch()
        var first: UInt64?
        let report = try store.verify(VerificationOptions(start: start)) { done, _ in
            // The first slice tells where it began.
            first = first ?? done
            return true
        }
        let seconds = watch.seconds
        guard report.integrity == .ok, report.completeness == .ok, let first else { throw BenchError.phase("verify") }
        if case .checkpoint = start { return (seconds, Int(report.signatures)) }
        guard first < report.size, report.signatures == 0 else { throw BenchError.phase("hash-only") }
        return (seconds, Int(report.size))
    }

    private static func ingest(_ file: String, into writer: LedgerWriter) throws -> Int {
        var appended = 0
        let intake = try Intake(writer, clock: { Instant(milliseconds: 0) }) { outcome in
            if case .appended = outcome.answer { appended += 1 }
        }
        guard let stream = fopen(file, "r") else { throw BenchError.phase("ingest") }
        defer { fclose(stream) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while case let length = getline(&line, &capacity, stream), length > 0 {
            guard let line else { break }
            let bytes = UnsafeRawBufferPointer(start: line, count: length - 1)
            try bytes.withMemoryRebound(to: UInt8.self) { try intake.take(Span(_unsafeElements: $0)) }
        }
        try intake.finish()
        return appended
    }
}
