import Dispatch
import Foundation
import Glibc
import LMDB
import Primitives
import Signing
import Synchronization

/// What this machine can do at best: the figures that the ledger's own stand beside.
struct Probe {
    /// Ed25519 verifications a second on all cores, over the very bytes that the ledger verifies.
    static func signatures(_ samples: [(PublicKey, Signature, [UInt8])]) -> Double {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let next = Atomic<Int>(0)
        let valid = Atomic<Int>(0)
        let portion = 64
        let start = Stopwatch()
        DispatchQueue.concurrentPerform(iterations: cores) { _ in
            var good = 0
            while case let from = next.add(portion, ordering: .relaxed).oldValue, from < samples.count {
                for sample in samples[from..<min(samples.count, from + portion)]
                where sample.0.verifies(sample.1, over: sample.2.span) { good += 1 }
            }
            valid.add(good, ordering: .relaxed)
        }
        precondition(valid.load(ordering: .relaxed) == samples.count, "a sample's signature does not hold")
        return Double(samples.count) / start.seconds
    }

    /// Entries appended a second, one durable commit a batch, nothing else done.
    static func appends(_ entries: [[UInt8]], batch: Int, in folder: URL) throws -> Double {
        let environment = try Environment(
            path: folder.path, mode: .readWrite(create: true), tables: ["entries"])
        let table = environment.table("entries", keyedBy: UInt64.self)
        let start = Stopwatch()
        var index = 0
        while index < entries.count {
            let end = min(entries.count, index + batch)
            try environment.write { (transaction) throws(LedgerError) in
                for place in index..<end {
                    let entry = entries[place]
                    try table.append(entry.span, at: UInt64(place), in: &transaction)
                }
            }
            index = end
        }
        return Double(entries.count) / start.seconds
    }

    /// Every entry of a ledger read and hashed on all cores, nothing else done.
    static func scan(_ ledger: String) throws -> (seconds: Double, count: Int) {
        let environment = try Environment(path: ledger, mode: .readOnly, tables: ["entries"])
        let table = environment.table("entries", keyedBy: UInt64.self)
        let count = try environment.read { (view) throws(LedgerError) -> UInt64 in try table.count(in: view) }
        let portion: UInt64 = 1_024
        let next = Atomic<UInt64>(0)
        let hashed = Atomic<Int>(0)
        let start = Stopwatch()
        DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { _ in
            while case let from = next.add(portion, ordering: .relaxed).oldValue, from < count {
                var done = 0
                _ = try? environment.read { (view) throws(LedgerError) in
                    try table.scan(from: from, in: view) { (index, bytes) throws(LedgerError) -> ScanStep in
                        guard index < from + portion else { return .stop }
                        if SHA256.digest(of: bytes) != .zero { done += 1 }
                        return .goOn
                    }
                }
                hashed.add(done, ordering: .relaxed)
            }
        }
        let seconds = start.seconds
        guard hashed.load(ordering: .relaxed) == Int(count) else { throw BenchError.phase("scan") }
        return (seconds, Int(count))
    }

    /// The median of durable writes of 4 KiB, in milliseconds.
    static func fsync(in folder: URL) -> Double {
        let descriptor = open(folder.appending(path: "fsync-probe").path, O_RDWR | O_CREAT, 0o600)
        defer { close(descriptor) }
        let page = [UInt8](repeating: 0x5A, count: 4_096)
        var times: [Double] = []
        for round in 0..<64 {
            let start = Stopwatch()
            _ = pwrite(descriptor, page, page.count, off_t(round * page.count))
            fdatasync(descriptor)
            times.append(start.seconds * 1_000)
        }
        return times.sorted()[times.count / 2]
    }
}

/// Time since it was made.
struct Stopwatch {
    private let start = ContinuousClock.now

    var seconds: Double {
        let duration = start.duration(to: .now).components
        return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
    }
}
