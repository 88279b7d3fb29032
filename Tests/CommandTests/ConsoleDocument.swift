import Foundation
import TestSupport

/// The fenced `console` blocks of a Markdown document: what a reader would type, and what they are promised to see.
///
/// A line `$ command` is run by `sh` in a folder of the document's own, the lines below it are what it says; a line
/// `...` stands for any lines and `...` within a line for any text. A command without lines may say anything. A status
/// other than 0 is promised by a comment: `$ examledger audit  # exit 13`.
struct ConsoleDocument {
    struct Step: Equatable {
        let line: Int
        let command: String
        let expected: [String]
        let status: Int32
    }

    let name: String
    let steps: [Step]

    init(_ url: URL) throws {
        self.init(name: url.lastPathComponent, text: try String(contentsOf: url, encoding: .utf8))
    }

    init(name: String, text: String) {
        self.name = name
        var steps: [Step] = []
        var isInside = false
        var isContinued = false
        for (index, row) in text.components(separatedBy: "\n").enumerated() {
            if row.hasPrefix("```") {
                isInside = !isInside && row.hasPrefix("```console")
                isContinued = false
            } else if isInside, isContinued, let step = steps.popLast() {
                steps.append(Step(line: step.line, command: step.command + "\n" + row))
                isContinued = row.hasSuffix("\\")
            } else if isInside, row.hasPrefix("$ ") {
                steps.append(Step(line: index + 1, command: String(row.dropFirst(2))))
                isContinued = row.hasSuffix("\\")
            } else if isInside, let step = steps.popLast() {
                steps.append(Step(line: step.line, command: step.command, expected: step.expected + [row]))
            }
        }
        self.steps = steps
    }

    /// Runs every command in order; `links` are what the folder starts with, by name.
    func run(links: [String: URL] = [:]) throws {
        let folder = try TemporaryFolder()
        for (name, target) in links {
            try FileManager.default.createSymbolicLink(at: folder.url.appending(path: name), withDestinationURL: target)
        }
        let environment = ProgramRun.environment(work: folder.url)
        for step in steps {
            let run = try ProgramRun(
                ["sh", "-c", step.command], in: folder.url, environment: environment, input: nil, mergesErrors: true)
            let said = String(decoding: run.output, as: UTF8.self)
            let place = "\(name):\(step.line): \(step.command)\n"
            guard run.status == step.status else {
                throw ScriptFailure(description: place + "exit status \(run.status), promised \(step.status)\n" + said)
            }
            var lines = said.components(separatedBy: "\n")
            if lines.last == "" { lines.removeLast() }
            guard step.expected.isEmpty || ConsoleDocument.matches(lines[...], step.expected[...]) else {
                let promised = step.expected.joined(separator: "\n")
                throw ScriptFailure(description: place + "[said]\n\(said)\n[promised]\n\(promised)")
            }
        }
    }

    static func matches(_ lines: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
        guard let first = expected.first else { return lines.isEmpty }
        let rest = expected.dropFirst()
        if first.trimmingCharacters(in: .whitespaces) == "..." {
            return rest.isEmpty || lines.indices.contains { matches(lines[$0...], rest) }
        }
        guard let line = lines.first, matches(line, pattern: first) else { return false }
        return matches(lines.dropFirst(), rest)
    }

    private static func matches(_ line: String, pattern: String) -> Bool {
        let pieces = pattern.components(separatedBy: "...").map { NSRegularExpression.escapedPattern(for: $0) }
        let regex = "^" + pieces.joined(separator: ".*") + "\\s*$"
        return line.range(of: regex, options: .regularExpression) != nil
    }
}

extension ConsoleDocument.Step {
    init(line: Int, command: String, expected: [String] = []) {
        let promise = command.range(of: "#\\s*exit\\s+[0-9]+\\s*$", options: .regularExpression)
        let digits = promise.map { command[$0].filter(\.isNumber) }
        self.init(line: line, command: command, expected: expected, status: digits.flatMap { Int32($0) } ?? 0)
    }
}
