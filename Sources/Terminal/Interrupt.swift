import Glibc
import Synchronization

/// The wish to stop (SIGINT, SIGTERM), polled between batches so that no transaction is left half done.
///
/// The flag is the one piece of state that belongs to the whole process: a signal has no other owner, and its handler
/// may touch nothing but an atomic.
public enum Interrupt {
    private static let received = Atomic<Int32>(0)

    /// The exit status of an interrupted command, 130 for SIGINT and 143 for SIGTERM; `nil` while nobody asked.
    public static var requested: Int32? {
        let signal = received.load(ordering: .relaxed)
        return signal == 0 ? nil : 128 + signal
    }

    /// Starts to listen for SIGINT and SIGTERM, and makes a closed pipe an error of writing instead of a signal.
    ///
    /// A second signal of the same kind ends the process at once, for whoever cannot wait; the store survives that.
    public static func install() {
        // The flag is touched here first, so that the handler never runs its lazy initialisation.
        received.store(0, ordering: .relaxed)
        for signal in [SIGINT, SIGTERM] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { signal in Interrupt.received.store(signal, ordering: .relaxed) }
            // Without SA_RESTART a read that waits for a person returns, so that a prompt can be interrupted.
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
            sigaction(signal, &action, nil)
        }
        _ = signal(SIGPIPE, SIG_IGN)
        // A parent may have blocked them for its own threads, which a child inherits.
        var wanted = sigset_t()
        sigemptyset(&wanted)
        for signal in [SIGINT, SIGTERM] { sigaddset(&wanted, signal) }
        pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
    }
}
