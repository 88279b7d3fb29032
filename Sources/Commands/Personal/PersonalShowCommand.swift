import ArgumentParser
import Exam
import Ledger
import Primitives
import Terminal

/// Shows personal values to whoever says who they are and what for.
struct PersonalShowCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a candidate's personal values, after recording who sees them and what for.",
        discussion: """
            An access.viewed, signed by the viewer's key, is on the disk before anything is shown. Administrators,
            invigilators, support, examiners and auditors may.

            examledger personal show c-0003 --name claim --purpose 'hearing of d-1' --key a-02.key
            examledger personal show '#3607' --purpose 'hearing of d-1' --key a-02.key
            """)

    @Argument(help: "A candidate's id; or an event: its id, or its index as #N.")
    var subject: String

    @Option(help: "The sitting, where the candidate is in several.")
    var sitting: String?

    @Option(help: "Only values of this name; may be repeated.")
    var name: [String] = []

    @Option(help: "What for; it enters the log.")
    var purpose: String

    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let desk = try act.desk(context)
        let (session, events) = try meant(in: desk.store)
        let wanted = events.flatMap(PersonalCommitment.all).filter { commitment in
            name.isEmpty || name.contains { $0.isSame(as: commitment.name) }
        }
        let viewing = try PersonalViewing(wanted, of: session, for: purpose, at: desk, context)
        let types = Dictionary(events.map { ($0.id, $0.type) }, uniquingKeysWith: { first, _ in first })
        try viewing.write(output.format, subject: subject, types: types, context)
        return viewing.status
    }

    /// The session and its events that are meant, in the order of the log.
    private func meant(in store: LedgerStore) throws(LedgerError) -> (SessionName, [RecordedEvent]) {
        guard subject.hasPrefix("#") || EventID(subject) != nil else {
            let session = try SessionName.named(subject, sitting: sitting, in: store)
            return (session, try store.events(of: session.stream))
        }
        let event = try EventName(text: subject).event(in: store)
        guard let session = SessionName(event.statement.stream) else {
            throw LedgerError(
                LedgerError.Code(rawValue: "personal.owner"),
                Phrase(
                    en:
                        "#\(event.index) is about no candidate, and access can be recorded of a candidate's values only.",
                    zh: "#\(event.index) 与考生无关，而查阅记录只能针对考生的个人信息。"))
        }
        return (session, [event])
    }
}
