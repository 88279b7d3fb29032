import Glibc
import Ledger
import Primitives
import Terminal

/// The entries behind a size that a damaged store still gives away, written to a file as envelopes.
///
/// They are read by a process of its own: what a damaged page does to that one, it does not do to us.
struct Salvage {
    /// How many entries there are.
    let count: Int
    /// The file; `nil` where there are none.
    let file: String?

    init(from size: UInt64, of ledger: String) throws(LedgerError) {
        let path = ledger + "/newer.ndjson"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        let words = ["examledger", "export", "--from", String(size), "--ledger", ledger]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var child: pid_t = 0
        guard posix_spawn(&child, "/proc/self/exe", &actions, nil, &arguments, environ) == 0 else { throw .scan() }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        var count = 0
        try LineReader.forEachLine(of: path) { (line) throws(LedgerError) in
            // The line that was being written when the store gave way is none.
            if line.count > 0, line[line.count - 1] == UInt8(ascii: "}") { count += 1 }
        }
        if count == 0 { unlink(path) }
        self.count = count
        file = count == 0 ? nil : path
    }

    /// What could still be read and where it is; `nil` where there was nothing.
    var phrase: Phrase? {
        file.map {
            Phrase(
                en: "\(count) newer entries could still be read; they are in \($0.printable)",
                zh: "仍可读出 \(count) 条更新的条目，见 \($0.printable)")
        }
    }

    /// How entries come back into the ledger that stands without them.
    static func wayBack(to directory: String, from file: String) -> Phrase {
        let place = directory.printable
        let command = "examledger restore \(place) \(place) --entries \(file.printable)"
        return Phrase(en: "put them back with \(command)", zh: "请用 \(command) 补回")
    }
}
