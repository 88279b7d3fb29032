import Foundation
import TestSupport

/// Python's `jsonschema`, run over statements with the documents under `schemas/`: a judge nobody here wrote.
enum OutsideJudge {
    static let script = Repository.root.appending(path: "Tests/ExamTests/Conformance/validate.py")
    static let schemas = Repository.root.appending(path: "schemas")

    /// Whether this machine has `python3` and a `jsonschema` that knows the 2020-12 draft.
    static let isPresent: Bool =
        (try? run(["-c", "from jsonschema import Draft202012Validator"], input: Data()).status) == 0

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// One verdict a statement: `ok`, or `refused: ` and why.
    static func verdicts(on statements: [[UInt8]]) throws -> [String] {
        var lines = Data()
        for statement in statements {
            let isLine = String(validating: statement, as: UTF8.self) != nil && !statement.contains(UInt8(ascii: "\n"))
            lines.append(isLine ? Data(statement) : Data("base64:".utf8) + Data(statement).base64EncodedData())
            lines.append(UInt8(ascii: "\n"))
        }
        let (status, output) = try run([script.path, schemas.path], input: lines)
        guard status == 0 else { throw Failure(description: "validate.py ended with \(status)") }
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private static func run(_ arguments: [String], input: Data) throws -> (status: Int32, output: Data) {
        // Files, not pipes: neither side ever waits for the other to read.
        let folder = try TemporaryFolder()
        let (inputFile, outputFile) = (folder.url.appending(path: "in"), folder.url.appending(path: "out"))
        try input.write(to: inputFile)
        try Data().write(to: outputFile)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try Data(contentsOf: outputFile))
    }
}
