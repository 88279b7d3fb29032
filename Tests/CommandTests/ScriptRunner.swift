import Foundation
import TestSupport

/// Runs one script in a folder of its own; the first line that fails ends it.
struct ScriptRunner {
    private let script: Script
    private let folder: TemporaryFolder
    private var environment: [String: String]
    private var input: URL?
    private var last: ProgramRun?

    init(_ script: Script) throws {
        self.script = script
        folder = try TemporaryFolder()
        environment = ProgramRun.environment(work: folder.url)
        for file in script.files {
            let url = folder.url.appending(path: file.name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.text.utf8).write(to: url)
        }
    }

    mutating func run() throws {
        for line in script.lines {
            do {
                var words = try ScriptWords.split(line.text, environment: environment)
                guard !words.isEmpty else { continue }
                let isNegated = words[0] == "!"
                if isNegated { words.removeFirst() }
                guard let command = words.first else { throw ScriptFailure(description: "! without a command") }
                try run(command, Array(words.dropFirst()), isNegated: isNegated)
            } catch {
                throw ScriptFailure(description: "\(script.name):\(line.number): \(line.text)\n\(error)\n\(said)")
            }
        }
    }

    private mutating func run(_ command: String, _ words: [String], isNegated: Bool) throws {
        if isNegated, !["exec", "stdout", "stderr", "exists"].contains(command) {
            throw ScriptFailure(description: "\(command) cannot be negated")
        }
        switch (command, words.count) {
        case ("exec", 1...): try execute(words, mustFail: isNegated)
        case ("exit", 1): try require(last?.status == Int32(words[0]), "exit status \(last?.status ?? -1)")
        case ("stdout", 1): try match(words[0], in: last?.output, isNegated: isNegated)
        case ("stderr", 1): try match(words[0], in: last?.errors, isNegated: isNegated)
        case ("cmp", 2): try compare(words[0], words[1])
        case ("env", 1): try setVariable(words[0])
        case ("stdin", 1): input = words[0] == "stdout" ? try save(contents(of: "stdout")) : url(words[0])
        case ("exists", 1):
            let isThere = FileManager.default.fileExists(atPath: url(words[0]).path)
            try require(isThere != isNegated, isThere ? "it exists" : "it does not exist")
        case ("cp", 2): try copy(words[0], to: url(words[1]))
        case ("mkdir", 1):
            try FileManager.default.createDirectory(at: url(words[0]), withIntermediateDirectories: true)
        case ("chmod", 2):
            guard let mode = UInt16(words[0], radix: 8) else { throw ScriptFailure(description: "no octal mode") }
            try FileManager.default.setAttributes([.posixPermissions: Int(mode)], ofItemAtPath: url(words[1]).path)
        case ("tamper", 1...): try tamper(url(words[0]), Array(words.dropFirst()))
        default: throw ScriptFailure(description: "no command \(command) of \(words.count) words")
        }
    }

    private mutating func execute(_ words: [String], mustFail: Bool) throws {
        last = nil
        let run = try ProgramRun(words, in: folder.url, environment: environment, input: input)
        input = nil
        last = run
        if let signal = run.signal { throw ScriptFailure(description: "ended by signal \(signal)") }
        try require((run.status != 0) == mustFail, "exit status \(run.status)")
    }

    private func match(_ pattern: String, in data: Data?, isNegated: Bool) throws {
        guard let data else { throw ScriptFailure(description: "nothing was run yet") }
        let regex = try Regex(pattern).anchorsMatchLineEndings()
        let isFound = try regex.firstMatch(in: String(decoding: data, as: UTF8.self)) != nil
        try require(isFound != isNegated, isFound ? "it matches" : "it does not match")
    }

    private func compare(_ left: String, _ right: String) throws {
        let (actual, expected) = try (contents(of: left), contents(of: right))
        guard actual != expected else { return }
        let lines = [actual, expected].map { String(decoding: $0, as: UTF8.self).components(separatedBy: "\n") }
        let line = zip(lines[0], lines[1]).prefix { $0 == $1 }.count
        let texts = lines.map { line < $0.count ? $0[line] : "(nothing)" }
        throw ScriptFailure(
            description: "they differ in line \(line + 1):\n  \(left): \(texts[0])\n  \(right): \(texts[1])")
    }

    private mutating func setVariable(_ assignment: String) throws {
        let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw ScriptFailure(description: "no NAME=VALUE") }
        environment[parts[0]] = parts[1]
    }

    /// Into a folder, or over a file; `stdout` and `stderr` are those of the last run.
    private func copy(_ source: String, to target: URL) throws {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder)
        if source == "stdout" || source == "stderr" { return try contents(of: source).write(to: target) }
        let end = isThere && isFolder.boolValue ? target.appending(path: url(source).lastPathComponent) : target
        if isThere && !isFolder.boolValue { try FileManager.default.removeItem(at: target) }
        try FileManager.default.copyItem(at: url(source), to: end)
    }

    /// Changes one byte of a file, or cuts the file there; a negative place counts from its end.
    private func tamper(_ file: URL, _ options: [String]) throws {
        var bytes = try Data(contentsOf: file)
        guard options.count >= 2, options[0] == "--at", var place = Int(options[1]) else {
            throw ScriptFailure(description: "tamper FILE --at N [--xor H | --truncate]")
        }
        if place < 0 { place += bytes.count }
        guard bytes.indices.contains(place) else { throw ScriptFailure(description: "it has \(bytes.count) bytes") }
        switch (options.dropFirst(2).first, options.dropFirst(3).first.flatMap { UInt8($0, radix: 16) }) {
        case ("--truncate", nil) where options.count == 3: bytes = bytes.prefix(place)
        case (nil, nil): bytes[place] ^= 0x01
        case ("--xor", let mask?) where mask != 0 && options.count == 4: bytes[place] ^= mask
        default: throw ScriptFailure(description: "tamper FILE --at N [--xor H | --truncate]")
        }
        // In place, so that links and the file's mode stay.
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: bytes)
        try handle.close()
    }

    private func contents(of name: String) throws -> Data {
        guard name == "stdout" || name == "stderr" else { return try Data(contentsOf: url(name)) }
        guard let last else { throw ScriptFailure(description: "nothing was run yet") }
        return name == "stdout" ? last.output : last.errors
    }

    private func save(_ data: Data) throws -> URL {
        let url = folder.url.appending(path: ".stdin")
        try data.write(to: url)
        return url
    }

    private func url(_ path: String) -> URL {
        path.hasPrefix("/") ? URL(filePath: path) : folder.url.appending(path: path)
    }

    private func require(_ condition: Bool, _ otherwise: String) throws {
        if !condition { throw ScriptFailure(description: otherwise) }
    }

    /// What the last run said, its beginning at least.
    private var said: String {
        guard let last else { return "" }
        let texts = [("stdout", last.output), ("stderr", last.errors)].map { name, data in
            "[\(name)]\n" + String(decoding: data.prefix(4000), as: UTF8.self)
        }
        return texts.joined(separator: "\n")
    }
}
