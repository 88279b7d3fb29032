import ArgumentParser
import Exam
import Ledger
import Primitives
import Reports
import Terminal
import Transparency

/// One event with everything that is known of it.
struct ShowCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one event: both clocks, signer, place, chain and inclusion.",
        discussion: """
            examledger show '#412'
            examledger show 0 --raw
            """)

    @Argument(help: "The event's id, or its index in the log.")
    var event: String

    @Flag(help: "Print the signed statement byte for byte, and nothing else.")
    var raw = false

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        let event = try EventName(text: event).event(in: store)
        guard let entry = try store.entry(at: event.index), let header = EntryHeader(entry: entry.span) else {
            throw LedgerError.notFound("#\(event.index)")
        }
        if raw {
            try context.output.write(entry.span.extracting(EntryHeader.width...))
            return .done
        }
        let leaf = MerkleTree.leafHash(entry.span)
        let inclusion = try Inclusion(of: event.index, leaf: leaf, in: store)
        let enrolment = try enrolment(of: event, in: store)
        if output.format == .text {
            try write(event, header, leaf, enrolment, inclusion, store, to: context)
        } else {
            try json(event, header, leaf, enrolment, inclusion).write(to: context)
        }
        return inclusion.isViolated ? .integrityViolated : .done
    }

    /// By which entry the key that signed came to count for this actor.
    private func enrolment(of event: RecordedEvent, in store: LedgerStore) throws(LedgerError) -> Enrolment? {
        let actor = event.statement.actor
        return try store.registry().enrolments(of: event.keyID).last { enrolment in
            enrolment.role == actor.role && enrolment.holder == actor.id && enrolment.enrolledAt <= event.index
        }
    }

    private func write(
        _ event: RecordedEvent, _ header: EntryHeader, _ leaf: Digest, _ enrolment: Enrolment?,
        _ inclusion: Inclusion, _ store: LedgerStore, to context: TerminalContext
    ) throws(LedgerError) {
        let zone = try ExamZones(store).zone(of: event)
        var facts: [(Phrase, String)] = []
        if let enrolment {
            let role = context.text(enrolment.role.title)
            facts.append(
                (
                    Phrase(en: "key holder", zh: "密钥持有者"),
                    "\(enrolment.holder) (\(role)), #\(enrolment.enrolledAt)"
                ))
        }
        facts += [
            (
                Phrase(en: "previous in stream", zh: "流中前一条的哈希"),
                header.position == 0 ? context.text(Phrase(en: "none", zh: "无")) : header.previous.hex
            ),
            (Phrase(en: "leaf hash", zh: "叶哈希"), leaf.hex),
            (Phrase(en: "inclusion", zh: "包含证明"), context.text(inclusion.phrase)),
        ]
        try context.write(
            EventReport(event).lines(context.language, instant: zone.text)
                + facts.map { "  \(context.text($0.0)): \($0.1)" })
    }

    private func json(
        _ event: RecordedEvent, _ header: EntryHeader, _ leaf: Digest, _ enrolment: Enrolment?,
        _ inclusion: Inclusion
    ) -> JSONValue {
        let signer = enrolment.map { enrolment in
            JSONValue.members([
                "key_id": .string(event.keyID.hex), "holder": .string(enrolment.holder),
                "role": .string(enrolment.role.rawValue), "enrolled_at": .number(enrolment.enrolledAt),
            ])
        }
        guard case .object(let members) = EventReport(event).fullJSON else { return .null }
        return .object(
            members + [
                JSONValue.Member("signer", signer ?? .null),
                JSONValue.Member("previous", .string(header.previous.hex)),
                JSONValue.Member("leaf", .string(leaf.hex)),
                JSONValue.Member("inclusion", inclusion.json),
            ])
    }
}
