public import Primitives
internal import Signing

extension TrustPolicy {
    private static let authorityMark = "#examledger"

    /// The policy that a text states.
    ///
    /// - Throws: `policy.form`, naming the line and what is wrong with it.
    public init(text: String) throws(LedgerError) {
        self.init()
        var reader = Reader()
        for (index, line) in text.split(separator: "\n" as Character, omittingEmptySubsequences: false).enumerated() {
            do throws(Defect) {
                try reader.read(line, into: &self)
            } catch {
                throw TrustPolicy.error(line: index + 1, error.reason)
            }
        }
        guard reader.hasQuorum else {
            throw TrustPolicy.error(
                line: nil, Phrase(en: "there is no `quorum` line", zh: "缺少 `quorum` 行"))
        }
        guard !logs.isEmpty else {
            throw TrustPolicy.error(line: nil, Phrase(en: "there is no `log` line", zh: "缺少 `log` 行"))
        }
    }

    private static func error(line: Int?, _ reason: Phrase) -> LedgerError {
        let (en, zh) = line.map { ("line \($0): ", "第 \($0) 行：") } ?? ("", "")
        return LedgerError(
            LedgerError.Code(rawValue: "policy.form"),
            Phrase(
                en: "The trust policy cannot be used: \(en)\(reason.en).",
                zh: "无法使用该信任策略：\(zh)\(reason.zh)。"))
    }

    private struct Defect: Error {
        let reason: Phrase

        init(_ en: String, _ zh: String) {
            reason = Phrase(en: en, zh: zh)
        }
    }

    /// What must be remembered from line to line.
    private struct Reader {
        /// Rules by name, which compares as bytes.
        var rules: [[UInt8]: Rule] = [:]
        var grouped: Set<[UInt8]> = []
        var hasQuorum = false

        mutating func read(_ line: Substring, into policy: inout TrustPolicy) throws(Defect) {
            guard line.utf8.allSatisfy({ $0 == 0x09 || (0x20...0x7E).contains($0) || $0 >= 0x80 }) else {
                throw Defect("there is a control character", "含有控制字符")
            }
            let fields = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            guard let keyword = fields.first else { return }
            if keyword.hasPrefix("#") {
                try readComment(fields, into: &policy)
                return
            }
            switch (keyword, fields.count) {
            case ("log", 2...3): try readLog(fields[1], into: &policy)
            case ("witness", 3...4): try readWitness(fields, into: &policy)
            case ("group", 4...): try readGroup(fields)
            case ("quorum", 2): try readQuorum(fields[1], into: &policy)
            default: throw Defect("the line is not one that a policy has", "信任策略中没有这样的行")
            }
        }

        private func readComment(_ fields: [String], into policy: inout TrustPolicy) throws(Defect) {
            guard fields[0] == TrustPolicy.authorityMark else { return }
            guard fields.count == 3, fields[1] == "authority", let id = KeyID(hex: fields[2]), policy.authority == nil
            else {
                throw Defect(
                    "it should read `#examledger authority <32 hex digits>`, once",
                    "应为 `#examledger authority <32 位十六进制数字>`，且仅一行")
            }
            policy.authority = id
        }

        private func key(_ text: String, _ policy: TrustPolicy) throws(Defect) -> VerificationKey {
            let key: VerificationKey
            do throws(LedgerError) { key = try VerificationKey(text: text) } catch {
                throw Defect("the key cannot be used (\(error.code.rawValue))", "密钥无法使用（\(error.code.rawValue)）")
            }
            let isKnown = (policy.logs + policy.witnesses).contains { $0.publicKey == key.publicKey }
            guard !isKnown else { throw Defect("the key is named twice", "同一密钥出现两次") }
            return key
        }

        private func readLog(_ text: String, into policy: inout TrustPolicy) throws(Defect) {
            let key = try key(text, policy)
            guard key.algorithm == .ed25519 else { throw Defect("a log's key is of type 0x01", "日志密钥的类型应为 0x01") }
            policy.logs.append(key)
        }

        private mutating func readWitness(_ fields: [String], into policy: inout TrustPolicy) throws(Defect) {
            let key = try key(fields[2], policy)
            guard key.algorithm == .cosignature else {
                throw Defect("a witness's key is of type 0x04", "见证方密钥的类型应为 0x04")
            }
            try define(fields[1], .witness(key))
            policy.namedWitnesses.append(
                NamedWitness(name: fields[1], key: key, url: fields.count == 4 ? fields[3] : nil))
        }

        private mutating func readGroup(_ fields: [String]) throws(Defect) {
            var members: [Rule] = []
            for name in fields[3...] {
                guard let rule = rules[Array(name.utf8)] else {
                    throw Defect("\(name) is not defined before it", "\(name) 尚未定义")
                }
                guard grouped.insert(Array(name.utf8)).inserted else {
                    throw Defect("\(name) is in two groups", "\(name) 同时属于两个组")
                }
                members.append(rule)
            }
            let threshold: Int
            switch fields[2] {
            case "all": threshold = members.count
            case "any": threshold = 1
            default:
                guard let value = Decimal.value(fields[2]), (1...UInt64(members.count)).contains(value) else {
                    throw Defect("a group needs `all`, `any` or a number of its members", "组需要 `all`、`any` 或成员数目")
                }
                threshold = Int(value)
            }
            try define(fields[1], .group(threshold: threshold, members: members))
        }

        private mutating func define(_ name: String, _ rule: Rule) throws(Defect) {
            guard name != "none", rules.updateValue(rule, forKey: Array(name.utf8)) == nil else {
                throw Defect("\(name) is defined already", "\(name) 已有定义")
            }
        }

        private mutating func readQuorum(_ name: String, into policy: inout TrustPolicy) throws(Defect) {
            guard !hasQuorum else { throw Defect("there is a second `quorum` line", "出现第二个 `quorum` 行") }
            hasQuorum = true
            if name == "none" { return }
            guard let rule = rules[Array(name.utf8)] else {
                throw Defect("\(name) is not defined before it", "\(name) 尚未定义")
            }
            policy.quorum = rule
        }
    }
}
