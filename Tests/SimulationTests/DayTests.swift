import Exam
import Ledger
import Primitives
import Simulation
import Testing

@Suite("A simulated day")
struct DayTests {
    static let days = [
        SmallDay(candidates: 6, seed: 1, faults: .none),
        SmallDay(candidates: 30, seed: 2, faults: .all),
        SmallDay(candidates: 30, seed: 3, faults: .all, parameters: .varied, aftermath: .release),
        SmallDay(candidates: 10, seed: 4, parameters: .varied, aftermath: .release, capacity: 4),
    ]

    @Test("is the same bytes for the same options", arguments: [days[0], days[3]])
    func sameBytes(day: SmallDay) throws {
        let bytes = try day.bytes()
        #expect(try day.bytes() == bytes)
        #expect(bytes.split(separator: 0x0A).count > 200 * day.candidates)
    }

    @Test("is another for another seed")
    func otherSeed() throws {
        let one = try SmallDay(candidates: 2, seed: 1).bytes()
        let other = try SmallDay(candidates: 2, seed: 2).bytes()
        #expect(Set(one.split(separator: 0x0A)).isDisjoint(with: other.split(separator: 0x0A)))
    }

    @Test("is taken whole, verifies, and is found to be what was put into it", arguments: days)
    func isWhatWasPutIn(day: SmallDay) throws {
        let ledger = try SimulatedLedger(day.options)
        #expect(ledger.refused.isEmpty)
        #expect(ledger.outcomes.count == ledger.truth.counts.values.reduce(0, +))
        #expect(try ledger.store.verify { _, _ in true }.problems.isEmpty)
        let standings = try ledger.standings()
        let states = standings.map { ($0.session.candidate, $0.state.rawValue) }
        #expect(Dictionary(uniqueKeysWithValues: states) == ledger.truth.state)
        let lots = standings.compactMap { standing in
            standing.session.lot.map { (standing.session.candidate, $0.number) }
        }
        #expect(Dictionary(uniqueKeysWithValues: lots) == ledger.truth.lots)
        let (found, expected) = (try ledger.found(), ledger.expected())
        #expect(found.subtracting(expected).sorted() == [])
        #expect(expected.subtracting(found).sorted() == [])
    }

    @Test("has nothing to find where nobody did anything wrong")
    func clean() throws {
        let ledger = try SimulatedLedger(SmallDay(candidates: 3, seed: 9, faults: .none).options)
        #expect(ledger.truth.clean == ["c-0001", "c-0002", "c-0003"])
        #expect(try ledger.found() == [])
    }

    @Test("has exactly the faults that were named, at their limits found or not")
    func named() throws {
        let day = SmallDay(candidates: 8, seed: 5, faults: .named(["focus-lost-long", "focus-lost-below-limit"]))
        let ledger = try SimulatedLedger(day.options)
        #expect(Set(ledger.truth.injected.keys) == ["focus-lost-long", "focus-lost-below-limit"])
        let guilty = try #require(ledger.truth.injected["focus-lost-long"]?.first)
        #expect(ledger.truth.expected == [guilty: ["FOCUS-01": "fail"]])
    }

    @Test("does not know a fault that there is not")
    func unknownFault() {
        #expect(throws: LedgerError.self) {
            try Simulation(
                SmallDay(candidates: 1, seed: 1, faults: .named(["focus-lost-long", "no-such-fault"])).options)
        }
    }

    @Test("has about 290 events a candidate, in the order of their reception, sitting after sitting")
    func order() throws {
        var received: [Int64] = []
        let simulation = try Simulation(SmallDay(candidates: 9, seed: 6, faults: .none, capacity: 3).options)
        let truth = try simulation.run { (lines, _) throws(LedgerError) in
            for line in lines.split(separator: 0x0A) {
                let text = String(decoding: line, as: UTF8.self)
                if let match = text.firstMatch(of: /"received_at":([0-9]+)}$/) { received.append(Int64(match.1) ?? 0) }
            }
        }
        #expect(received.count == truth.events)
        #expect(received == received.sorted())
        #expect((270...310).contains(truth.events / 9))
    }
}
