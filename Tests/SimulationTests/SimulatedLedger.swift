import Audit
import Exam
import Foundation
import Ledger
import Primitives
import Signing
import Simulation
import TestSupport
import Testing

/// A simulated day in a ledger of its own, and what its truth file says.
struct SimulatedLedger {
    /// The part of a truth file that an audit is held against.
    struct Truth: Decodable {
        let expected: [String: [String: String]]
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let expected_scopes: [String: [String: String]]
        let severity: [String: [String: String]]
        let state: [String: String]
        let lots: [String: Int64]
        let injected: [String: [String]]
        let clean: [String]
        let counts: [String: Int]
    }

    let folder: TemporaryFolder
    let simulation: Simulation
    let truth: Truth
    let store: LedgerStore
    let outcomes: [LineOutcome]

    init(_ options: SimulationOptions) throws {
        folder = try TemporaryFolder()
        simulation = try Simulation(options)
        let keys = Dictionary(uniqueKeysWithValues: try simulation.staffKeys().map { ($0.file, $0.key) })
        guard let authority = keys["authority"], let log = keys["log"] else { throw CocoaError(.fileNoSuchFile) }
        let platform = try SigningKey.generate(name: "ledger")
        store = try LedgerStore.create(
            at: folder.path + "/day.ledger",
            LedgerPlan(
                origin: simulation.origin, mode: .formal, clock: .imported, approvalsRequired: 2,
                openedAt: simulation.openedAt, authorityKey: authority, platformKey: platform,
                logKey: log.verificationKey, randomness: [(1, 1), (2, 2)]))
        var outcomes: [LineOutcome] = []
        let intake = try Intake(
            LedgerWriter(store, platformKey: platform), clock: { Instant(milliseconds: 0) }
        ) { outcomes.append($0) }
        let truth = try simulation.run { (lines, _) throws(LedgerError) in
            for line in lines.split(separator: 0x0A) { try intake.take(Array(line).span) }
        }
        try intake.finish()
        self.outcomes = outcomes
        self.truth = try JSONDecoder().decode(Truth.self, from: Data(simulation.json(truth).text.utf8))
    }

    /// The lines that were not taken, with the reasons.
    var refused: [String] {
        outcomes.compactMap { outcome in
            switch outcome.answer {
            case .appended: nil
            case .duplicate: "line \(outcome.line): duplicate"
            case .refused(let rejection, _): "line \(outcome.line): \(rejection.refusal)"
            }
        }
    }

    /// Where every session stands.
    func standings() throws -> [SessionStanding] {
        let prefix = try store.prefix()
        return try store.sessions(asOf: prefix).map { session in
            var state = SessionState(exam: session.exam, sitting: session.sitting, candidate: session.candidate)
            for event in try store.events(of: session.stream, below: prefix.size) { state.apply(event) }
            let context = try store.context(exam: session.exam, sitting: session.sitting, asOf: prefix)
            return SessionStanding(state, SittingState(context), now: prefix.now)
        }
    }

    /// What an audit finds, one line a finding.
    func found() throws -> Set<String> {
        let prefix = try store.prefix()
        let evidence = LedgerEvidence(try store.verify { _, _ in true }, differences: nil, in: prefix)
        return Set(
            try LedgerAudit(store, asOf: prefix).run(evidence: evidence).findings.map { finding in
                "\(finding.candidate ?? finding.stream.text) \(finding.rule) \(finding.outcome.rawValue) "
                    + finding.severity.rawValue
            })
    }

    /// What an audit must find by the rules that there are, one line a finding.
    func expected() -> Set<String> {
        var lines: Set<String> = []
        for (about, outcomes) in truth.expected.merging(truth.expected_scopes, uniquingKeysWith: { first, _ in first })
        {
            for (id, outcome) in outcomes {
                guard let rule = Ruleset.rule(id) else { continue }
                let severity = truth.severity[about]?[id] ?? rule.severity.rawValue
                lines.insert("\(about) \(id) \(outcome) \(severity)")
            }
        }
        return lines
    }
}

/// A day of a seed, small enough for every run of the tests.
struct SmallDay: Sendable, CustomTestStringConvertible {
    let candidates: Int
    let seed: UInt64
    var faults = SimulationOptions.FaultChoice.usual
    var parameters = ParameterSet.usual
    var aftermath = SimulationOptions.Aftermath.none
    var capacity = 120

    var options: SimulationOptions {
        SimulationOptions(
            candidates: candidates, seed: seed, faults: faults, capacity: capacity, parameters: parameters,
            aftermath: aftermath)
    }

    var testDescription: String {
        "\(candidates) candidates, seed \(seed), \(faults), \(parameters.rawValue), \(aftermath.rawValue)"
    }

    /// The bytes of the day.
    func bytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        _ = try Simulation(options).run { (lines, _) throws(LedgerError) in bytes += lines }
        return bytes
    }
}
