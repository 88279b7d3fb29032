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

    @OptionGroup var writing: WriterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    /// Opens the ledger for writing, decides what to say, signs and appends it, and reports where it stands.
    ///
    /// - Parameter decide: what to say and of whom, given the ledger as it is behind the writer's lock.
    func append(
        _ context: TerminalContext, text: PersonalText.Named? = nil, _ decide: (LedgerStore) throws(LedgerError) -> Act
    ) throws(LedgerError) -> ExitStatus {
        let desk = try desk(context)
        let act = try decide(desk.store)
        let receipt = try desk.append(act, by: desk.speaker(for: act.payload.type), text: text, context)
        try RegistryReport([receipt]).write(output.format, context)
        return .done
    }

    /// Opens the ledger for writing, with the key of whoever speaks.
    func desk(_ context: TerminalContext) throws(LedgerError) -> ActDesk {
        ActDesk(try writing.open(ledger.directory(context), context), try LedgerKeys.read(key, context))
    }
}

/// A ledger that is open for writing, and the key of whoever speaks.
struct ActDesk {
    private let opened: OpenedWriter
    let signer: SigningKey

    init(_ opened: OpenedWriter, _ signer: SigningKey) {
        self.opened = opened
        self.signer = signer
    }

    var store: LedgerStore { opened.store }
    var writer: LedgerWriter { opened.writer }
    /// The time of receipt, where the ledger's clock is imported.
    var received: Instant? { opened.received }

    /// Who speaks, in the role in which the key may say something of a type.
    func speaker(for type: EventType) throws(LedgerError) -> Speaker {
        Speaker(signer, role: try store.role(of: signer, for: type))
    }

    /// The moment at which something said now is received.
    func now(_ context: TerminalContext) throws(LedgerError) -> Instant { try opened.now(context) }

    /// Signs and appends an act, unless something stands against it, and keeps its text in the personal store.
    func append(
        _ act: Act, by speaker: Speaker, text: PersonalText.Named? = nil, _ context: TerminalContext
    ) throws(LedgerError) -> Receipt {
        if let obstacle = try act.objection(speaker, try now(context), store) {
            throw .outOfOrder(act.payload.type, obstacle)
        }
        // A file that was asked for is written before anything is said.
        let kept = try text?.kept()
        let statement = try statement(act, by: speaker, kept.map { [$0.commitment] } ?? [], context)
        let receipts: [Receipt]
        do throws(LedgerError) {
            receipts = try opened.append(
                [statement], signedBy: signer, at: context.clock(), disclosures: kept.map { [$0.disclosure] } ?? [])
        } catch {
            // Only a refusal says for sure that nothing commits to it.
            if error.code == .keyRefused { kept?.discard() }
            throw error
        }
        return receipts[0]
    }

    /// The statement of an act, yet to be signed.
    func statement(
        _ act: Act, by speaker: Speaker, _ personal: [Statement.Commitment] = [], _ context: TerminalContext
    ) throws(LedgerError) -> Statement {
        let now = context.clock()
        let isCounted = speaker.role.isCounted
        return Statement(
            id: EventID(at: now, randomness: InitCommand.random(context)), ledger: store.identity.origin,
            mode: store.identity.mode, exam: act.exam, sitting: act.sitting, candidate: act.candidate,
            actor: Statement.Actor(role: speaker.role, id: speaker.name), at: now,
            mono: isCounted ? ActDesk.monotonic() : nil,
            n: isCounted ? try store.nextCounter(of: speaker.key) : nil, payload: act.payload, personal: personal)
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
