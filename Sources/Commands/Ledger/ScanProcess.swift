import Glibc
import Primitives
import Terminal

/// The scan of `verify` as a process of its own: what a damaged page does to it, it does not do to us (storage.md 4.11).
enum ScanProcess {
    private static let channel: Int32 = 3

    /// Runs this program again as the scanner and returns its status.
    ///
    /// - Parameter damaged: reports that the scanner was stopped by damage, near the entry that it last told of.
    static func run(
        _ arguments: ArraySlice<String>, damaged: (UInt64) throws(LedgerError) -> Void
    ) throws(LedgerError) -> ExitStatus {
        var pipe: [Int32] = [0, 0]
        guard Glibc.pipe(&pipe) == 0 else { throw .scan() }
        let child = try spawn(Array(arguments) + ["--scan-to", String(channel)], pipe)
        close(pipe[1])
        defer { close(pipe[0]) }
        let (last, hasEnded) = ScanChannel.listen(pipe[0])
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let code = status & 0x7F == 0 ? status >> 8 & 0xFF : -1
        if hasEnded || (code >= 0 && code != ExitStatus.integrityViolated.rawValue) {
            return ExitStatus(rawValue: code) ?? .ownDefect
        }
        try damaged(last)
        return .integrityViolated
    }

    private static func spawn(_ arguments: [String], _ pipe: [Int32]) throws(LedgerError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addclose(&actions, pipe[0])
        if pipe[1] != channel {
            posix_spawn_file_actions_adddup2(&actions, pipe[1], channel)
            posix_spawn_file_actions_addclose(&actions, pipe[1])
        }
        var words: [UnsafeMutablePointer<CChar>?] = (["examledger"] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var child: pid_t = 0
        guard posix_spawn(&child, "/proc/self/exe", &actions, nil, &words, environ) == 0 else { throw .scan() }
        return child
    }
}

/// How the scanner tells how far it is: one number of eight bytes after the other.
struct ScanChannel {
    private static let end = UInt64.max
    private let descriptor: Int32

    /// The scanner's side.
    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Tells how many entries are done.
    func tell(_ done: UInt64) {
        var word = done
        _ = withUnsafeBytes(of: &word) { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }

    /// Tells that the report is written.
    func tellEnd() { tell(ScanChannel.end) }

    /// The parent's side: the last number told, and whether the end was.
    static func listen(_ descriptor: Int32) -> (last: UInt64, hasEnded: Bool) {
        var last: UInt64 = 0
        var word: UInt64 = 0
        while true {
            let count = withUnsafeMutableBytes(of: &word) { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count == MemoryLayout<UInt64>.size else { return (last, false) }
            if word == end { return (last, true) }
            last = word
        }
    }
}

extension LedgerError {
    static func scan() -> LedgerError {
        let reason = Phrase.system(errno)
        return LedgerError(
            LedgerError.Code(rawValue: "input.process"),
            Phrase(
                en: "The scan cannot be started as a process of its own: \(reason.en).",
                zh: "无法以独立进程启动扫描：\(reason.zh)。"))
    }
}
