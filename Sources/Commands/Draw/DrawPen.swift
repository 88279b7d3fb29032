import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Appends a draw's events, behind the writer's lock: what was looked at before cannot have changed meanwhile.
struct DrawPen {
    /// An event to be.
    struct Draft {
        let payload: Payload
        var candidate: String?
        var cause: EventID?
    }

    private let opened: OpenedWriter
    /// The time at which what is appended now is received.
    let now: Instant
    private let context: TerminalContext

    init(_ ledger: LedgerOptions, _ options: WriterOptions, _ context: TerminalContext) throws(LedgerError) {
        opened = try options.open(ledger.directory(context), context)
        now = try opened.now(context)
        self.context = context
        try Draw.selfTest()
    }

    var store: LedgerStore { opened.store }
    /// The ledger's own key.
    var platform: SigningKey { opened.platform }

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
        return try opened.append(statements, signedBy: key, at: context.clock())
    }

    /// Signs one event about a sitting and appends it.
    func append(
        _ payload: Payload, to sitting: DrawSitting, as role: Role, by key: SigningKey
    ) throws(LedgerError) -> [Receipt] {
        try append([Draft(payload: payload)], to: sitting, as: role, by: key)
    }
}
