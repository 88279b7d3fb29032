import ArgumentParser
import Glibc
import LMDB
import Primitives
import Terminal

/// The program from its arguments to its exit status.
public enum Program {
    /// Runs a command line and returns the exit status; both streams are flushed.
    public static func run(_ arguments: [String]) -> Int32 {
        StandardStreams.hold()
        DamageGuard.install()
        Interrupt.install()
        do {
            var command = try Invocation(arguments)?.parsed() ?? ExamLedger.parseAsRoot(arguments)
            guard let command = command as? any LedgerCommand else {
                let kind = type(of: command)
                if !kind.configuration.subcommands.isEmpty { return noSubcommand(of: kind) }
                try command.run()
                return ExitStatus.done.rawValue
            }
            return run(command, arguments)
        } catch {
            return usage(error, arguments)
        }
    }

    private static func run(_ command: any LedgerCommand, _ arguments: [String]) -> Int32 {
        let context = command.output.context
        do {
            let status = try command.run(in: context)
            try context.output.flush()
            try context.errors.flush()
            return Interrupt.requested.flatMap { status == .done ? nil : $0 } ?? status.rawValue
        } catch let error as LedgerError {
            return report(error, in: context)
        } catch {
            return usage(error, arguments)
        }
    }

    private static func report(_ error: LedgerError, in context: TerminalContext) -> Int32 {
        try? context.output.flush()
        if error.code.rawValue == "output.closed" { return ExitStatus.done.rawValue }
        try? context.errors.line("examledger: \(context.text(error.reason).printable)")
        if let hint = error.hint {
            let label = context.text(Phrase(en: "hint", zh: "提示"))
            try? context.errors.line("\(label): \(context.text(hint).printable)")
        }
        try? context.errors.flush()
        return Interrupt.requested ?? ExitStatus(error).rawValue
    }

    /// Help that was asked for goes to standard output and succeeds; everything else is wrong usage.
    private static func usage(_ error: any Error, _ arguments: [String]) -> Int32 {
        let message = ExamLedger.fullMessage(for: error)
        let isHelp = ExamLedger.exitCode(for: error) == .success
        let context = TerminalContext.ofProcess(language: Language(arguments: arguments))
        let stream = isHelp ? context.output : context.errors
        do {
            try stream.line(isHelp ? message : context.text(ExamLedger.usage(message, arguments)))
            try stream.flush()
        } catch {
            return ExitStatus(error).rawValue
        }
        return isHelp ? ExitStatus.done.rawValue : ExitStatus.usage.rawValue
    }

    private static func noSubcommand(of command: any ParsableCommand.Type) -> Int32 {
        let errors = Output(descriptor: STDERR_FILENO)
        try? errors.line(ExamLedger.helpMessage(for: command))
        try? errors.flush()
        return ExitStatus.usage.rawValue
    }
}
