import ArgumentParser
import Glibc
import Ledger
import Primitives
import Terminal

/// Whether this ledger, on this machine, is fit for a day with an exam.
struct DoctorCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the machine and the ledger's surroundings: disk, readers, clock, keys, projection.",
        discussion: "examledger doctor")

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let directory = ledger.directory(context)
        let store = try ledger.open(context)
        let checks = try Checkup(store: store, keys: LedgerKeys(directory: directory), context: context).checks()
        guard output.format == .text else {
            try JSONValue.members([
                "schema": "examledger-doctor/1", "healthy": .bool(checks.allSatisfy(\.isGood)),
                "checks": .array(checks.map(\.json)),
            ]).write(to: context)
            return status(checks)
        }
        for check in checks {
            let mark = check.isGood ? context.outputStyle.paint("ok ", .good) : context.outputStyle.paint("!! ", .bad)
            try context.output.line("\(mark) \(context.text(check.title)): \(context.text(check.finding).printable)")
        }
        return status(checks)
    }

    private func status(_ checks: [Checkup.Check]) -> ExitStatus {
        checks.first { !$0.isGood }?.status ?? .done
    }
}
