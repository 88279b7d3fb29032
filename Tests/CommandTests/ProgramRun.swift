import Foundation
import TestSupport

/// One run of a program to its end, with what it said.
struct ProgramRun {
    let status: Int32
    /// The signal that ended it, which the program of ours never lets happen.
    let signal: Int32?
    let output: Data
    let errors: Data

    /// The folder of the built programs: that of the test bundle.
    static let builtPrograms = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// The environment every run starts from, the same on every machine.
    static func environment(work: URL) -> [String: String] {
        [
            "PATH": programsFolder + ":/usr/bin:/bin", "HOME": work.path, "TMPDIR": work.path, "LANG": "C.UTF-8",
            "WORK": work.path, "EXAMPLE": Repository.examDay.path, "SWIFT_BACKTRACE": "enable=no",
        ]
    }

    private static var programsFolder: String { builtPrograms.path }

    /// Runs a program found along `PATH`, and ends it when it takes too long.
    init(
        _ arguments: [String], in folder: URL, environment: [String: String], input: URL?, mergesErrors: Bool = false,
        limit: TimeInterval = 120
    ) throws {
        guard let name = arguments.first, let path = ProgramRun.find(name, in: environment["PATH"] ?? "") else {
            throw ScriptFailure(description: "no program \(arguments.first ?? "") along PATH")
        }
        // Files, not pipes: a program that says much never waits for us.
        let captured = try TemporaryFolder()
        let outputFile = captured.url.appending(path: "stdout")
        let errorsFile = captured.url.appending(path: "stderr")
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = Array(arguments.dropFirst())
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
        let output = try ProgramRun.create(outputFile)
        process.standardOutput = output
        process.standardError = mergesErrors ? output : try ProgramRun.create(errorsFile)
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        guard ended.wait(timeout: .now() + limit) == .success else {
            kill(process.processIdentifier, SIGKILL)
            throw ScriptFailure(description: "\(name) was still running after \(Int(limit)) s and was ended")
        }
        let isSignal = process.terminationReason == .uncaughtSignal
        signal = isSignal ? process.terminationStatus : nil
        status = isSignal ? 128 + process.terminationStatus : process.terminationStatus
        self.output = try Data(contentsOf: outputFile)
        errors = mergesErrors ? Data() : try Data(contentsOf: errorsFile)
    }

    private static func create(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }

    private static func find(_ name: String, in path: String) -> String? {
        let candidates = name.contains("/") ? [name] : path.split(separator: ":").map { "\($0)/\(name)" }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
