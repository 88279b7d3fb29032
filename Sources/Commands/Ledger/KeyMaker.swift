import Glibc
import Primitives
import Signing
import Terminal

/// Reads the keys that a new ledger was given, and makes those that it was not.
final class KeyMaker {
    /// The files that were made.
    private(set) var made: [String] = []
    private let directory: String
    private let folder: String
    private let context: TerminalContext

    init(directory: String, keys: String?, context: TerminalContext) throws(LedgerError) {
        self.directory = directory
        folder = keys ?? directory + "/keys"
        self.context = context
        try LedgerFolder.make(directory)
        try LedgerFolder.make(folder)
        if folder != directory + "/keys" { try LedgerFolder.make(directory + "/keys") }
    }

    /// A given key, or a new one in mode 0600; an older file is never overwritten.
    func key(_ given: String?, named name: String, file: String) throws(LedgerError) -> SigningKey {
        if let given { return try LedgerKeys.read(given, context) }
        let path = folder + "/" + file
        let key = try SigningKey.generate(name: name)
        try KeyFile.write(key, to: path)
        made.append(path)
        return key
    }

    /// Links keys that lie elsewhere into the ledger's folder, so that later commands find them.
    func link(_ keys: [(given: String?, file: String)]) throws(LedgerError) {
        for (given, file) in keys {
            let place = "\(directory)/keys/\(file)"
            guard let source = given ?? (folder == directory + "/keys" ? nil : folder + "/" + file) else { continue }
            let target = try LedgerFolder.absolute(source)
            guard symlink(target, place) == 0 || errno == EEXIST else {
                throw .file(place, Phrase(en: "made", zh: "创建"))
            }
        }
    }
}
