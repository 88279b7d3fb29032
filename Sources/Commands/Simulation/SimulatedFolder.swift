import Glibc
import Primitives
import Signing
import Simulation
import Terminal

/// The folder of a simulated day.
struct SimulatedFolder {
    let path: String

    /// Writes everything; what an audit must find is answered too.
    func write(_ simulation: Simulation, _ context: TerminalContext) throws(LedgerError) -> Truth {
        try writeKeys(simulation, context)
        let truth = try writeEnvelopes(simulation, context)
        try LedgerFolder.write(simulation.json(truth).text + "\n", to: path + "/truth.json")
        try LedgerFolder.write(simulation.readme(truth), to: path + "/README.md")
        return truth
    }

    private func writeEnvelopes(
        _ simulation: Simulation, _ context: TerminalContext
    ) throws(LedgerError) -> Truth {
        let file = path + "/envelopes.ndjson"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .file(file, Phrase(en: "written", zh: "写入")) }
        defer { close(descriptor) }
        let output = Output(descriptor: descriptor, capacity: 1 << 20)
        let progress = Progress(Phrase(en: "simulating", zh: "正在模拟"), total: nil, context: context)
        defer { progress.finish() }
        let truth = try simulation.run { (lines, count) throws(LedgerError) in
            if Interrupt.requested != nil { throw LedgerError.interrupted }
            try output.write(lines.span)
            progress.advance(by: count)
        }
        try output.flush()
        return truth
    }

    private func writeKeys(_ simulation: Simulation, _ context: TerminalContext) throws(LedgerError) {
        let folder = path + "/keys"
        try LedgerFolder.make(folder)
        for key in try simulation.staffKeys() { try write(key, in: folder) }
        let numbers = Array(stride(from: 1, through: simulation.candidateCount, by: 1))
        let results = Parallel.map(numbers, portion: 8, makeWorker: {}) { (_, number) -> Result<Void, LedgerError> in
            Result { () throws(LedgerError) in
                for key in try simulation.candidateKeys(number) { try write(key, in: folder) }
            }
        }
        for result in results { try result.get() }
    }

    private func write(_ key: Simulation.NamedKey, in folder: String) throws(LedgerError) {
        try KeyFile.write(key.key, to: "\(folder)/\(key.file).key", isDurable: false)
        try KeyFile.write(key.key.verificationKey, to: "\(folder)/\(key.file).vkey", isDurable: false)
    }
}

extension LedgerError {
    static func folderExists(_ path: String) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "ledger.exists"),
            Phrase(en: "\(path) is there already.", zh: "\(path) 已存在。"),
            hint: Phrase(en: "Name a folder that is not there yet.", zh: "请指定一个尚不存在的文件夹。"))
    }
}
