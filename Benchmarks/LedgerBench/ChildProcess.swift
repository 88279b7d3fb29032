import Foundation
import Glibc

/// A run of a program as a whole process: its output and its wall time.
struct ChildProcess {
    let output: Data
    let seconds: Double
    let status: Int32

    /// Runs a program to its end; standard error goes where this process's goes.
    init(_ program: String, _ arguments: [String]) throws {
        var pipes: [Int32] = [0, 0]
        guard pipe(&pipes) == 0 else { throw BenchError.phase(program) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, pipes[1], 1)
        posix_spawn_file_actions_addclose(&actions, pipes[0])
        posix_spawn_file_actions_addclose(&actions, pipes[1])
        defer { posix_spawn_file_actions_destroy(&actions) }
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { words.forEach { free($0) } }
        let start = Stopwatch()
        var child: pid_t = 0
        guard posix_spawn(&child, program, &actions, nil, words, environ) == 0 else {
            throw BenchError.phase(program)
        }
        close(pipes[1])
        output = FileHandle(fileDescriptor: pipes[0], closeOnDealloc: true).readDataToEndOfFile()
        var status: Int32 = 0
        waitpid(child, &status, 0)
        seconds = start.seconds
        self.status = status
    }
}
