import Glibc
import Ledger
import Primitives
import Signing
import Terminal

/// The keys that a new ledger was given: all are read before anything is made, so that a bad one leaves nothing behind.
struct GivenKeys {
    let authority: SigningKey?
    let platform: SigningKey?
    let log: SigningKey?

    init(
        authority: String?, platform: String?, log: String?, _ context: TerminalContext
    ) throws(LedgerError) {
        func read(_ path: String?) throws(LedgerError) -> SigningKey? {
            guard let path else { return nil }
            return try LedgerKeys.read(path, context)
        }
        self.authority = try read(authority)
        self.platform = try read(platform)
        self.log = try read(log)
    }

    /// A checkpoint's first line is its key's name, so the log's key carries the name of the ledger.
    func check(origin: String) throws(LedgerError) {
        guard let log, log.name != origin else { return }
        throw LedgerError(
            .ledgerKey,
            Phrase(
                en: "The log key's name is \(log.name), and the ledger's is \(origin).",
                zh: "日志密钥的名称是 \(log.name)，而账本的名称是 \(origin)。"),
            hint: Phrase(
                en: "Give --origin \(log.name), or another log key, or none to have one made.",
                zh: "请改用 --origin \(log.name)，或换一把日志密钥，或不给出密钥而由程序生成。"))
    }
}

/// Makes the keys that a new ledger was not given.
final class KeyMaker {
    /// The files that were made.
    private(set) var made: [String] = []
    private let directory: String
    private let folder: String

    init(directory: String, keys: String?) throws(LedgerError) {
        self.directory = directory
        folder = keys ?? directory + "/keys"
        try LedgerFolder.make(directory)
        try LedgerFolder.make(folder)
        if folder != directory + "/keys" { try LedgerFolder.make(directory + "/keys") }
    }

    /// A given key, or a new one in mode 0600; an older file is never overwritten.
    func key(_ given: SigningKey?, named name: String, file: String) throws(LedgerError) -> SigningKey {
        if let given { return given }
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
