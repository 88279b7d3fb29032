import Glibc
import Primitives
import Signing
import Terminal

/// The files of a log's keys in a ledger's folder: the one in use, and those before it.
struct LogKeyFiles {
    /// A key that is to be the next.
    struct Next {
        let key: SigningKey
        let path: String
        /// Whether it was made here, and so belongs to the folder.
        let isMade: Bool
    }

    private let folder: String

    init(directory: String) throws(LedgerError) {
        folder = directory + "/keys"
        try LedgerFolder.make(folder)
    }

    /// The key that was given, or a new one beside the one in use.
    func next(_ given: String?, origin: String, _ context: TerminalContext) throws(LedgerError) -> Next {
        if let given { return Next(key: try LedgerKeys.read(given, context), path: given, isMade: false) }
        let key = try SigningKey.generate(name: origin)
        let path = "\(folder)/log-\(key.publicKey.id.hex).key"
        try KeyFile.write(key, to: path)
        return Next(key: key, path: path, isMade: true)
    }

    /// Makes a key the one in use.
    ///
    /// The file of the one before keeps lying there under another name.
    func put(_ next: Next) throws(LedgerError) {
        let place = "\(folder)/\(LedgerKeys.log)"
        var source = next.path
        if !next.isMade {
            source = place + ".new"
            _ = unlink(source)
            guard symlink(try LedgerFolder.absolute(next.path), source) == 0 else {
                throw .file(source, Phrase(en: "made", zh: "创建"))
            }
        }
        if access(place, F_OK) == 0 {
            var number = 1
            while access("\(place).\(number)", F_OK) == 0 { number += 1 }
            guard rename(place, "\(place).\(number)") == 0 else { throw .file(place, Phrase(en: "renamed", zh: "改名")) }
        }
        guard rename(source, place) == 0 else { throw .file(place, Phrase(en: "made", zh: "创建")) }
    }
}
