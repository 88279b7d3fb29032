import ArgumentParser
import Exam
import Glibc
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Makes a new ledger.
struct InitCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new ledger.",
        discussion: """
            Writes ledger.opened and the enrolment of the ledger's own platform key, both signed by the authority.
            Keys that are not given are made. An existing ledger is never touched.

            examledger init day.ledger --exam ex-2026-001 --origin exams.example/2026/1
            examledger init day.ledger --exam ex-2026-001 --origin exams.example/2026/1 --clock imported \\
                --opened-at 2026-11-10T09:01:00+08:00 --authority-key authority.key --log-key log.key
            """)

    @Argument(help: ArgumentHelp("The folder of the new ledger.", valueName: "dir"))
    var directory: String

    @Option(help: "The exam's id, for the next steps that are printed.")
    var exam: String

    @Option(help: "The ledger's name in every statement and checkpoint: a URL without scheme.")
    var origin: String

    @Option(help: "formal or mock.")
    var mode: Mode = .formal

    @Option(help: "How many distinct approvers a two-person act needs.")
    var approvals: Int64 = 2

    @Option(help: "Where received_at comes from: ledger or imported.")
    var clock: LedgerOpened.Clock = .ledger

    @Option(help: ArgumentHelp("The time of entries 0 and 1, for an imported clock.", valueName: "time"))
    var openedAt: String?

    @Option(help: ArgumentHelp("The log's secret key.", valueName: "file"))
    var logKey: String?

    @Option(help: ArgumentHelp("The authority's secret key.", valueName: "file"))
    var authorityKey: String?

    @Option(help: ArgumentHelp("The ledger's own platform key.", valueName: "file"))
    var platformKey: String?

    @Option(help: ArgumentHelp("Where keys that are made go; else DIR/keys.", valueName: "dir"))
    var keys: String?

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try check()
        let opened = try openingTime(context)
        if access(directory + "/data.mdb", F_OK) == 0 { throw LedgerError.ledgerExists(directory) }
        let given = try GivenKeys(authority: authorityKey, platform: platformKey, log: logKey, context)
        try given.check(origin: origin)
        let maker = try KeyMaker(directory: directory, keys: keys)
        let authority = try maker.key(given.authority, named: "authority", file: LedgerKeys.authority)
        let platform = try maker.key(given.platform, named: "ledger", file: LedgerKeys.platform)
        let log = try maker.key(given.log, named: origin, file: LedgerKeys.log)
        let plan = LedgerPlan(
            origin: origin, mode: mode, clock: clock, approvalsRequired: approvals, openedAt: opened,
            authorityKey: authority, platformKey: platform, logKey: log.verificationKey,
            randomness: [InitCommand.random(context), InitCommand.random(context)])
        let store = try LedgerStore.create(at: directory, plan)
        try maker.link([(logKey, LedgerKeys.log), (platformKey, LedgerKeys.platform)])
        let checkpoint = try store.signCheckpoint(with: log)
        try LedgerFolder.write(log.verificationKey.text + "\n", to: directory + "/log.vkey")
        try LedgerFolder.write(store.identity.policyText(log: log.verificationKey), to: directory + "/policy.txt")
        try report(store, checkpoint, maker, context)
        return .done
    }

    private func check() throws(LedgerError) {
        guard Names.isIdentifier(Array(exam.utf8).span) else {
            throw .usage(
                "--exam must be 1 to 64 characters of [A-Za-z0-9._-].", "--exam 必须为 1 至 64 个 [A-Za-z0-9._-] 字符。")
        }
        guard Names.isOrigin(Array(origin.utf8).span) else {
            throw .usage(
                "--origin must be 1 to 255 visible ASCII characters without +.",
                "--origin 必须为 1 至 255 个不含 + 的可见 ASCII 字符。")
        }
        guard (1...16).contains(approvals) else {
            throw .usage("--approvals must be between 1 and 16.", "--approvals 必须在 1 到 16 之间。")
        }
    }

    private func openingTime(_ context: TerminalContext) throws(LedgerError) -> Instant {
        guard let openedAt else { return context.clock() }
        guard clock == .imported else {
            throw .usage(
                "--opened-at needs --clock imported: a ledger with its own clock opens now.",
                "--opened-at 需要 --clock imported：使用自身时钟的账本在当前时刻启用。")
        }
        guard let instant = Instant(rfc3339: openedAt) else {
            throw .usage(
                "--opened-at must be a time such as 2026-11-10T09:01:00+08:00.",
                "--opened-at 必须是形如 2026-11-10T09:01:00+08:00 的时间。")
        }
        return instant
    }

    static func random(_ context: TerminalContext) -> (UInt16, UInt64) {
        let bytes = context.randomness(10)
        return (
            bytes[..<2].reduce(0) { $0 << 8 | UInt16($1) }, bytes[2...].reduce(0) { $0 << 8 | UInt64($1) }
        )
    }

    private func report(
        _ store: LedgerStore, _ checkpoint: TrustedCheckpoint, _ maker: KeyMaker, _ context: TerminalContext
    ) throws(LedgerError) {
        if output.format != .text {
            try JSONValue.members([
                "schema": "examledger-init/1", "directory": .string(directory), "exam": .string(exam),
                "origin": .string(origin), "mode": .string(mode.rawValue), "clock": .string(clock.rawValue),
                "authority_key_id": .string(store.identity.authority.hex),
                "log_vkey": .string(try store.logKey().text), "size": .number(checkpoint.size),
                "root": .string(checkpoint.root.base64), "keys_made": .array(maker.made.map { .string($0) }),
            ]).write(to: context)
            return
        }
        let clockName =
            clock == .ledger ? Phrase(en: "its own", zh: "自身") : Phrase(en: "imported", zh: "导入")
        try context.output.line(
            context.text(
                Phrase(
                    en: "ledger \(origin) opened in \(directory): \(mode.rawValue), clock: \(clockName.en)",
                    zh: "账本 \(origin) 已在 \(directory) 启用：\(mode.rawValue)，时钟：\(clockName.zh)")))
        for path in maker.made {
            try context.output.line(context.text(Phrase(en: "  key made: \(path)", zh: "  已生成密钥：\(path)")))
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "  checkpoint of size \(checkpoint.size) signed; policy for outsiders: \(directory)/policy.txt",
                    zh: "  已签署大小为 \(checkpoint.size) 的检查点；供外部使用的信任策略：\(directory)/policy.txt")))
    }
}
