internal import Glibc
public import Primitives

/// Keys as files of one line (formats.md §11): secret keys in mode 0600 or stricter, public keys in any.
public enum KeyFile {
    private static let largest = 4096

    /// Reads a secret key.
    ///
    /// - Parameter passphrase: what opens a protected key; `nil` where none is known yet.
    /// - Throws: `key.missing`, `key.directory`, `key.unreadable`, `key.mode`, `key.empty`, `key.form`,
    ///   `key.public-given`, `key.hash`, `key.algorithm`, `key.name`; for a protected key also
    ///   `key.passphrase-needed`, `key.passphrase-wrong`, `key.cost` and `key.memory`. Each names the file.
    public static func signingKey(
        at path: String, passphrase: [UInt8]? = nil
    ) throws(LedgerError) -> SigningKey {
        var bytes = try read(path, secret: true)
        defer { Sodium.wipe(&bytes) }
        do throws(LedgerError) {
            let line = try line(of: bytes)
            guard line.hasPrefix(ProtectedKeyText.version) else { return try SigningKey(text: line) }
            let protected = try ProtectedKeyText(text: line)
            guard let passphrase else { throw ProtectedKeyText.passphraseNeeded }
            var plain = try protected.open(passphrase: passphrase.span)
            defer { Sodium.wipe(&plain) }
            return try SigningKey(text: String(decoding: plain, as: UTF8.self))
        } catch {
            throw error.about(path)
        }
    }

    /// Reads a public key.
    ///
    /// - Throws: `key.missing`, `key.directory`, `key.unreadable`, `key.empty`, `key.form`, `key.secret-given`,
    ///   `key.hash`, `key.algorithm`, `key.name`, `key.unsound`. Each names the file.
    public static func verificationKey(at path: String) throws(LedgerError) -> VerificationKey {
        let bytes = try read(path, secret: false)
        do throws(LedgerError) {
            return try VerificationKey(text: line(of: bytes))
        } catch {
            throw error.about(path)
        }
    }

    /// Writes a secret key to a new file of mode 0600.
    ///
    /// - Parameter isDurable: whether it is on the disk on return; a key that can be made again need not be.
    /// - Throws: `key.exists` where there is a file already, `key.write`.
    public static func write(
        _ key: SigningKey, to path: String, isDurable: Bool = true
    ) throws(LedgerError) {
        try write(line: key.text, to: path, mode: 0o600, isDurable: isDurable)
    }

    /// Writes a secret key under a passphrase to a new file of mode 0600, durable on return.
    ///
    /// - Throws: `key.exists` where there is a file already, `key.write`, `key.memory`, `crypto.unavailable`.
    public static func write(
        _ key: SigningKey, to path: String, passphrase: [UInt8], cost: PassphraseCost = .moderate
    ) throws(LedgerError) {
        let protected = try ProtectedKeyText(protecting: key.text, passphrase: passphrase.span, cost: cost)
        try write(line: protected.text, to: path, mode: 0o600)
    }

    /// Writes a public key to a new file.
    ///
    /// - Parameter isDurable: whether it is on the disk on return; a key that can be made again need not be.
    /// - Throws: `key.exists` where there is a file already, `key.write`.
    public static func write(
        _ key: VerificationKey, to path: String, isDurable: Bool = true
    ) throws(LedgerError) {
        try write(line: key.text, to: path, mode: 0o644, isDurable: isDurable)
    }

    /// The only line of a file, with or without its line break.
    private static func line(of bytes: [UInt8]) throws(LedgerError) -> String {
        let line = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
        guard !line.isEmpty else { throw emptyFile }
        guard !line.contains(where: { $0 < 0x20 }), let text = String(validating: line, as: UTF8.self) else {
            throw KeyText.wrongForm
        }
        return text
    }

    private static func read(_ path: String, secret: Bool) throws(LedgerError) -> [UInt8] {
        // Without O_NONBLOCK, opening a pipe that somebody put in the file's place would wait for ever.
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw unopened(path, errno) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw unreadable(path, errno) }
        if status.st_mode & S_IFMT == S_IFDIR { throw directory(path) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= largest else {
            throw KeyText.wrongForm.about(path)
        }
        var bytes = [UInt8](repeating: 0, count: largest)
        let count = unsafe Glibc.read(file, &bytes, largest)
        guard count >= 0 else { throw unreadable(path, errno) }
        bytes.removeLast(largest - count)
        // A public key may be read by all; that it is no secret one is said by its content.
        if secret, status.st_mode & 0o077 != 0, !isPublic(bytes) { throw wideMode(path, status.st_mode & 0o777) }
        return bytes
    }

    private static func isPublic(_ bytes: [UInt8]) -> Bool {
        let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
        return (try? VerificationKey(text: line)) != nil
    }

    private static func write(
        line: String, to path: String, mode: mode_t, isDurable: Bool = true
    ) throws(LedgerError) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw errno == EEXIST ? exists(path) : unwritten(path, errno) }
        defer { close(file) }
        var bytes = Array(line.utf8) + [0x0A]
        defer { Sodium.wipe(&bytes) }
        let written = unsafe Glibc.write(file, bytes, bytes.count)
        guard written == bytes.count, !isDurable || fsync(file) == 0 else {
            let failure = errno
            _ = unsafe unlink(path)
            throw unwritten(path, failure)
        }
    }
}
