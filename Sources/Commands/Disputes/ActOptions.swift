import ArgumentParser
import Audit
import Exam
import Glibc
import Ledger
import Primitives
import Signing
import Terminal

/// What the commands that append one signed event about a candidate, a sitting or an exam have in common.
struct ActOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The secret key of whoever says it.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("The ledger's platform key; else keys/platform.key in its folder.", valueName: "file"))
    var platformKey: String?

    @Option(help: ArgumentHelp("The time of receipt, for an imported clock.", valueName: "time"))
    var receivedAt: String?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    /// Opens the ledger for writing, decides what to say, signs and appends it, and reports where it stands.
    ///
    /// - Parameter decide: what to say and of whom, given the ledger as it is behind the writer's lock.
    func append(
        _ context: TerminalContext, text: PersonalText.Named? = nil, _ decide: (LedgerStore) throws(LedgerError) -> Act
    ) throws(LedgerError) -> ExitStatus {
        let directory = ledger.directory(context)
        let store = try LedgerStore(at: directory, forWriting: true)
        let platform = try LedgerKeys(directory: directory).key(platformKey, LedgerKeys.platform, context)
        let signer = try LedgerKeys.read(key, context)
        let writer = try LedgerWriter(store, platformKey: platform)
        let received = try store.received(receivedAt)
        let act = try decide(store)
        let speaker = Speaker(signer, role: try store.role(of: signer, for: act.payload.type))
        let last = try store.prefix().now
        if let obstacle = try act.objection(speaker, received ?? max(context.clock(), last), store) {
            throw .outOfOrder(act.payload.type, obstacle)
        }
        // Kept before anything is said: what the log commits to must never be lost.
        let disclosure = try text?.kept()
        let statement = try statement(act, speaker, disclosure, in: store, context)
        let receipts: [Receipt]
        do throws(LedgerError) {
            receipts = try writer.append([statement], signedBy: signer, receivedAt: received, at: context.clock())
        } catch {
            // Only a refusal says for sure that nothing commits to it.
            if error.code == .keyRefused { disclosure?.discard() }
            throw error
        }
        try RegistryReport(receipts).write(output.format, context)
        return .done
    }

    private func statement(
        _ act: Act, _ speaker: Speaker, _ disclosure: PersonalText.Kept?, in store: LedgerStore,
        _ context: TerminalContext
    ) throws(LedgerError) -> Statement {
        let now = context.clock()
        let isCounted = speaker.role.isCounted
        return Statement(
            id: EventID(at: now, randomness: InitCommand.random(context)), ledger: store.identity.origin,
            mode: store.identity.mode, exam: act.exam, sitting: act.sitting, candidate: act.candidate,
            actor: Statement.Actor(role: speaker.role, id: speaker.name), at: now,
            mono: isCounted ? ActOptions.monotonic() : nil,
            n: isCounted ? try store.nextCounter(of: speaker.key) : nil, payload: act.payload,
            personal: disclosure.map { [$0.commitment] } ?? [])
    }

    /// The milliseconds that this machine has been on.
    private static func monotonic() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// Who says something: the holder of a key, in a role.
struct Speaker {
    let name: String
    let key: KeyID
    let role: Role

    init(_ key: SigningKey, role: Role) {
        name = key.name
        self.key = key.publicKey.id
        self.role = role
    }
}

/// What is to be said, and of whom.
struct Act {
    let exam: String
    let sitting: String?
    let candidate: String?
    let payload: Payload
    /// Why it may not be said; `nil` where nothing stands against it.
    let objection: (Speaker, Instant, LedgerStore) throws(LedgerError) -> Phrase?

    /// A step about a candidate, in the order that disputes and cases have.
    init(_ session: SessionName, _ payload: Payload) {
        exam = session.exam
        sitting = session.sitting
        candidate = session.candidate
        self.payload = payload
        objection = { (speaker, now, store) throws(LedgerError) in
            let prefix = try store.prefix()
            let context = try store.context(exam: session.exam, sitting: session.sitting, asOf: prefix)
            let history = try store.history(of: session.candidate, in: context, asOf: prefix)
            return CaseOrder(history).obstacle(to: payload, by: speaker.name, at: now)
        }
    }

    /// Something said in any stream of an exam.
    init?(
        in stream: StreamName, _ payload: Payload,
        unless objection: @escaping (Speaker, Instant, LedgerStore) throws(LedgerError) -> Phrase?
    ) {
        switch stream {
        case .candidate(let exam, let sitting, let candidate):
            (self.exam, self.sitting, self.candidate) = (exam, sitting, candidate)
        case .sitting(let exam, let sitting): (self.exam, self.sitting, candidate) = (exam, sitting, nil)
        case .exam(let exam): (self.exam, sitting, candidate) = (exam, nil, nil)
        case .trust, .ledger: return nil
        }
        self.payload = payload
        self.objection = objection
    }
}

extension LedgerStore {
    /// The time of receipt that a command gives, where the clock is imported; that of the last entry without it.
    func received(_ text: String?) throws(LedgerError) -> Instant? {
        guard identity.clock == .imported else { return nil }
        guard let text else { return try prefix().now }
        guard let instant = Instant(rfc3339: text) else {
            throw .usage(
                "--received-at must be a time such as 2026-11-21T09:03:00+08:00.",
                "--received-at 必须是形如 2026-11-21T09:03:00+08:00 的时间。")
        }
        return instant
    }

    /// The role in which a key may say something of a type: the first for which it stands enrolled.
    func role(of signer: SigningKey, for type: EventType) throws(LedgerError) -> Role {
        let enrolments = try registry().enrolments(of: signer.publicKey.id).filter { $0.revokedAt == nil }
        let roles = type.roles.roles
        guard let role = enrolments.map(\.role).first(where: roles.contains) else {
            let names = roles.map(\.rawValue).joined(separator: ", ")
            throw LedgerError(
                .keyRefused,
                Phrase(
                    en: "The key of \(signer.name) is not enrolled for a role that may say \(type.rawValue): \(names).",
                    zh: "\(signer.name) 的密钥未登记可作出 \(type.rawValue) 的角色：\(names)。"),
                hint: Phrase(en: "See examledger key list.", zh: "请查看 examledger key list。"))
        }
        return role
    }
}

extension LedgerError {
    /// A step that is not due: what stands against it is named.
    static func outOfOrder(_ type: EventType, _ obstacle: Phrase) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "case.order"),
            Phrase(
                en: "\(type.rawValue) is out of order: \(obstacle.en).", zh: "\(type.rawValue) 不合程序：\(obstacle.zh)。"),
            hint: Phrase(
                en: "See what is recorded: examledger log --candidate ID.",
                zh: "可用 examledger log --candidate ID 查看已有记录。"))
    }
}
