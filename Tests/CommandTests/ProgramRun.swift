import Foundation
import TestSupport

/// One run of a program to its end, with what it said.
struct ProgramRun {
    let status: Int32
    /// The signal that ended it, which the program of ours never lets happen.
    let signal: Int32?
    let output: Data
    let errors: Data

    /// The folder of the built programs: that of the test bundle.
    static let builtPrograms = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// The environment every run starts from, the same on every machine.
    static func environment(work: URL) -> [String: String] {
        [
            "PATH": programsFolder + ":/usr/bin:/bin", "HOME": work.path, "TMPDIR": work.path, "LANG": "C.UTF-8",
            "WORK": work.path, "EXAMPLE": Repository.examDay.path, "SWIFT_BACKTRACE": "enable=no",
        ]
    }

    private static var programsFolder: String { builtPrograms.path }

    /// Runs a program found along `PATH`, and ends it when it takes too long.
    init(
        _ arguments: [String], in folder: URL, environment: [String: String], input: URL?, mergesErrors: Bool = false,
        limit: TimeInterval = 120
    ) throws {
        guard let name = arguments.first, let path = ProgramRun.find(name, in: environment["PATH"] ?? "") else {
            throw ScriptFailure(description: "no program \(arguments.first ?? "") along PATH")
        }
        // Files, not pipes: a program that says much never waits for us.
        let captured = try TemporaryFolder()
        let outputFile = captured.url.appending(path: "stdout")
        let errorsFile = captured.url.appending(path: "stderr")
        let process = try ProgramRun.start(
            path, arguments, in: folder, environment, input: input?.path ?? "/dev/null", output: outputFile.path,
            errors: mergesErrors ? nil : errorsFile.path)
        let status = try ProgramRun.wait(for: process, limit, name)
        signal = status & 0x7F == 0 ? nil : status & 0x7F
        self.status = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
        self.output = try Data(contentsOf: outputFile)
        errors = mergesErrors ? Data() : try Data(contentsOf: errorsFile)
    }

    /// Starts a program by `posix_spawn`, which unlike Foundation's `Process` walks no folder of `/proc` while other
    /// threads open files.
    private static func start(
        _ path: String, _ arguments: [String], in folder: URL, _ environment: [String: String], input: String,
        output: String, errors: String?
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        let writing = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, writing, 0o600)
        if let errors {
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, writing, 0o600)
        } else {
            posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        // Swift's Glibc does not show the call that changes the folder.
        var words = (["env", "-C", folder.path, path] + arguments.dropFirst()).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, "/usr/bin/env", &actions, &attributes, &words, &variables)
        guard failure == 0 else {
            throw ScriptFailure(description: "\(path) could not be started: \(String(cString: strerror(failure)))")
        }
        return process
    }

    /// Waits for a program, and ends it when it takes too long; what `waitpid` says of its end.
    private static func wait(for process: pid_t, _ limit: TimeInterval, _ name: String) throws -> Int32 {
        let end = Date(timeIntervalSinceNow: limit)
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            guard Date() < end else {
                kill(process, SIGKILL)
                waitpid(process, &status, 0)
                throw ScriptFailure(description: "\(name) was still running after \(Int(limit)) s and was ended")
            }
            usleep(1_000)
        }
        return status
    }

    private static func find(_ name: String, in path: String) -> String? {
        let candidates = name.contains("/") ? [name] : path.split(separator: ":").map { "\($0)/\(name)" }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
