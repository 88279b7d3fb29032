import ArgumentParser

/// The root of the command line.
struct ExamLedger: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "examledger",
        abstract: "The record of an online interview exam: signed, replayable, auditable, provable.",
        discussion: """
            Exit statuses: examledger help exit-codes. Every message exists in English and Chinese (--lang zh-Hans).
            """,
        version: "examledger \(VersionCommand.program)",
        subcommands: [HelpCommand.self, VersionCommand.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Ledger",
                subcommands: [
                    InitCommand.self, IngestCommand.self, VerifyCommand.self, CheckpointCommand.self,
                    ExportCommand.self, StatsCommand.self, DoctorCommand.self,
                ]),
            CommandGroup(name: "Witness", subcommands: [WitnessCommand.self]),
            CommandGroup(name: "Conduct", subcommands: [ConductCommand.self]),
            CommandGroup(name: "Keys", subcommands: [KeyCommand.self, SignCommand.self]),
            CommandGroup(
                name: "Reading",
                subcommands: [
                    LogCommand.self, ShowCommand.self, TraceCommand.self, SessionsCommand.self, SessionCommand.self,
                    ReplayCommand.self, CatalogueCommand.self,
                ]),
            CommandGroup(name: "Evidence", subcommands: [EvidenceCommand.self]),
            CommandGroup(name: "Draw", subcommands: [DrawCommand.self]),
            CommandGroup(name: "Audit", subcommands: [AuditCommand.self, RulesCommand.self]),
            CommandGroup(
                name: "Adjudication",
                subcommands: [
                    DisputeCommand.self, FindingCommand.self, ApproveCommand.self, MisconductCommand.self,
                    PenaltyCommand.self,
                ]),
            CommandGroup(
                name: "Copies",
                subcommands: [
                    PublishCommand.self, FsckCommand.self, RepairCommand.self, BackupCommand.self, RestoreCommand.self,
                    ImportCommand.self,
                ]),
            CommandGroup(
                name: "Proving",
                subcommands: [
                    IndexCommand.self, ProveCommand.self, BundleCommand.self, CheckCommand.self,
                ]),
            CommandGroup(name: "Personal values", subcommands: [PersonalCommand.self]),
            CommandGroup(name: "Release", subcommands: [SealCommand.self, ReleaseCommand.self]),
            CommandGroup(name: "Trying", subcommands: [SimulateCommand.self]),
        ]
    )
}
