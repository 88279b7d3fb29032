import Glibc
import Primitives
import Signing
import Terminal

/// The files of a log's keys in a ledger's folder: the one in use, and those before it.
struct LogKeyFiles {
    private let folder: String

    init(directory: String) throws(LedgerError) {
        folder = directory + "/keys"
        try LedgerFolder.make(folder)
    }

    /// The key that was given, or a new one beside the one in use.
    func next(
        _ given: String?, origin: String, _ context: TerminalContext
    ) throws(LedgerError) -> (key: SigningKey, path: String) {
        if let given { return (try LedgerKeys.read(given, context), given) }
        let key = try SigningKey.generate(name: origin)
        let path = "\(folder)/log-\(key.publicKey.id.hex).key"
        try KeyFile.write(key, to: path)
        return (key, path)
    }

    /// Makes a key the one in use. The file of the one before keeps lying there under another name.
    func put(_ path: String, in name: String) throws(LedgerError) {
        let place = "\(folder)/\(name)"
        let target = try LedgerFolder.absolute(path)
        let link = place + ".new"
        _ = unlink(link)
        guard symlink(target, link) == 0 else { throw .file(link, Phrase(en: "made", zh: "创建")) }
        if access(place, F_OK) == 0 {
            var number = 1
            while access("\(place).\(number)", F_OK) == 0 { number += 1 }
            guard rename(place, "\(place).\(number)") == 0 else { throw .file(place, Phrase(en: "renamed", zh: "改名")) }
        }
        guard rename(link, place) == 0 else { throw .file(place, Phrase(en: "made", zh: "创建")) }
    }
}
