import Glibc
import Primitives

/// Shows long output a screen at a time, in the program of `EXAMLEDGER_PAGER`, else `PAGER`, else `less -FRX`.
///
/// Never write into it from within a read transaction: it blocks for as long as a person reads.
public enum Pager {
    /// Runs a body whose output goes through the pager on a terminal, and straight out anywhere else.
    ///
    /// A pager that is left early is a quiet end, not an error. Where none can be started the output is not paged.
    ///
    /// - Parameters:
    ///   - context: where the output would go; the body gets the same with the pager for its output.
    ///   - isWanted: false for `--no-pager`.
    /// - Throws: what the body throws, and what `Output` throws except `output.closed`.
    public static func run(
        in context: TerminalContext, isWanted: Bool = true, _ body: (TerminalContext) throws -> Void
    ) throws {
        guard isWanted, context.outputIsTerminal, let command = command(context.environment),
            let pager = start(command, output: STDOUT_FILENO)
        else { return try body(context) }
        defer { pager.wait() }
        // Closed before the wait (deferred actions run in reverse), or the pager would wait for more.
        defer { close(pager.input) }
        try context.output.flush()
        let output = Output(descriptor: pager.input)
        do {
            try body(TerminalContext(copying: context, output: output))
            try output.flush()
        } catch let error as LedgerError where error == .outputClosed {}
    }

    /// The command line for the shell; `nil` where the reader wants none.
    static func command(_ environment: (String) -> String?) -> String? {
        let command = environment("EXAMLEDGER_PAGER") ?? environment("PAGER") ?? "less -FRX"
        return command.isEmpty || command == "cat" ? nil : command
    }

    struct Child {
        let process: pid_t
        /// Where to write what is to be paged.
        let input: Int32

        func wait() {
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        }
    }

    /// Starts a shell command that reads a pipe and writes to a descriptor.
    static func start(_ command: String, output: Int32) -> Child? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
            close(ends[0])
        }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        if output != STDOUT_FILENO { posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }
        // A pager counts on the signal of a closed pipe that we ignore, and on none being blocked by our threads.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sh"), strdup("-c"), strdup(command), nil]
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        guard posix_spawn(&process, "/bin/sh", &actions, &attributes, &arguments, environ) == 0 else {
            close(ends[1])
            return nil
        }
        return Child(process: process, input: ends[1])
    }
}
