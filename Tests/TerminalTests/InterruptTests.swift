import Glibc
import Testing

@testable import Terminal

// In processes of their own: signals belong to a whole process.
@Suite("Interrupt")
struct InterruptTests {
    @Test("SIGINT is a wish, polled and turned into status 130")
    func interrupt() async {
        await #expect(processExitsWith: .exitCode(130)) {
            Interrupt.install()
            precondition(Interrupt.requested == nil)
            // To the process, as a terminal does: the thread of a test keeps its signals blocked.
            kill(getpid(), SIGINT)
            while Interrupt.requested == nil { usleep(1000) }
            exit(Interrupt.requested ?? 0)
        }
    }

    @Test("SIGTERM is status 143")
    func terminate() async {
        await #expect(processExitsWith: .exitCode(143)) {
            Interrupt.install()
            kill(getpid(), SIGTERM)
            while Interrupt.requested == nil { usleep(1000) }
            exit(Interrupt.requested ?? 0)
        }
    }

    @Test("a second SIGINT ends the process at once")
    func second() async {
        await #expect(processExitsWith: .signal(SIGINT)) {
            Interrupt.install()
            kill(getpid(), SIGINT)
            while Interrupt.requested == nil { usleep(1000) }
            kill(getpid(), SIGINT)
            while true { pause() }
        }
    }

    @Test("a closed pipe does not kill")
    func brokenPipe() async {
        await #expect(processExitsWith: .exitCode(0)) {
            Interrupt.install()
            raise(SIGPIPE)
            exit(0)
        }
    }
}
