import Exam
import Primitives

/// What an audit of a simulated day must find, by what was put into it.
public struct Truth: Sendable {
    var expected: [String: [Expectation]] = [:]
    var scopes: [String: [Expectation]] = [:]
    var states: [String: MainState] = [:]
    var lots: [String: Int64] = [:]
    var injected: [String: [String]] = [:]
    var clean: [String] = []
    var counts: [EventType: Int] = [:]

    /// How many events there are.
    public var events: Int { counts.values.reduce(0, +) }

    mutating func count(_ lines: [Line]) {
        for line in lines { counts[line.type, default: 0] += 1 }
    }
}

extension Truth {
    /// Takes note of what befell a candidate, and of where that leads.
    mutating func note(
        _ person: Person, lot: Int64?, _ release: ReleasePlan?, _ aftermath: SimulationOptions.Aftermath
    ) {
        let name = person.names.candidate
        let expectations = release.map { person.expected(after: $0) } ?? person.expected
        expected[name] = expectations
        states[name] = person.state(release, aftermath)
        lots[name] = lot
        for fault in person.faults { injected[fault.name, default: []].append(name) }
        if expectations.isEmpty { clean.append(name) }
    }

    /// Takes note of what broke a sitting or its exam as a whole.
    mutating func note(_ sitting: SittingPlan) {
        if let fault = sitting.fault {
            scopes[sitting.subject.stream] = fault.expects
            injected[fault.name, default: []].append(sitting.id)
        }
        if let fault = sitting.exam.fault {
            scopes[Subject(exam: sitting.exam.id).stream] = fault.expects
            injected[fault.name, default: []].append(sitting.exam.id)
        }
    }

    /// The members of `truth.json` that say what must be found.
    var members: [JSONValue.Member] {
        [
            .init("injected", .object(sorted(injected) { .array($0.map { .string($0) }) })),
            .init("expected", .object(sorted(expected.filter { !$0.value.isEmpty }, outcomes))),
            .init("severity", .object(severities)),
            .init("expected_scopes", .object(sorted(scopes.filter { !$0.value.isEmpty }, outcomes))),
            .init("state", .object(sorted(states) { .string($0.rawValue) })),
            .init("lots", .object(sorted(lots) { .number($0) })),
            .init("clean", .array(clean.map { .string($0) })),
            .init("events", .number(events)),
            .init(
                "counts",
                .object(
                    counts.sorted { $0.key.rawValue < $1.key.rawValue }
                        .map { .init($0.key.rawValue, .number($0.value)) })),
        ]
    }

    private func sorted<Value>(_ values: [String: Value], _ json: (Value) -> JSONValue) -> [JSONValue.Member] {
        values.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
            .map { .init($0.key, json($0.value)) }
    }

    private func outcomes(_ expectations: [Expectation]) -> JSONValue {
        let byRule = Dictionary(expectations.map { ($0.rule, $0.outcome.rawValue) }) { first, _ in first }
        return .object(sorted(byRule) { .string($0) })
    }

    private var severities: [JSONValue.Member] {
        let raised = expected.merging(scopes) { first, _ in first }.mapValues { $0.filter { $0.severity != nil } }
        return sorted(raised.filter { !$0.value.isEmpty }) { expectations in
            let byRule = Dictionary(expectations.map { ($0.rule, $0.effective.rawValue) }) { first, _ in first }
            return .object(sorted(byRule) { .string($0) })
        }
    }
}
