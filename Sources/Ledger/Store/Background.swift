import Dispatch
import Synchronization

/// One piece of work on another thread, to be waited for once.
///
/// What the work holds is let go of before it is reported done, so that nothing of it outlives the wait: a store that
/// nobody else holds is closed when the last work on it was waited for.
final class Background<Value: Sendable>: Sendable {
    private let work: Mutex<(@Sendable () -> Value)?>
    private let result = Mutex<Value?>(nil)
    private let done = DispatchSemaphore(value: 0)

    /// Begins the work.
    init(_ work: @escaping @Sendable () -> Value) {
        self.work = Mutex(work)
        // A queue of its own has a thread of its own: the shared ones may all be at work.
        DispatchQueue(label: "background").async {
            self.perform()
            self.done.signal()
        }
    }

    private func perform() {
        guard let work = work.withLock({ $0.take() }) else { return }
        let value = work()
        result.withLock { $0 = value }
    }

    /// What came of the work, once it is done.
    func value() -> Value {
        done.wait()
        guard let value = result.withLock({ $0.take() }) else { preconditionFailure("waited for twice") }
        return value
    }
}
