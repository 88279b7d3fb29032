import Foundation
import Ledger
import Primitives
import Signing

/// What outsiders are given, measured as whole processes of the program on a large ledger.
struct Outside {
    /// How many entries are published the second time.
    static let further = 1_000

    /// How often each proof is measured, the median counting.
    private static let rounds = 11

    private let program: String
    private let day: SimulatedLedger
    private let work: URL

    /// - Parameter work: a folder for what is written.
    init(_ program: String, _ day: SimulatedLedger, in work: URL) {
        self.program = program
        self.day = day
        self.work = work
    }

    /// Proves, bundles, publishes, adds entries and publishes again.
    func run() throws -> Figures.Outside {
        try examledger("index", "commit")
        let session = try day.session()
        let file = work.appending(path: "outside").path
        let proof = try (0..<Outside.rounds).map { _ in
            try examledger("prove", "#\(day.size / 2)", "-o", file, removing: file)
        }
        let bundle = try (0..<Outside.rounds).map { _ in
            try examledger("bundle", session.candidate, "--sitting", session.sitting, "-o", file, removing: file)
        }
        let published = work.appending(path: "published").path
        let first = try examledger("publish", published)
        let added = try day.append()
        try examledger("checkpoint")
        let second = try examledger("publish", published)
        return Figures.Outside(
            entries: day.size, proofMilliseconds: proof.sorted()[proof.count / 2] * 1_000,
            bundleMilliseconds: bundle.sorted()[bundle.count / 2] * 1_000, publishSeconds: first, added: added,
            publishAgainSeconds: second)
    }

    /// The seconds that a run of the program takes.
    @discardableResult
    private func examledger(_ words: String..., removing file: String? = nil) throws -> Double {
        if let file { try? FileManager.default.removeItem(atPath: file) }
        let child = try ChildProcess(program, words + ["--ledger", day.folder])
        guard child.status == 0 else { throw BenchError.phase(words.joined(separator: " ")) }
        return child.seconds
    }
}
