import ArgumentParser
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// What the commands that change the registry have in common: the officer's key, and the statement they append.
struct RegistryOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The secret key of the authority or of an administrator.", valueName: "file"))
    var key: String

    @OptionGroup var writing: WriterOptions

    /// Signs statements and appends them; all of them or an error that says why not.
    ///
    /// - Parameter payloads: what they say, given the ledger as it is behind the writer's lock.
    func append(
        ledger: LedgerOptions, _ context: TerminalContext, _ payloads: (LedgerStore) throws(LedgerError) -> [Payload]
    ) throws(LedgerError) -> [Receipt] {
        let opened = try writing.open(ledger.directory(context), context)
        let (store, officer) = (opened.store, try LedgerKeys.read(key, context))
        let statements = try payloads(store).map { payload in
            Statement(
                id: EventID(at: context.clock(), randomness: InitCommand.random(context)),
                ledger: store.identity.origin, mode: store.identity.mode,
                actor: Statement.Actor(role: .administrator, id: officer.name), at: context.clock(), payload: payload)
        }
        return try opened.append(statements, signedBy: officer, at: context.clock())
    }
}

extension LedgerError.Code {
    /// The ledger refused what a key says.
    static let keyRefused = Self(rawValue: "key.refused")
}

extension LedgerError {
    /// A statement of a command's own that the ledger refused.
    static func refused(_ refusal: Refusal) -> LedgerError {
        LedgerError(
            .keyRefused,
            Phrase(
                en: "The ledger refused it (\(refusal.code.rawValue)): \(refusal.reason.en).",
                zh: "账本拒绝（\(refusal.code.rawValue)）：\(refusal.reason.zh)。"),
            hint: refusal.code.hint)
    }
}

/// Enrols a key of staff.
struct KeyEnrollCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "enroll",
        abstract: "Enrol a staff key, by an event signed by the authority or an administrator.",
        discussion: "examledger key enroll a-02.vkey --role administrator --key authority.key")

    @Argument(help: "The public key (vkey) to enrol.")
    var vkey: String

    @Option(help: "The role: platform, invigilator, support, administrator, examiner, witness or auditor.")
    var role: StaffKeyEnrolled.Role

    @Option(help: "The organisation, where it matters (the draw's witnesses).")
    var organisation: String?

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let public_ = try KeyFile.verificationKey(at: vkey)
        let enrolment = StaffKeyEnrolled(
            keyID: public_.publicKey.id, publicKey: public_.publicKey.bytes, role: role, holder: public_.name,
            organisation: organisation)
        let receipts = try registry.append(ledger: ledger, context) { _ in [.staffKeyEnrolled(enrolment)] }
        try RegistryReport(receipts).write(output.format, context)
        return .done
    }
}

/// Revokes a key of staff.
struct KeyRevokeCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke a staff key, by an event signed by the authority or an administrator.",
        discussion: "examledger key revoke a-02.vkey --reason left --key authority.key")

    @Argument(help: "The public key (vkey) to revoke.")
    var vkey: String

    @Option(help: "Why: compromised, left, rotated or error.")
    var reason: StaffKeyRevoked.Reason

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let key = try KeyFile.verificationKey(at: vkey)
        let receipts = try registry.append(ledger: ledger, context) { (store) throws(LedgerError) in
            [.staffKeyRevoked(try store.revocation(of: key, reason))]
        }
        try RegistryReport(receipts).write(output.format, context)
        return .done
    }
}

/// Puts a new key of the same holder in the place of an old one.
struct KeyRotateCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Enrol a new key for the same holder and role, and revoke the old one.",
        discussion: "examledger key rotate a-02.vkey --to a-02.new.vkey --key authority.key")

    @Argument(help: "The public key (vkey) to replace.")
    var vkey: String

    @Option(help: ArgumentHelp("The public key (vkey) to enrol.", valueName: "vkey"))
    var to: String

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let old = try KeyFile.verificationKey(at: vkey)
        let new = try KeyFile.verificationKey(at: to)
        let receipts = try registry.append(ledger: ledger, context) { (store) throws(LedgerError) in
            let revocation = try store.revocation(of: old, .rotated)
            guard let role = StaffKeyEnrolled.Role(rawValue: revocation.role.rawValue) else {
                throw .notEnrolled(old)
            }
            guard new.name == revocation.holder else { throw .otherHolder(new, revocation.holder) }
            let enrolment = StaffKeyEnrolled(
                keyID: new.publicKey.id, publicKey: new.publicKey.bytes, role: role, holder: revocation.holder)
            return [.staffKeyEnrolled(enrolment), .staffKeyRevoked(revocation)]
        }
        try RegistryReport(receipts).write(output.format, context)
        return .done
    }
}

extension LedgerStore {
    /// The payload that revokes a key as it is enrolled.
    func revocation(of key: VerificationKey, _ reason: StaffKeyRevoked.Reason) throws(LedgerError) -> StaffKeyRevoked {
        let enrolment = try registry().enrolments(of: key.publicKey.id).first { $0.revokedAt == nil }
        guard let enrolment, let role = StaffKeyRevoked.Role(rawValue: enrolment.role.rawValue) else {
            throw .notEnrolled(key)
        }
        return StaffKeyRevoked(
            keyID: key.publicKey.id, publicKey: key.publicKey.bytes, role: role, holder: enrolment.holder,
            reason: reason)
    }
}

extension LedgerError {
    static func notEnrolled(_ key: VerificationKey) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "key.not-enrolled"),
            Phrase(
                en: "Key \(key.publicKey.id.hex) of \(key.name) is not a staff key enrolled now.",
                zh: "\(key.name) 的密钥 \(key.publicKey.id.hex) 当前并非已登记的工作人员密钥。"),
            hint: Phrase(en: "See examledger key list.", zh: "请查看 examledger key list。"))
    }

    static func otherHolder(_ key: VerificationKey, _ holder: String) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "key.holder"),
            Phrase(
                en: "The new key is named \(key.name), and the holder of the old one is \(holder).",
                zh: "新密钥的名称是 \(key.name)，而旧密钥的持有者是 \(holder)。"),
            hint: Phrase(
                en: "Make one for the same holder: examledger key generate \(holder) --key FILE",
                zh: "请为同一持有者生成密钥：examledger key generate \(holder) --key FILE"))
    }
}

/// Where the entries of a change to the registry stand.
struct RegistryReport {
    private let receipts: [Receipt]

    init(_ receipts: [Receipt]) {
        self.receipts = receipts
    }

    func write(_ format: OutputOptions.Format, _ context: TerminalContext) throws(LedgerError) {
        for receipt in receipts {
            if format == .text {
                try context.output.line(
                    context.text(
                        Phrase(
                            en: "recorded as entry \(receipt.index) (\(receipt.id.text))",
                            zh: "已记录为第 \(receipt.index) 条（\(receipt.id.text)）")))
            } else {
                try JSONValue.members([
                    "schema": "examledger-receipt/1", "id": .string(receipt.id.text), "index": .number(receipt.index),
                    "stream": .string(receipt.stream), "position": .number(receipt.position),
                    "leaf": .string(receipt.leaf.hex),
                ]).write(to: context)
            }
        }
    }
}
