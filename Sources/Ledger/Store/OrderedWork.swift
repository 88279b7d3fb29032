import Dispatch
import Primitives
import Synchronization

/// Work on all cores that goes on without a break: inputs are put in one after the other, and their outputs come out
/// in the same order.
///
/// Used from one thread. Whoever uses it decides how many inputs are under way before an output is taken: that
/// bounds the memory. When it is let go of, what has not begun is dropped and what runs is waited for, so that
/// nothing it holds outlives it.
package final class OrderedWork<Input: Sendable, Output: Sendable> {
    private let queue = WorkQueue<Input, Output>()
    private let running = DispatchGroup()
    private let workers: Int
    private var underWay = Fifo<WorkTicket<Input, Output>>()

    /// Begins with nothing to do.
    ///
    /// - Parameters:
    ///   - workers: How many threads work.
    ///   - makeWorker: Makes the state that a thread keeps from one input to the next.
    ///   - work: What is done with an input.
    package init<Worker>(
        workers: Int = System.coreCount, makeWorker: @escaping @Sendable () -> Worker,
        _ work: @escaping @Sendable (inout Worker, Input) -> Output
    ) {
        self.workers = max(1, workers)
        for number in 0..<self.workers {
            // A serial queue has a thread of its own: the shared ones are as many as there are cores.
            DispatchQueue(label: "ordered work \(number)").async(group: running) { [queue] in
                var worker = makeWorker()
                while let ticket = queue.next() { ticket.fulfil(work(&worker, ticket.input)) }
            }
        }
    }

    deinit {
        queue.close(workers: workers)
        running.wait()
    }

    /// How many inputs have no output taken yet.
    package var count: Int { underWay.count }

    /// Puts in the next input.
    package func put(_ input: Input) {
        let ticket = WorkTicket<Input, Output>(input)
        underWay.append(ticket)
        queue.add(ticket)
    }

    /// The output of the oldest input, once it is there; `nil` where nothing is under way.
    package func take() -> Output? { underWay.popFirst()?.output() }
}

/// An input that waits for its output.
private final class WorkTicket<Input: Sendable, Output: Sendable>: Sendable {
    let input: Input
    private let result = Mutex<Output?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ input: Input) {
        self.input = input
    }

    func fulfil(_ output: Output) {
        result.withLock { $0 = output }
        done.signal()
    }

    func output() -> Output {
        done.wait()
        guard let output = result.withLock({ $0.take() }) else { preconditionFailure("taken twice") }
        return output
    }
}

/// The inputs that no thread has begun with.
private final class WorkQueue<Input: Sendable, Output: Sendable>: Sendable {
    private let tickets = Mutex(Fifo<WorkTicket<Input, Output>>())
    private let available = DispatchSemaphore(value: 0)

    func add(_ ticket: WorkTicket<Input, Output>) {
        tickets.withLock { $0.append(ticket) }
        available.signal()
    }

    /// The next input, once there is one; `nil` when the work is over.
    func next() -> WorkTicket<Input, Output>? {
        available.wait()
        return tickets.withLock { $0.popFirst() }
    }

    func close(workers: Int) {
        tickets.withLock { $0 = Fifo() }
        for _ in 0..<workers { available.signal() }
    }
}

/// First in, first out.
private struct Fifo<Element> {
    private var elements: [Element?] = []
    private var first = 0

    var count: Int { elements.count - first }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func popFirst() -> Element? {
        guard first < elements.count else { return nil }
        let element = elements[first].take()
        first += 1
        // Each element is moved at most once on average.
        if first * 2 >= elements.count {
            elements.removeFirst(first)
            first = 0
        }
        return element
    }
}
