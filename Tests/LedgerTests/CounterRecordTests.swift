import Ledger
import Testing

@Suite("Counters of a key")
struct CounterRecordTests {
    @Test(
        "are whole in any order of arrival, and name the first hole",
        arguments: [
            ([1, 2, 3], nil, 0), ([3, 1, 2], nil, 0), ([2, 3], 1, 1), ([1, 3, 5, 4], 2, 1), ([5, 1], 2, 3),
            ([9, 7, 8, 1, 2, 4, 3, 6, 5], nil, 0), ([1, 1, 2], nil, 0),
        ] as [([Int64], Int64?, Int64)])
    func holes(_ values: [Int64], _ hole: Int64?, _ missing: Int64) {
        var record = CounterRecord()
        for value in values { record.take(UInt64(value)) }
        #expect(record.firstHole == hole)
        #expect(record.missing == missing)
    }

    @Test("are the same taken in one after the other and apart")
    func union() {
        for round in 0..<400 {
            var (whole, one, other) = (CounterRecord(), CounterRecord(), CounterRecord())
            for _ in 0..<Int.random(in: 0...30) {
                let value = UInt64.random(in: 1...(round.isMultiple(of: 2) ? 20 : 60))
                whole.take(value)
                switch Int.random(in: 0..<3) {
                case 0: one.take(value)
                case 1: other.take(value)
                default: _ = (one.take(value), other.take(value))
                }
            }
            var (forth, back) = (one, other)
            forth.formUnion(other)
            back.formUnion(one)
            #expect(forth == whole && back == whole)
        }
    }

    @Test("agree with a set, whatever arrives")
    func random() {
        for _ in 0..<200 {
            var record = CounterRecord()
            var seen: Set<Int64> = []
            for _ in 0..<Int.random(in: 1...40) {
                let value = Int64.random(in: 1...30)
                #expect(record.take(UInt64(value)) == seen.insert(value).inserted)
            }
            let missing = (1...Int64(record.highest)).filter { !seen.contains($0) }
            #expect(record.holes.flatMap { $0.map { Int64($0) } } == missing)
            let (first, last) = (Int64.random(in: -5...35), Int64.random(in: -5...35))
            #expect(record.count(from: first, through: last) == Int64(seen.count { $0 >= first && $0 <= last }))
        }
    }
}
