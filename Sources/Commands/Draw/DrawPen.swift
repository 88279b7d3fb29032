import ArgumentParser
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// What the commands that append a draw's events have in common.
struct DrawOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The ledger's platform key; else keys/platform.key in its folder.", valueName: "file"))
    var platformKey: String?

    @Option(help: ArgumentHelp("The time of receipt, for an imported clock.", valueName: "time"))
    var receivedAt: String?
}

/// Appends a draw's events, behind the writer's lock: what was looked at before cannot have changed meanwhile.
struct DrawPen {
    /// An event to be.
    struct Draft {
        let payload: Payload
        var candidate: String?
        var cause: EventID?
    }

    let store: LedgerStore
    /// The ledger's own key.
    let platform: SigningKey
    /// The time at which what is appended now is received.
    let now: Instant
    private let writer: LedgerWriter
    private let context: TerminalContext

    init(_ ledger: LedgerOptions, _ options: DrawOptions, _ context: TerminalContext) throws(LedgerError) {
        let directory = ledger.directory(context)
        store = try LedgerStore(at: directory, forWriting: true)
        platform = try LedgerKeys(directory: directory).key(options.platformKey, LedgerKeys.platform, context)
        writer = try LedgerWriter(store, platformKey: platform)
        now = try DrawPen.now(store, options, context)
        self.context = context
        try Draw.selfTest()
    }

    /// Signs events about a sitting and appends them; all of them, or an error that says why not.
    func append(
        _ drafts: [Draft], to sitting: DrawSitting, as role: Role, by key: SigningKey
    ) throws(LedgerError) -> [Receipt] {
        let statements = drafts.map { draft in
            Statement(
                id: EventID(at: context.clock(), randomness: InitCommand.random(context)),
                ledger: store.identity.origin, mode: store.identity.mode, exam: sitting.exam, sitting: sitting.sitting,
                candidate: draft.candidate, actor: Statement.Actor(role: role, id: key.name), at: context.clock(),
                cause: draft.cause, payload: draft.payload)
        }
        return try writer.append(
            statements, signedBy: key, receivedAt: store.identity.clock == .imported ? now : nil, at: context.clock())
    }

    /// Signs one event about a sitting and appends it.
    func append(
        _ payload: Payload, to sitting: DrawSitting, as role: Role, by key: SigningKey
    ) throws(LedgerError) -> [Receipt] {
        try append([Draft(payload: payload)], to: sitting, as: role, by: key)
    }

    private static func now(
        _ store: LedgerStore, _ options: DrawOptions, _ context: TerminalContext
    ) throws(LedgerError) -> Instant {
        if let received = try store.received(options.receivedAt) { return received }
        return max(try store.prefix().now, context.clock())
    }
}
