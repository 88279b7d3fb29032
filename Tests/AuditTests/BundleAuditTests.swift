import Audit
import Exam
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

@Suite("The audit of a bundle")
struct BundleAuditTests {
    /// A bundle with its report, as its maker would write it.
    func bundle(of session: SessionName, in ledger: RandomLedger, _ index: CommittedIndex) throws -> DisputeBundle {
        var bundle = try ledger.store.bundle(of: session, under: index)
        let checked = CheckedBundle(bundle, TrustPolicy(log: ledger.logKey.verificationKey))
        let content = try #require(checked.content, "\(checked.report.problems)")
        bundle.report = try BundleAudit(content).report
        return bundle
    }

    @Test(
        "finds of a candidate what the audit of the ledger finds, but for what other candidates' streams say",
        arguments: 1...6 as ClosedRange<UInt64>)
    func same(seed: UInt64) throws {
        let ledger = try RandomLedger(seed: seed, count: 300)
        let index = try #require(try ledger.commitIndex())
        let audit = LedgerAudit(ledger.store, asOf: try ledger.store.prefix(size: index.size + 1))
        for session in ledger.sessions where try ledger.store.head(of: session.stream) != nil {
            let bundle = try bundle(of: session, in: ledger, index)
            let (report, result) = try CheckedBundle(
                bundle.serialized, TrustPolicy(log: ledger.logKey.verificationKey)
            ).audited()
            #expect(report.holds, "\(report.problems)")
            let found = try #require(result)
            let expected = try audit.run(only: [session])
            func comparable(_ result: AuditResult) -> [String] {
                result.findings.filter { !BundleAudit.judgedInPart.contains($0.rule) }.map(\.json.text)
            }
            #expect(comparable(found) == comparable(expected))
            #expect(found.prefix == expected.prefix && found.parametersHash == expected.parametersHash)
        }
    }

    @Test("refuses a report that these entries do not give")
    func otherReport() throws {
        let ledger = try RandomLedger(seed: 2, count: 200)
        let index = try #require(try ledger.commitIndex())
        var bundle = try bundle(of: ledger.sessions[0], in: ledger, index)
        let policy = TrustPolicy(log: ledger.logKey.verificationKey)
        guard case .object(let members) = bundle.report else { throw MissingReport() }
        func codes(_ report: JSONValue) throws -> [String] {
            bundle.report = report
            let checked = try CheckedBundle(bundle.serialized, policy).audited().report
            #expect(checked.verified.isEmpty == !checked.holds)
            return checked.problems.map(\.code)
        }
        #expect(try codes(.object(members)) == [])
        let hidden = members.map { $0.name == "findings" ? JSONValue.Member("findings", []) : $0 }
        #expect(try codes(.object(hidden)) == ["report.differs"])
        #expect(try codes(.object(Array(members.dropLast()))) == ["report.differs"])
        #expect(try codes(.object([])) == ["report.differs"])
        let other = members.map { $0.name == "ruleset" ? JSONValue.Member("ruleset", "examledger-rules/0.9") : $0 }
        #expect(try codes(.object(other)) == [])
        let report = try CheckedBundle(bundle.serialized, policy).audited().report
        #expect(report.notChecked.contains { $0.code == "report.ruleset" })
        #expect(!report.verified.contains { $0.code == "report" })
    }

    struct MissingReport: Error {}

    @Test("notices a flipped bit anywhere in the file")
    func flips() throws {
        let ledger = try RandomLedger(seed: 3, count: 30)
        let index = try #require(try ledger.commitIndex())
        let session = try #require(try ledger.sessions.first { try ledger.store.head(of: $0.stream) != nil })
        let bytes = try bundle(of: session, in: ledger, index).serialized
        let policy = TrustPolicy(log: ledger.logKey.verificationKey)
        #expect(try CheckedBundle(bytes, policy).audited().report.holds)
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<600 {
            let place = Int.random(in: bytes.indices, using: &generator)
            var changed = bytes
            changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            #expect(!(try CheckedBundle(changed, policy).audited().report.holds), "byte \(place)")
        }
    }

    @Test("names every rule that no bundle, or only part of one, can answer")
    func rules() {
        #expect(Set(BundleAudit.judgedInPart) == ["INT-10", "INT-11", "EVID-02", "LOGIN-04", "NET-02"])
        let all = Ruleset.rules.filter { $0.scope == .candidate && !$0.looksBeyond }.map(\.id)
        #expect(Set(all + BundleAudit.judgedInPart + BundleAudit.notJudged).count == Ruleset.rules.count)
    }
}
