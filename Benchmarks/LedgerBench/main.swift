import Foundation
import Glibc

/// The options by their names; `nil` where any other word stands among them.
func options(named names: Set<String>) -> [String: String]? {
    var words = CommandLine.arguments.dropFirst()
    var options: [String: String] = [:]
    while let name = words.popFirst() {
        guard names.contains(name), let value = words.popFirst() else { return nil }
        options[name] = value
    }
    return options
}

/// `--phase` is how it runs its own pieces.
func phase() -> Phase? {
    let words = CommandLine.arguments
    return words.count == 6 && words[1] == "--phase" ? Phase(rawValue: words[2]) : nil
}

do {
    if let phase = phase() {
        let words = CommandLine.arguments
        let (seconds, count) = try phase.run(ledger: words[3], envelopes: words[4], platformKey: words[5])
        print(seconds, count, Phase.peakBytes, Phase.processorSeconds)
    } else {
        guard let options = options(named: ["--events", "--candidates", "--format"]),
            let events = Int(options["--events"] ?? "100000"), events > 0,
            let candidates = Int(options["--candidates"] ?? String(max(10, events / 200))), candidates >= 10,
            case let format = options["--format"] ?? "text", ["text", "json"].contains(format)
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
