import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Terminal

/// Checks draws again, from the ledger or from an exported log.
struct DrawVerifyCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every step of a draw again, and name the first thing that is wrong (exit 10).",
        discussion: """
            Without FILE it reads the ledger; with it, a log as examledger export writes it, and no ledger is needed.
            --receipt checks the event that gave a candidate a lot against the root that was published before.

            examledger draw verify
            examledger draw verify day.ndjson
            examledger draw verify --receipt c-0001.ndjson
            """)

    @Argument(help: ArgumentHelp("An exported log, or - for standard input.", valueName: "file"))
    var file: String?

    @Option(help: ArgumentHelp("The envelope that gave a candidate a lot.", valueName: "file"))
    var receipt: String?

    @OptionGroup var choice: DrawChoice
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try Draw.selfTest()
        let sittings: [DrawSitting]
        if let file {
            let log = try ExportedLog(file)
            sittings = log.sittings
            try note(log, context)
        } else {
            sittings = try ledger.open(context).drawSittings()
        }
        if let receipt { return try LotReceipt(receipt).verify(in: sittings, output.format, context) }
        let draws = sittings.flatMap { sitting in
            sitting.draws.filter(choice.matches).map { DrawVerificationText($0, in: sitting) }
        }
        guard !draws.isEmpty || choice.draw == nil else {
            throw LedgerError.unknown(
                Phrase(en: "draw", zh: "抽签"), choice.draw ?? "", seeAlso: "draw verify")
        }
        if output.format == .text {
            for draw in draws { try draw.write(context) }
            if draws.isEmpty {
                try context.output.line(context.text(Phrase(en: "no draw is recorded", zh: "没有记录抽签")))
            }
        } else {
            try JSONValue.members([
                "schema": "examledger-draw-verify/1", "draws": .array(draws.map(\.json)),
            ]).write(to: context)
        }
        return draws.allSatisfy(\.holds) ? .done : .integrityViolated
    }

    /// What a file cannot show by itself.
    private func note(_ log: ExportedLog, _ context: TerminalContext) throws(LedgerError) {
        let note = Phrase(
            en: "read \(log.size) entries of \(log.origin) with their signatures; not checked: that the authority is "
                + "\(log.authority.hex), and that the file is the whole log",
            zh: "已读取 \(log.origin) 的 \(log.size) 条及其签名；未检查：主管方密钥确为 \(log.authority.hex)，且文件是完整日志")
        try context.errors.line(context.text(note).printable)
        try context.errors.flush()
    }
}

/// One draw's steps, for people and for programs.
struct DrawVerificationText {
    private let record: DrawRecord
    /// `nil` for a draw that two officers voided: nothing rests on it.
    private let verification: DrawVerification?

    init(_ record: DrawRecord, in sitting: DrawSitting) {
        self.record = record
        let isVoided = record.isVoided(sitting.surroundings.approvals)
        verification = isVoided ? nil : sitting.verification(of: record)
    }

    var holds: Bool { verification?.defect == nil }

    private var isComplete: Bool {
        verification?.steps.allSatisfy { $0.outcome == .holds } ?? false
    }

    func write(_ context: TerminalContext) throws(LedgerError) {
        let (out, style) = (context.output, context.outputStyle)
        let key = record.key?.data
        let head = Phrase(
            en: "draw \(record.id.hex): \(key?.scopeID ?? "?"), run \(key?.run ?? 0), \(key?.n ?? 0) lots after "
                + "\(key?.offset ?? 0)",
            zh: "抽签 \(record.id.hex)：\(key?.scopeID ?? "?")，第 \(key?.run ?? 0) 轮，\(key?.offset ?? 0) 之后的 "
                + "\(key?.n ?? 0) 个抽签号")
        try out.line(style.paint(context.text(head).printable, .strong))
        guard let verification else {
            let reason = record.voids.last?.data.reason ?? ""
            return try out.line(
                "  " + context.text(Phrase(en: "voided: \(reason)", zh: "已作废：\(reason)")).printable)
        }
        for (step, outcome) in verification.steps { try write(step, outcome, context) }
        let verdict =
            if !holds { Phrase(en: "the draw does NOT hold", zh: "抽签不成立") } else if isComplete {
                Phrase(en: "the draw holds", zh: "抽签成立")
            } else { Phrase(en: "the draw holds as far as it has gone", zh: "截至目前抽签无误") }
        try out.line(style.paint(context.text(verdict), holds ? .good : .bad))
    }

    private func write(
        _ step: DrawStep, _ outcome: DrawVerification.Outcome, _ context: TerminalContext
    ) throws(LedgerError) {
        let (word, tone, reason): (Phrase, Style.Tone, Phrase?) =
            switch outcome {
            case .holds: (Phrase(en: "ok", zh: "通过"), .good, nil)
            case .fails(let defect): (Phrase(en: "FAILED", zh: "失败"), .bad, defect.reason)
            case .notYet(let reason): (Phrase(en: "open", zh: "未定"), .warning, reason)
            }
        let label = DisplayWidth.pad(context.text(word), to: 8, alignment: .leading)
        let said = reason.map { ": \(context.text($0))" } ?? ""
        try context.output.line(
            "  " + context.outputStyle.paint(label, tone) + (context.text(step.title) + said).printable)
        guard case .fails(let defect) = outcome else { return }
        let places = defect.events.map { "#\($0.index)" }.joined(separator: " ")
        try context.output.line(
            "          "
                + context.text(
                    Phrase(
                        en: "recorded \(defect.found.text), expected \(defect.expected.text); see \(places)",
                        zh: "记录为 \(defect.found.text)，应为 \(defect.expected.text)；见 \(places)")
                ).printable)
    }

    var json: JSONValue {
        let key = record.key?.data
        return .members([
            "draw_id": .string(record.id.hex), "exam": .string(record.exam), "sitting": .string(record.sitting),
            "scope": key.map { .string($0.scopeID) }, "run": key.map { .integer($0.run) },
            "n": key.map { .integer($0.n) }, "offset": key.map { .integer($0.offset) },
            "voided": .bool(verification == nil), "holds": .bool(holds), "complete": .bool(isComplete),
            "steps": .array((verification?.steps ?? []).map(json)),
        ])
    }

    private func json(_ step: (step: DrawStep, outcome: DrawVerification.Outcome)) -> JSONValue {
        switch step.outcome {
        case .holds: .members(["step": .string(step.step.rawValue), "outcome": "ok"])
        case .notYet(let reason):
            .members([
                "step": .string(step.step.rawValue), "outcome": "not_yet", "message": .phrase(reason),
            ])
        case .fails(let defect):
            .members([
                "step": .string(step.step.rawValue), "outcome": "failed", "message": .phrase(defect.reason),
                "found": defect.found, "expected": defect.expected,
                "events": .array(defect.events.map { .number($0.index) }),
            ])
        }
    }
}
