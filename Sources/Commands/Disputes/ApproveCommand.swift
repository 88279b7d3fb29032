import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Terminal

/// Approves or rejects an act of another officer.
struct ApproveCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve an act that needs two officers, as the second of them.",
        discussion: """
            Refused where the same holder or the same key did it, where this officer has spoken on it before, and where
            the act needs no second officer.

            examledger approve '#3607' --key a-02.key
            """)

    @Argument(help: "The act: its event's id, or its index.")
    var event: String

    @Flag(help: "Reject it instead.")
    var reject = false

    @Option(help: "Why.")
    var reason: String?

    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            let subject = try EventName(text: event).event(in: store)
            let stream = subject.statement.stream
            let approval = ApprovalRecorded(
                subject: subject.id, decision: reject ? .reject : .approve, reason: reason)
            let act = Act(in: stream, .approvalRecorded(approval)) { (speaker, _, store) throws(LedgerError) in
                ApprovalOrder.obstacle(
                    to: subject, by: speaker.name, key: speaker.key, role: speaker.role,
                    in: try store.events(of: stream))
            }
            guard let act else {
                throw .outOfOrder(
                    .approvalRecorded,
                    Phrase(
                        en: "\(subject.type.rawValue) needs no second officer",
                        zh: "\(subject.type.rawValue) 无需第二人批准"))
            }
            return act
        }
    }
}
