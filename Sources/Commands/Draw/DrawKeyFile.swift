import Audit
import Exam
import Glibc
import Ledger
import Primitives
import Signing
import Terminal

/// The key of a draw: in a file of its own, apart from the keys that sign.
enum DrawKeyFile {
    /// The key of a file; where there is none, a new one is written there, in mode 0600.
    static func readOrMake(_ path: String, _ context: TerminalContext) throws(LedgerError) -> SigningKey {
        do throws(LedgerError) {
            return try LedgerKeys.read(path, context)
        } catch {
            guard error.code.rawValue == "key.missing" else { throw error }
            let made = try SigningKey.generate(name: "draw")
            try KeyFile.write(made, to: path)
            return made
        }
    }

    /// The key that a draw was committed with.
    static func read(
        _ path: String, of record: DrawRecord, _ context: TerminalContext
    ) throws(LedgerError) -> VRFSecretKey {
        let key = VRFSecretKey(try LedgerKeys.read(path, context).secret)
        guard key.publicKey.bytes == record.key?.data.vrfPK else {
            throw LedgerError(
                LedgerError.Code(rawValue: "key.draw"),
                Phrase(
                    en: "\(path) is not the key that draw \(record.id.hex.prefix(8)) was committed with.",
                    zh: "\(path) 不是抽签 \(record.id.hex.prefix(8)) 所承诺的密钥。"))
        }
        return key
    }

    /// That a key signs nothing in this ledger.
    static func checkApart(_ key: SigningKey, in store: LedgerStore) throws(LedgerError) {
        guard try !store.registry().enrolments(of: key.publicKey.id).isEmpty else { return }
        throw LedgerError(
            LedgerError.Code(rawValue: "key.draw"),
            Phrase(
                en: "The key of \(key.name) signs in this ledger; a draw needs a key of its own.",
                zh: "\(key.name) 的密钥已用于本账本签名；抽签需要专用的密钥。"),
            hint: Phrase(
                en: "Name a file that is not there yet: a key is made for it.", zh: "请给出一个尚不存在的文件：程序会在那里生成密钥。"))
    }
}
