import Dispatch
import Synchronization

/// Work on all cores, results in the order of the input.
package enum Parallel {
    /// Maps items on all cores; each worker has a state of its own.
    ///
    /// - Parameter portion: How many items a worker takes at a time: enough to make handing out cheap, few enough to
    ///   share evenly.
    package static func map<Item: Sendable, Worker, Output: Sendable>(
        _ items: [Item], portion: Int = 64, workers: Int = System.coreCount, makeWorker: @Sendable () -> Worker,
        _ transform: @Sendable (inout Worker, Item) -> Output
    ) -> [Output] {
        let portions = (items.count + portion - 1) / portion
        let results = Mutex<[[Output]]>(Array(repeating: [], count: portions))
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: max(1, min(portions, workers))) { _ in
            var worker = makeWorker()
            while case let place = next.add(1, ordering: .relaxed).oldValue, place < portions {
                let range = (place * portion)..<min(items.count, (place + 1) * portion)
                var outputs: [Output] = []
                outputs.reserveCapacity(range.count)
                for item in items[range] { outputs.append(transform(&worker, item)) }
                results.withLock { $0[place] = outputs }
            }
        }
        return results.withLock { Array($0.joined()) }
    }

    /// Maps items on all cores while the calling thread watches: `watch` is called on it ten times a second, so that it
    /// can show how far the work is and tell it to end.
    package static func map<Item: Sendable, Worker, Output: Sendable>(
        _ items: [Item], portion: Int = 64, workers: Int = System.coreCount,
        makeWorker: @escaping @Sendable () -> Worker,
        _ transform: @escaping @Sendable (inout Worker, Item) -> Output, watch: () -> Void
    ) -> [Output] {
        let outputs = Mutex<[Output]>([])
        let work = DispatchGroup()
        // A queue of its own has a thread of its own: the shared ones are the workers'.
        DispatchQueue(label: "parallel").async(group: work) {
            let all = map(items, portion: portion, workers: workers, makeWorker: makeWorker, transform)
            outputs.withLock { $0 = all }
        }
        while work.wait(timeout: .now() + .milliseconds(100)) == .timedOut { watch() }
        watch()
        return outputs.withLock { $0 }
    }
}
