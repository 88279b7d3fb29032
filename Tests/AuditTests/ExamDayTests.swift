import Audit
import Exam
import Foundation
import Primitives
import TestSupport
import Testing

/// What the audit of the example day must find, by the file that was made with it.
private struct Truth: Decodable {
    let expected: [String: [String: String]]
    let severity: [String: [String: String]]

    static func load() throws -> Truth {
        let file = Repository.examDay.appending(path: "truth.json")
        return try JSONDecoder().decode(Truth.self, from: Data(contentsOf: file))
    }
}

@Suite("The example exam day")
struct ExamDayTests {
    @Test("finds what the truth file names, with its severity, and nothing else")
    func findings() throws {
        let truth = try Truth.load()
        let rules = Set(Ruleset.rules.map(\.id))
        var expected: Set<String> = []
        for (candidate, outcomes) in truth.expected {
            for (id, outcome) in outcomes where rules.contains(id) {
                let severity = truth.severity[candidate]?[id] ?? Ruleset.rule(id)?.severity.rawValue ?? "?"
                expected.insert("\(candidate) \(id) \(outcome) \(severity)")
            }
        }
        let result = try AuditedLog.examDay().audit()
        let found = result.findings.map { finding in
            "\(finding.candidate ?? finding.stream.text) \(finding.rule) \(finding.outcome.rawValue) "
                + finding.severity.rawValue
        }
        #expect(Set(found) == expected)
        #expect(found.count == expected.count)
        #expect(expected.count >= 6)
    }

    @Test("gives the same bytes whatever the order of sessions and findings")
    func order() throws {
        let log = try AuditedLog.examDay()
        let result = log.audit()
        for _ in 0..<5 {
            let other = log.audit(shuffled: true)
            #expect(other.json(all: true).canonicalBytes == result.json(all: true).canonicalBytes)
            #expect(other.findingsRoot == result.findingsRoot)
        }
        #expect(log.audit(keepsAll: false).json().canonicalBytes == result.json().canonicalBytes)
    }

    @Test("takes the policy's own digest for the parameters")
    func parameters() throws {
        let log = try AuditedLog.examDay()
        let policy = try #require(
            log.entries.compactMap { entry in
                if case .examPolicySet(let data) = entry.payload { data.policyHash } else { nil }
            }.last)
        #expect(log.audit().parametersHash == policy)
    }
}
