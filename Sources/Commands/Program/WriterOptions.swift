import ArgumentParser
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// What the commands that append to a ledger of their own accord have in common.
struct WriterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The ledger's platform key; else keys/platform.key in its folder.", valueName: "file"))
    var platformKey: String?

    @Option(help: ArgumentHelp("The time of receipt, for an imported clock.", valueName: "time"))
    var receivedAt: String?

    /// Opens a ledger for writing.
    func open(_ directory: String, _ context: TerminalContext) throws(LedgerError) -> OpenedWriter {
        try OpenedWriter(directory, platformKey: platformKey, receivedAt: receivedAt, context)
    }
}

/// A ledger that is open for writing, with its own key and the time at which something is received.
struct OpenedWriter {
    let writer: LedgerWriter
    /// The ledger's own key.
    let platform: SigningKey
    /// The time of receipt, where the ledger's clock is imported.
    let received: Instant?

    var store: LedgerStore { writer.store }

    /// Opens a ledger for writing.
    ///
    /// - Parameters:
    ///   - platformKey: the file of the ledger's own key; that in its folder without it.
    ///   - receivedAt: the time that the command gives, as text.
    init(
        _ directory: String, platformKey: String? = nil, receivedAt: String? = nil, _ context: TerminalContext
    ) throws(LedgerError) {
        let store = try LedgerStore(at: directory, forWriting: true)
        platform = try LedgerKeys(directory: directory).key(platformKey, LedgerKeys.platform, context)
        writer = try LedgerWriter(store, platformKey: platform)
        received = try store.received(receivedAt)
    }

    /// The moment at which something said now is received: never before the last entry.
    func now(_ context: TerminalContext) throws(LedgerError) -> Instant {
        if let received { return received }
        return max(context.clock(), try store.prefix().now)
    }

    /// Signs statements and appends them; all of them, or an error that says why not.
    ///
    /// - Parameter now: the machine's time.
    func append(
        _ statements: [Statement], signedBy key: SigningKey, at now: Instant, disclosures: [Disclosure] = []
    ) throws(LedgerError) -> [Receipt] {
        try writer.append(statements, signedBy: key, receivedAt: received, at: now, disclosures: disclosures)
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
}
