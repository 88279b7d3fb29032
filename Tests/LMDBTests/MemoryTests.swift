import Foundation
import LMDB
import Primitives
import TestSupport
import Testing

@Suite("Memory")
struct MemoryTests {
    @Test("a walk over a store in slices does not hold the store in memory", arguments: [48_000 as UInt64])
    func walk(_ count: UInt64) throws {
        // Records of nearly two pages each: some 190 MiB, twice as much as may stay.
        let store = try Store.filled(count, width: 4_000)
        let environment = try store.open(.readOnly)
        var most = 0
        var sum = 0
        for start in stride(from: 0, to: count, by: 64) {
            try environment.read { (view) throws(LedgerError) in
                for key in start..<(start + 64) {
                    guard let value = try environment.entries.value(at: key, in: view) else { continue }
                    sum += Int(value[0] &- UInt8(truncatingIfNeeded: key)) + value.count
                }
            }
            if start % 4_096 == 0 { most = max(most, try mappedMegabytes()) }
        }
        #expect(sum == Int(count) * 4_000)
        #expect(most < 150)
    }

    /// What of files this process holds, in megabytes.
    private func mappedMegabytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
        return try #require(Int(line.split(separator: " ")[1])) / 1_000
    }
}
