import ArgumentParser
import Glibc
import Primitives
import Signing
import Terminal

/// Where a ledger's own keys are: `keys/platform.key` and `keys/log.key` in its folder, unless told otherwise.
struct LedgerKeys {
    static let platform = "platform.key"
    static let log = "log.key"
    static let authority = "authority.key"

    /// The ledger's folder.
    let directory: String

    /// The usual place of a key.
    func path(_ name: String) -> String { "\(directory)/keys/\(name)" }

    /// A key from a file, or from its usual place; a passphrase is asked for where the file needs one.
    func key(_ given: String?, _ name: String, _ context: TerminalContext) throws(LedgerError) -> SigningKey {
        try LedgerKeys.read(given ?? path(name), context)
    }

    /// The log's secret key: from a file, or the one in the ledger's folder.
    ///
    /// - Parameter current: the log's public key of now.
    func logKey(
        _ given: String?, of current: VerificationKey, _ context: TerminalContext
    ) throws(LedgerError) -> SigningKey {
        try LedgerKeys.read(given ?? logKeyPath(of: current), context)
    }

    /// Where the log's key of now is: at its usual place, or under its own name until a change of keys has ended.
    func logKeyPath(of current: VerificationKey) -> String {
        let next = nextLogKeyPath(current)
        return access(next, F_OK) == 0 ? next : path(LedgerKeys.log)
    }

    /// Where a log key is that is to be the next.
    func nextLogKeyPath(_ key: VerificationKey) -> String { path("log-\(key.publicKey.id.hex).key") }

    /// Reads a secret key, asking for its passphrase where it has one.
    static func read(_ path: String, _ context: TerminalContext) throws(LedgerError) -> SigningKey {
        do throws(LedgerError) {
            return try KeyFile.signingKey(at: path)
        } catch {
            guard error.code.rawValue == "key.passphrase-needed" else { throw error }
            let question = Phrase(en: "Passphrase of \(path): ", zh: "\(path) 的口令：")
            guard let passphrase = try Prompt(language: context.language).passphrase(question) else { throw error }
            return try KeyFile.signingKey(at: path, passphrase: passphrase)
        }
    }
}

/// Makes the folders and small text files of a ledger.
enum LedgerFolder {
    /// Makes a folder for this user alone, where there is none.
    static func make(_ path: String) throws(LedgerError) {
        if mkdir(path, 0o700) == 0 { return }
        guard errno == EEXIST else { throw .file(path, Phrase(en: "made", zh: "创建")) }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            errno = ENOTDIR
            throw .file(path, Phrase(en: "used as a folder", zh: "用作文件夹"))
        }
    }

    /// Writes a text file, durable on return; a file that was there stays as it was until the new one is whole.
    static func write(_ text: String, to path: String) throws(LedgerError) {
        var status = stat()
        // A device or a pipe is written to, and a link leads to the file that is meant.
        guard lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else { return try fill(path, text) }
        let new = path + ".new"
        do throws(LedgerError) { try fill(new, text) } catch {
            unlink(new)
            throw error
        }
        guard rename(new, path) == 0 else { throw .file(path, Phrase(en: "written", zh: "写入")) }
        let names = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        try synchronise(names.isEmpty ? "." : names.joined(separator: "/") + "/")
    }

    /// Makes the names in a folder durable.
    static func synchronise(_ folder: String) throws(LedgerError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(folder, Phrase(en: "written", zh: "写入")) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
            throw .file(folder, Phrase(en: "written", zh: "写入"))
        }
    }

    private static func fill(_ path: String, _ text: String) throws(LedgerError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .file(path, Phrase(en: "written", zh: "写入")) }
        defer { close(descriptor) }
        let output = Output(descriptor: descriptor)
        try output.write(text)
        try output.flush()
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
            throw .file(path, Phrase(en: "written", zh: "写入"))
        }
    }

    /// The absolute form of a path that exists.
    static func absolute(_ path: String) throws(LedgerError) -> String {
        guard let resolved = realpath(path, nil) else { throw .file(path, Phrase(en: "read", zh: "读取")) }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
