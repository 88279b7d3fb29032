public import Exam
import Glibc
public import LMDB
public import Primitives
public import Signing

/// What a new ledger is to be.
public struct LedgerPlan: Sendable {
    /// The origin: its name in every statement and checkpoint.
    public var origin: String
    /// Whether it is of an exam that counts.
    public var mode: Mode
    /// Where `received_at` comes from.
    public var clock: LedgerOpened.Clock
    /// How many distinct approvers a two-person act needs.
    public var approvalsRequired: Int64
    /// The moment of entries 0 and 1.
    public var openedAt: Instant
    /// Signs entries 0 and 1.
    public var authorityKey: SigningKey
    /// What the ledger itself will speak with.
    public var platformKey: SigningKey
    /// What checkpoints will be signed with.
    public var logKey: VerificationKey
    /// Randomness for the ids of the two entries.
    public var randomness: [(UInt16, UInt64)]

    /// A plan with all its parts.
    public init(
        origin: String, mode: Mode, clock: LedgerOpened.Clock, approvalsRequired: Int64, openedAt: Instant,
        authorityKey: SigningKey, platformKey: SigningKey, logKey: VerificationKey, randomness: [(UInt16, UInt64)]
    ) {
        self.origin = origin
        self.mode = mode
        self.clock = clock
        self.approvalsRequired = approvalsRequired
        self.openedAt = openedAt
        self.authorityKey = authorityKey
        self.platformKey = platformKey
        self.logKey = logKey
        self.randomness = randomness
    }
}

extension LedgerStore {
    /// Makes a new ledger with `ledger.opened` and the enrolment of its own platform key (formats.md §3).
    ///
    /// - Throws: `ledger.exists`, and what making a store throws; `key.*` where the log key's name is not the origin.
    public static func create(
        at directory: String, _ plan: LedgerPlan, options: Environment.Options = Environment.Options()
    ) throws(LedgerError) -> LedgerStore {
        guard access(directory + "/data.mdb", F_OK) != 0 else { throw .ledgerExists(directory) }
        guard plan.logKey.name == plan.origin else {
            throw .wrongKey(Phrase(en: "log key", zh: "日志密钥"), held: plan.logKey.name)
        }
        let statements = openingStatements(plan)
        guard let identity = LedgerIdentity(statements[0].statement) else { throw .missingLedger(directory) }
        let environment = try Environment(
            path: directory, mode: .readWrite(create: true), tables: LedgerTables.names, options: options)
        let store = LedgerStore(directory: directory, identity: identity, environment: environment)
        var sequencer = try Sequencer(store, platformKey: plan.platformKey, answerer: nil)
        try environment.write { (transaction) throws(LedgerError) in
            try store.tables.meta.put(LedgerTables.format, at: LedgerTables.Meta.format, in: &transaction)
            try store.tables.meta.put(
                Array(plan.logKey.text.utf8).span, at: LedgerTables.Meta.logKey, in: &transaction)
            for statement in statements {
                _ = try sequencer.append(statement, at: plan.openedAt, in: &transaction)
            }
            try sequencer.storeOpenTiles(in: &transaction)
        }
        return store
    }

    private static func openingStatements(_ plan: LedgerPlan) -> [VerifiedStatement] {
        let actor = Statement.Actor(role: .administrator, id: plan.authorityKey.name)
        let payloads: [Payload] = [
            .ledgerOpened(
                LedgerOpened(
                    origin: plan.origin, mode: plan.mode == .formal ? .formal : .mock, clock: plan.clock,
                    authorityKeyID: plan.authorityKey.publicKey.id,
                    authorityPublicKey: plan.authorityKey.publicKey.bytes,
                    approvalsRequired: plan.approvalsRequired)),
            .staffKeyEnrolled(
                StaffKeyEnrolled(
                    keyID: plan.platformKey.publicKey.id, publicKey: plan.platformKey.publicKey.bytes,
                    role: .platform, holder: plan.platformKey.name)),
        ]
        return zip(payloads, plan.randomness).map { payload, randomness in
            VerifiedStatement(
                Statement(
                    id: EventID(at: plan.openedAt, randomness: randomness), ledger: plan.origin, mode: plan.mode,
                    actor: actor, at: plan.openedAt, payload: payload),
                signedBy: plan.authorityKey)
        }
    }
}
