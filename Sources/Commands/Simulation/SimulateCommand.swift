import ArgumentParser
import Glibc
import Primitives
import Signing
import Simulation
import Terminal

/// Makes a synthetic exam day.
struct SimulateCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Make a synthetic exam day: signed events, keys, and what an audit must find.",
        discussion: """
            The same arguments make the same bytes. The events are for a ledger with an imported clock; the README in
            the folder says how to open one. --faults takes usual, all, none, or names of faults with commas between.

            examledger simulate --candidates 30 --seed 7 -o day
            examledger simulate --candidates 200 --seed 1 --faults all --parameters varied -o day
            """)

    @Option(help: "How many candidates.")
    var candidates: Int

    @Option(help: "What everything that is left to chance follows from.")
    var seed: UInt64

    @Option(help: ArgumentHelp("usual, all, none, or names of faults with commas between.", valueName: "list"))
    var faults = "usual"

    @Option(help: "How many candidates a sitting holds; one sitting at a time is in memory.")
    var capacity = 120

    @Option(help: "The parameters: default or varied.")
    var parameters: ParameterSet = .usual

    @Option(help: "How far the story goes after the day: none, review or release.")
    var after: SimulationOptions.Aftermath = .none

    @Option(
        name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("The folder to make.", valueName: "dir"))
    var folder: String

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        guard (1...10_000_000).contains(candidates) else {
            throw LedgerError.usage(
                "--candidates must be from 1 to 10000000.", "--candidates 必须在 1 到 10000000 之间。")
        }
        guard capacity >= 1 else {
            throw LedgerError.usage("--capacity must be at least 1.", "--capacity 必须不小于 1。")
        }
        let simulation = try Simulation(
            SimulationOptions(
                candidates: candidates, seed: seed, faults: faultChoice, capacity: capacity, parameters: parameters,
                aftermath: after))
        guard mkdir(folder, 0o700) == 0 else {
            if errno == EEXIST { throw LedgerError.folderExists(folder) }
            throw LedgerError.file(folder, Phrase(en: "made", zh: "创建"))
        }
        let truth = try SimulatedFolder(path: folder).write(simulation, context)
        try say(truth, context)
        return .done
    }

    private var faultChoice: SimulationOptions.FaultChoice {
        switch faults {
        case "usual": .usual
        case "all": .all
        case "none": .none
        default: .named(faults.split(separator: ",").map(String.init))
        }
    }

    private func say(_ truth: Truth, _ context: TerminalContext) throws(LedgerError) {
        guard output.format == .text else {
            try JSONValue.members([
                "schema": "examledger-simulation/1", "folder": .string(folder), "candidates": .number(candidates),
                "events": .number(truth.events),
            ]).write(to: context)
            return
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "\(truth.events) events of \(candidates) candidates in \(folder)",
                    zh: "已在 \(folder) 中生成 \(candidates) 名考生的 \(truth.events) 条事件")))
    }
}
