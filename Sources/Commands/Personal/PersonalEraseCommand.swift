import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Terminal

/// Destroys the key of a candidate's personal values, by two officers.
struct PersonalEraseCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Destroy the key of a candidate's personal values for good, by two officers.",
        discussion: """
            The first officer signs the act, which waits beside the log; the second approves it. Only then do both stand
            in the log, and the key is destroyed. With --second-key both speak at once. Nothing is destroyed while a
            dispute, a review or a legal hold is open or the retention time runs: erasure.refused says so, and exit 15.
            Run again after an interruption, it finishes what is recorded. Proofs hold as before; copies that a file
            system or a snapshot keeps are outside of its reach.

            examledger personal erase c-0003 --basis 'retention is over' --key a-01.key
            examledger personal erase c-0003 --key a-02.key
            """)

    @OptionGroup var which: SessionOptions

    @Option(help: "On what legal basis; the first officer says it.")
    var basis: String?

    @Option(help: ArgumentHelp("The secret key of a second officer who approves at once.", valueName: "file"))
    var secondKey: String?

    @Flag(help: "Record that a legal hold forbids it, instead; a later erasure.requested ends the hold.")
    var legalHold = false

    @OptionGroup var confirmation: Confirmation

    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let desk = try act.desk(context)
        let session = try which.session(in: desk.store)
        let second = try secondKey.map { (path) throws(LedgerError) in try LedgerKeys.read(path, context) }
        let erasing = try Erasing(session, at: desk, context)
        let end: Erasing.End
        if let recorded = erasing.order.recorded {
            end = try erasing.finish(recorded, agreed: confirmation.ask)
        } else if legalHold {
            end = try erasing.refuse(.legalHold)
        } else if let hold = try erasing.order.hold(at: desk.now(context)) {
            end = try erasing.refuse(hold)
        } else {
            end = try erasing.erase(basis: basis, second: second, agreed: confirmation.ask)
        }
        try end.write(output.format, session, context)
        return end.status
    }
}
