import Foundation
import Glibc

/// `ledger-bench [--events N] [--candidates N] [--format text|json]`; `--phase` is how it runs its own pieces.
func option(_ name: String) -> String? {
    guard let place = CommandLine.arguments.firstIndex(of: name), place + 1 < CommandLine.arguments.count else {
        return nil
    }
    return CommandLine.arguments[place + 1]
}

do {
    if let phase = option("--phase").flatMap(Phase.init(rawValue:)), CommandLine.arguments.count == 6 {
        let words = CommandLine.arguments
        let (seconds, count) = try phase.run(ledger: words[3], envelopes: words[4], platformKey: words[5])
        print(seconds, count, Phase.peakBytes, Phase.processorSeconds)
    } else {
        guard let events = Int(option("--events") ?? "100000"), events > 0,
            let candidates = Int(option("--candidates") ?? String(max(10, events / 200))), candidates >= 10,
            let format = Optional(option("--format") ?? "text"), ["text", "json"].contains(format)
        else { throw BenchError.usage }
        let bench = try Bench(events: events, candidates: candidates)
        defer { bench.remove() }
        let figures = try bench.run { FileHandle.standardError.write(Data("\($0) …\n".utf8)) }
        print(format == "json" ? figures.json : figures.text)
    }
} catch {
    FileHandle.standardError.write(Data("ledger-bench: \(error)\n".utf8))
    exit(1)
}
