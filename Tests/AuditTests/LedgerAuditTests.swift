import Audit
import Exam
import Ledger
import Primitives
import TestSupport
import Testing

@Suite("The audit of a ledger")
struct LedgerAuditTests {
    @Test("finds of one candidate alone what the whole audit finds of it", arguments: 1...4 as ClosedRange<UInt64>)
    func alone(seed: UInt64) throws {
        let ledger = try RandomLedger(seed: seed, count: 300)
        let whole = try ledger.store.prefix()
        for size in [whole.size, whole.size / 2, 60] {
            let audit = LedgerAudit(ledger.store, asOf: try ledger.store.prefix(size: size))
            let all = try audit.run(evidence: nil, keepsAll: true)
            for session in ledger.sessions {
                let alone = try audit.run(only: [session], keepsAll: true)
                let expected = all.judged.filter { $0.stream == session.stream }
                #expect(alone.judged.map(\.json.text) == expected.map(\.json.text))
            }
            let together = try audit.run(only: ledger.sessions, keepsAll: true)
            #expect(together.judged.map(\.json.text) == all.judged.filter { $0.candidate != nil }.map(\.json.text))
        }
        #expect(ledger.refused < Int(whole.size) / 2)
    }

    @Test("finds of every session what complete references tell, reading twice only what shares a name")
    func complete() throws {
        var (once, twice) = (0, 0)
        for seed in 1...12 as ClosedRange<UInt64> {
            let ledger = try RandomLedger(seed: seed, count: 300)
            let whole = try ledger.store.prefix()
            for size in [whole.size, whole.size / 2, 60, 40, 12] {
                var events: [RecordedEvent] = []
                try ledger.store.forEachEvent(in: 0..<size) { event in
                    events.append(event)
                    return true
                }
                let expected = AuditedLog(events).audit()
                var read: UInt64 = 0
                let audit = LedgerAudit(ledger.store, asOf: try ledger.store.prefix(size: size))
                let result = try audit.run(evidence: .verified, keepsAll: true) { (done, _) throws(LedgerError) in
                    read = done
                }
                #expect(result.judged.map(\.json.text) == expected.judged.map(\.json.text))
                #expect(result.parametersHash == expected.parametersHash)
                #expect(read >= size)
                let policies = events.count { $0.type == .examPolicySet || $0.type == .sittingScheduled }
                guard policies <= 2 else { continue }
                if read < size + UInt64(events.count { $0.statement.candidate != nil }) { once += 1 }
                if read > size { twice += 1 }
            }
        }
        #expect(once > 0 && twice > 0)
    }

    @Test("sees what other streams do with a candidate's keys, phones and accounts")
    func beyond() throws {
        var found: Set<String> = []
        for seed in 1...6 as ClosedRange<UInt64> {
            let ledger = try RandomLedger(seed: seed, count: 300)
            let audit = LedgerAudit(ledger.store, asOf: try ledger.store.prefix())
            let result = try audit.run(only: ledger.sessions)
            for finding in result.findings where finding.outcome == .fail {
                let values = finding.judgement.values
                if values.contains(where: { ($0.name == "shared_keys" || $0.name == "shared") && $0.value != 0 }) {
                    found.insert(finding.rule)
                }
                if finding.rule == "LOGIN-04" || finding.rule == "INT-11" { found.insert(finding.rule) }
            }
        }
        #expect(found == ["INT-10", "EVID-02", "LOGIN-04", "INT-11"])
    }

    @Test("of one candidate reads that candidate's entries, the exam's and a handful of others")
    func reach() throws {
        let day = try RecordedLedger()
        let audit = LedgerAudit(day.store, asOf: try day.store.prefix())
        let sessions = try day.store.sessions(asOf: day.store.prefix())
        var read: UInt64 = 0
        func reading(_ done: UInt64, _: UInt64) throws(LedgerError) { read = done }
        _ = try audit.run(only: [sessions[0]], progress: reading)
        #expect(read >= (try day.store.size()), "the first brings the projection up to date")
        for session in sessions {
            let alone = try audit.run(only: [session], progress: reading)
            let own = try [
                session.stream, .exam(session.exam), .sitting(exam: session.exam, sitting: session.sitting), .trust,
            ].map { try day.store.indexes(of: $0).count }.reduce(0, +)
            // Its own four keys, bound and used, its phone, its account, and the first login of the exam.
            #expect(read >= UInt64(own) && read <= UInt64(own + 20))
            #expect(read < (try day.store.size()) / 4)
            let whole = try audit.run(evidence: nil, progress: reading)
            #expect(read == (try day.store.size()), "no name of the day stands in two streams")
            #expect(
                alone.findings.map(\.json.text)
                    == whole.findings.filter { $0.stream == session.stream }.map(\.json.text))
        }
    }

    @Test("says the same in every run, on all cores", arguments: [3, 4] as [UInt64])
    func repeats(seed: UInt64) throws {
        let ledger = try RandomLedger(seed: seed, count: 600)
        let audit = LedgerAudit(ledger.store, asOf: try ledger.store.prefix())
        let first = try audit.run(evidence: .verified, keepsAll: true)
        for _ in 0..<3 {
            let again = try audit.run(evidence: .verified, keepsAll: true)
            #expect(again.json(all: true).canonicalBytes == first.json(all: true).canonicalBytes)
            #expect(again.findingsRoot == first.findingsRoot)
        }
    }

    @Test("stops where it is told to")
    func stops() throws {
        let ledger = try RandomLedger(seed: 5, count: 100)
        let audit = LedgerAudit(ledger.store, asOf: try ledger.store.prefix())
        let stop = LedgerError(.init(rawValue: "test.stop"), Phrase(en: "stop", zh: "停"))
        #expect(throws: stop) { try audit.run(evidence: nil) { (_, _) throws(LedgerError) in throw stop } }
        #expect(throws: stop) {
            try audit.run(only: [ledger.sessions[0]]) { (_, _) throws(LedgerError) in throw stop }
        }
    }
}
