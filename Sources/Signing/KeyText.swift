internal import Primitives

/// The one line of a key, public or secret, taken apart (formats.md §11).
enum KeyText {
    static let secretPrefix = "PRIVATE+KEY+"

    /// Name, stated id, type byte and key bytes of `<name>+<8 hex>+<B64(type ‖ key)>`.
    struct Parts {
        let name: String
        let statedID: NoteKeyID
        let type: UInt8
        var key: [UInt8]
    }

    /// Takes a line apart at its first two `+`: the Base64 behind them may hold more.
    static func parts(of text: Substring) throws(LedgerError) -> Parts {
        let fields = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let id = Hex.decode(String(fields[1])), id.count == 4,
            var blob = Base64.decode(String(fields[2])), let type = blob.first
        else { throw wrongForm }
        let name = String(fields[0])
        guard isName(name) else { throw wrongName }
        blob.removeFirst()
        let statedID = NoteKeyID(rawValue: id.reduce(0) { $0 << 8 | UInt32($1) })
        return Parts(name: name, statedID: statedID, type: type, key: blob)
    }

    /// Whether a text may name a key: not empty, no white space, no control character, no `+`.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "+" && scalar.value >= 0x20 && scalar.value != 0x7F && !scalar.properties.isWhitespace
            }
    }

    static var wrongForm: LedgerError {
        LedgerError(
            "key.form",
            Phrase(
                en: "This is not a key: a key is one line, name, 8 hex digits and Base64, joined by plus signs.",
                zh: "这不是密钥：密钥应为一行文本，由名称、8 位十六进制数字和 Base64 以加号连接而成。"))
    }

    static var wrongName: LedgerError {
        LedgerError(
            "key.name",
            Phrase(
                en: "A key's name must not be empty, nor contain white space, a control character or a plus sign.",
                zh: "密钥名称不能为空，也不能含有空白字符、控制字符或加号。"))
    }

    static var wrongID: LedgerError {
        LedgerError(
            "key.hash",
            Phrase(
                en: "The 8 hex digits do not belong to this name and key: the line was changed or mistyped.",
                zh: "8 位十六进制数字与名称和密钥不符：该行已被改动或抄写有误。"))
    }

    static var unknownAlgorithm: LedgerError {
        LedgerError(
            "key.algorithm",
            Phrase(
                en: "The key is of a type that is not used here; Ed25519 keys are.",
                zh: "不支持该密钥类型；此处只使用 Ed25519 密钥。"))
    }

    static var unsound: LedgerError {
        LedgerError(
            "key.unsound",
            Phrase(
                en: "The public key is not a sound Ed25519 key: no signature by it would ever count.",
                zh: "该公钥不是可靠的 Ed25519 公钥：用它作出的签名一律无效。"))
    }

    static var secretGiven: LedgerError {
        LedgerError(
            "key.secret-given",
            Phrase(
                en: "This is a secret key where a public key is expected.",
                zh: "此处需要公钥，给出的却是私钥。"),
            hint: Phrase(
                en: "Give the .vkey line, and treat the secret key as exposed if others may have seen it.",
                zh: "请给出 .vkey 公钥行；若私钥可能已被他人看到，应视为已泄露。"))
    }

    static var publicGiven: LedgerError {
        LedgerError(
            "key.public-given",
            Phrase(
                en: "This is a public key where a secret key is expected.",
                zh: "此处需要私钥，给出的却是公钥。"),
            hint: Phrase(
                en: "Give the file that starts with \(secretPrefix).",
                zh: "请给出以 \(secretPrefix) 开头的文件。"))
    }
}
