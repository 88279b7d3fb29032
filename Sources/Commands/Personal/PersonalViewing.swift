import Exam
import Ledger
import Primitives
import Reports
import Signing
import Terminal

/// Personal values that somebody sees, with the record of it in the log.
struct PersonalViewing {
    /// The values that were asked for, each with what there is of it, in the order of the log.
    let values: [(commitment: PersonalCommitment, finding: PersonalFinding)]
    /// The `access.viewed`; `nil` where there was nothing to see.
    let access: Receipt?

    /// Records the access, durable, and only then opens the values.
    init(
        _ wanted: [PersonalCommitment], of session: SessionName, for purpose: String, at desk: ActDesk,
        _ context: TerminalContext
    ) throws(LedgerError) {
        guard !purpose.allSatisfy(\.isWhitespace) else {
            throw .usage("--purpose must say what for.", "--purpose 须说明用途。")
        }
        let store = desk.store
        let speaker = try desk.speaker(for: .accessViewed)
        guard let folder = try PersonalFolder.existing(beside: store.directory, .shared) else {
            values = Array(zip(wanted, try store.findingsWithoutStore(wanted)))
            access = nil
            return
        }
        let personal = try PersonalStore(folder, forWriting: true)
        var kept: [PersonalCommitment] = []
        if try store.erasure(of: .candidate(session)) == nil {
            for commitment in wanted where try personal.isKept(commitment) { kept.append(commitment) }
        }
        guard !kept.isEmpty else {
            values = Array(zip(wanted, try personal.closed(wanted, in: store)))
            access = nil
            return
        }
        var fields: [String] = []
        for commitment in kept where !fields.contains(where: { $0.isSame(as: commitment.name) }) {
            fields.append(commitment.name)
        }
        let receipt = try desk.append(
            Act(session, .accessViewed(AccessViewed(purpose: purpose, fields: fields))), by: speaker, context)
        values = Array(zip(wanted, try personal.open(wanted, on: receipt, in: store)))
        access = receipt
    }

    /// The exit status: a value that is gone without a record of it is a violation.
    var status: ExitStatus {
        values.contains { $0.finding == .lost || $0.finding == .damaged } ? .integrityViolated : .done
    }

    func write(
        _ format: OutputOptions.Format, subject: String, types: [EventID: EventType], _ context: TerminalContext
    ) throws(LedgerError) {
        guard format == .text else {
            try JSONValue.members([
                "schema": "examledger-personal/1", "subject": .string(subject),
                "access": access.map { .members(["id": .string($0.id.text), "index": .number($0.index)]) },
                "values": .array(values.map { json($0.commitment, $0.finding, types[$0.commitment.event]) }),
            ]).write(to: context)
            return
        }
        if let access {
            try context.output.line(
                context.text(
                    Phrase(en: "access recorded as entry \(access.index)", zh: "查阅已记录为第 \(access.index) 条")))
        }
        if values.isEmpty {
            try context.output.line(
                context.text(
                    Phrase(en: "no personal value is committed to", zh: "没有对个人信息的承诺")))
        }
        for (commitment, finding) in values {
            let type = types[commitment.event].map { "  \($0.rawValue)" } ?? ""
            try context.output.line(
                "#\(commitment.index)\(type)  \(commitment.name): \(context.text(finding.phrase).printable)")
        }
    }

    private func json(
        _ commitment: PersonalCommitment, _ finding: PersonalFinding, _ type: EventType?
    ) -> JSONValue {
        .members([
            "index": .number(commitment.index), "id": .string(commitment.event.text),
            "type": type.map { .string($0.rawValue) }, "name": .string(commitment.name),
            "status": .string(finding.word), "value": finding.value, "erased_at": finding.erasedAt.map { .number($0) },
        ])
    }
}

extension PersonalFinding {
    /// What there is, for people.
    var phrase: Phrase {
        switch self {
        case .value(let disclosure): Phrase(en: disclosure.value.plainText, zh: disclosure.value.plainText)
        case .erased(let index): Phrase(en: "erased, logged at index \(index)", zh: "已删除，记录于第 \(index) 条")
        case .neverGiven: Phrase(en: "no value kept", zh: "未保存其值")
        case .lost: Phrase(en: "LOST: it was kept here, and no erasure is recorded", zh: "已丢失：曾保存于此，且没有删除记录")
        case .damaged: Phrase(en: "DAMAGED: what is kept does not open the commitment", zh: "已损坏：所保存的内容与承诺不符")
        }
    }

    /// What there is of the body of a help message.
    var body: HelpBody {
        switch self {
        case .value: .text(phrase.en.printable)
        case .erased, .neverGiven, .lost, .damaged: .absent(phrase)
        }
    }

    /// What there is, for programs.
    fileprivate var word: String {
        switch self {
        case .value: "kept"
        case .erased: "erased"
        case .neverGiven: "never_given"
        case .lost: "lost"
        case .damaged: "damaged"
        }
    }

    fileprivate var value: JSONValue? { if case .value(let disclosure) = self { disclosure.value } else { nil } }
    fileprivate var erasedAt: UInt64? { if case .erased(let index) = self { index } else { nil } }
}

extension JSONValue {
    /// A text as it is, any other value as JSON.
    fileprivate var plainText: String { if case .string(let text) = self { text } else { text } }
}
