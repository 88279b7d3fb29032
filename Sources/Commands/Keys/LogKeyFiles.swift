import Glibc
import Primitives
import Signing
import Terminal

/// The files of a log's keys in a ledger's folder: the one in use, those before it, and one that is to follow.
///
/// The next key lies under its own name, durably, before the event that names it is appended, so that no event names a
/// key that nobody holds; it gets the usual name when all else is done. Whatever interrupts a change of keys, the ledger
/// names the key that counts, and its file is found by that (`LedgerKeys.logKeyPath`).
struct LogKeyFiles {
    private let keys: LedgerKeys
    private let folder: String

    init(directory: String) throws(LedgerError) {
        keys = LedgerKeys(directory: directory)
        folder = directory + "/keys"
        try LedgerFolder.make(folder)
    }

    /// Whether a key was made the log's by an event and has not got the usual name yet.
    func isUnfinished(_ current: VerificationKey) -> Bool {
        access(keys.nextLogKeyPath(current), F_OK) == 0
    }

    /// Lays a new key where it is found by its id, durable on return.
    func make(origin: String) throws(LedgerError) -> SigningKey {
        let key = try SigningKey.generate(name: origin)
        try KeyFile.write(key, to: keys.nextLogKeyPath(key.verificationKey))
        try LedgerFolder.synchronise(folder)
        return key
    }

    /// Has a key that lies elsewhere found by its id, durable on return.
    func lay(_ key: SigningKey, at file: String) throws(LedgerError) {
        let place = keys.nextLogKeyPath(key.verificationKey)
        let target = try LedgerFolder.absolute(file)
        var status = stat()
        if lstat(place, &status) == 0 {
            // A file of that name is the key itself.
            guard status.st_mode & S_IFMT == S_IFLNK else { return }
            unlink(place)
        }
        guard symlink(target, place) == 0 else { throw .file(place, Phrase(en: "made", zh: "创建")) }
        try LedgerFolder.synchronise(folder)
    }

    /// Gives the log's key of now the usual name; the file of the one before keeps lying there under another.
    func put(_ current: VerificationKey) throws(LedgerError) {
        let place = keys.path(LedgerKeys.log)
        if access(place, F_OK) == 0 {
            var number = 1
            while access("\(place).\(number)", F_OK) == 0 { number += 1 }
            guard rename(place, "\(place).\(number)") == 0 else { throw .file(place, Phrase(en: "renamed", zh: "改名")) }
        }
        guard rename(keys.nextLogKeyPath(current), place) == 0 else {
            throw .file(place, Phrase(en: "made", zh: "创建"))
        }
        try LedgerFolder.synchronise(folder)
    }
}
