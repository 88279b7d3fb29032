import Synchronization
import Testing

@testable import Ledger

@Suite("Ordered work")
struct OrderedWorkTests {
    @Test("gives its outputs in the order of the inputs, whatever each takes", arguments: [1, 2, 7])
    func order(_ workers: Int) {
        let work = OrderedWork<Int, Int>(workers: workers, makeWorker: { 0 }) { done, input in
            done += 1
            // The early ones take longest.
            var burnt = 0
            for step in 0..<((input % 5 == 0) ? 20_000 : 10) { burnt &+= step }
            return burnt == -1 ? -1 : input
        }
        var outputs: [Int] = []
        for input in 0..<500 {
            work.put(input)
            while work.count > 20, let output = work.take() { outputs.append(output) }
        }
        while let output = work.take() { outputs.append(output) }
        #expect(outputs == Array(0..<500))
        #expect(work.count == 0 && work.take() == nil)
    }

    @Test("drops what has not begun when it is let go of, and waits for what runs")
    func letGo() {
        let tally = Tally()
        do {
            let work = OrderedWork<Int, Int>(workers: 2, makeWorker: {}) { (_, input) in
                tally.begun.add(1, ordering: .relaxed)
                var burnt = input
                for step in 0..<50_000 { burnt = burnt &* 31 &+ step }
                tally.ended.add(1, ordering: .relaxed)
                return burnt
            }
            for input in 0..<10_000 { work.put(input) }
            _ = work.take()
        }
        let begun = tally.begun.load(ordering: .relaxed)
        #expect(begun == tally.ended.load(ordering: .relaxed))
        #expect(begun > 0 && begun < 10_000)
    }

    private final class Tally: Sendable {
        let begun = Atomic<Int>(0)
        let ended = Atomic<Int>(0)
    }
}
