import Exam
import Primitives
import Signing
import TestSupport
import Testing

@Suite("The draw EL-DRAW-1")
struct DrawTests {
    static let vectors = (try? DrawVectors.all.get()) ?? DrawVectors(cases: [], samples: [])

    @Test("the golden draws are read")
    func present() throws {
        #expect(try DrawVectors.all.get().cases.count >= 3)
    }

    @Test("a golden draw comes out as it is written", arguments: vectors.cases)
    func golden(vector: DrawVectors.Case) throws {
        let roster = Draw.Roster(vector.roster.shuffled())
        #expect(roster.candidates == vector.roster)
        #expect(roster.root.hex == vector.rosterRoot)
        let key = try vector.key()
        #expect(key.publicKey.bytes.hex == vector.publicKey)
        let draw = Draw.id(exam: vector.exam, scope: vector.scope, run: vector.run)
        #expect(draw.hex == vector.draw)
        let contributions = try vector.contributors.map { contributor in
            let contribution = Draw.Contribution(
                contributor: contributor.id, nonce: try #require(Digest(hex: contributor.nonce)))
            #expect(contribution.commit(draw: draw).hex == contributor.commit)
            return contribution
        }
        let run = try Draw.Run(draw: draw, roster: roster, contributions: contributions, key: key)
        #expect(run.seed.hex == vector.seed)
        #expect(Hex.encode(run.commitment.input(seed: run.seed).span) == vector.alpha)
        #expect(run.proof.hex == vector.proof)
        #expect(run.lots.numbers == vector.numbers)
        #expect(run.lots.root.hex == vector.root)
        let first = try #require(run.lots.opening(at: 0))
        #expect(Hex.encode(first.salt.span) == vector.salt)
        #expect(first.path.map(\.hex) == vector.path)
        #expect(first.verifies(draw: draw, count: roster.count, root: run.lots.root))
    }

    @Test("the words of a golden draw come from its output, and as many are used", arguments: vectors.cases)
    func words(vector: DrawVectors.Case) throws {
        let alpha = try #require(Hex.decode(vector.alpha))
        let output = try vector.key().prove(alpha.span).output
        #expect(output.hex == vector.output)
        var stream = Draw.WordStream(output)
        for word in vector.words { #expect(stream.next() == UInt64(word, radix: 16)) }
        var counted = Counted(Draw.WordStream(output))
        #expect(Draw.permutation(count: UInt32(vector.roster.count), from: &counted) == vector.numbers)
        #expect(counted.used == vector.wordsUsed)
    }

    @Test("words that would favour some numbers are thrown away", arguments: vectors.samples)
    func rejection(sample: DrawVectors.Sample) throws {
        var words = GivenWords(try sample.words.map { try #require(UInt64($0, radix: 16)) })
        #expect(Draw.uniform(below: sample.bound, from: &words) == sample.result)
        #expect(words.used == sample.rejected + 1)
    }

    @Test("the last word taken and the first one thrown away stand side by side", arguments: [3, 6, 7, 1_500_000])
    func border(bound: UInt64) {
        let surplus = (UInt64.max % bound + 1) % bound
        var taken = GivenWords([UInt64.max - surplus])
        #expect(Draw.uniform(below: bound, from: &taken) == bound - 1)
        var thrown = GivenWords([UInt64.max - surplus + 1, 0])
        #expect(Draw.uniform(below: bound, from: &thrown) == 0)
        #expect(thrown.used == 2)
    }

    @Test("every order of four comes out as often as any other")
    func fairness() {
        var seeded = SeededGenerator(seed: 11)
        var counts: [[UInt32]: Int] = [:]
        for _ in 0..<24_000 { counts[Draw.permutation(count: 4, from: &seeded), default: 0] += 1 }
        // Chi-squared with 23 degrees of freedom: above 65 in one seed of 100,000.
        let deviation = counts.values.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
        #expect(counts.count == 24)
        #expect(deviation < 65)
    }

    @Test("the numbers are a permutation, and every lot opens to the root", arguments: [1, 2, 3, 8, 9, 100, 257])
    func everyLot(count: Int) throws {
        let run = try DrawTests.run(of: count)
        #expect(run.lots.numbers.sorted() == (1...UInt32(count)).map { $0 })
        for candidate in run.lots.roster.candidates {
            let lot = try #require(run.lots.opening(of: candidate))
            #expect(lot.candidate == candidate)
            #expect(lot.verifies(draw: run.lots.draw, count: UInt32(count), root: run.lots.root))
        }
        #expect(run.lots.opening(at: UInt32(count)) == nil)
        #expect(run.lots.opening(of: "nobody") == nil)
    }

    @Test("a lot with any change in it opens to nothing")
    func changedLots() throws {
        let run = try DrawTests.run(of: 11)
        let draw = run.lots.draw
        func opens(_ lot: LotOpening, draw other: Digest? = nil, count: UInt32 = 11) -> Bool {
            lot.verifies(draw: other ?? draw, count: count, root: run.lots.root)
        }
        for index in 0..<UInt32(11) {
            let lot = try #require(run.lots.opening(at: index))
            #expect(opens(lot))
            #expect(!opens(lot, draw: Draw.id(exam: "e", scope: "s", run: 2)))
            #expect(!opens(lot, count: 8))
            #expect(!opens(lot.with(candidate: lot.candidate + "x")))
            #expect(!opens(lot.with(path: lot.path + [.zero])))
            #expect(!opens(lot.with(path: lot.path.dropLast())))
            #expect(!opens(lot.with(salt: lot.salt + [0])))
            for bit in 0..<32 {
                #expect(!opens(lot.with(index: lot.index ^ 1 << bit)))
                #expect(!opens(lot.with(number: lot.number ^ 1 << bit)))
            }
            for bit in 0..<128 { #expect(!opens(lot.with(salt: lot.salt.flipping(bit)))) }
            for place in lot.path.indices {
                for bit in 0..<256 {
                    let bytes = lot.path[place].bytes.flipping(bit)
                    var path = lot.path
                    path[place] = Digest(bytes.span) ?? .zero
                    #expect(!opens(lot.with(path: path)))
                }
            }
        }
    }

    @Test("the order of contributions, their number and every one of them change the seed")
    func contributions() throws {
        let roster = Draw.Roster(["a", "b"])
        let commitment = Draw.Commitment(
            draw: Draw.id(exam: "e", scope: "s", run: 1), key: try DrawTests.key().publicKey, roster: roster)
        let first = Draw.Contribution(contributor: "x", nonce: SHA256.digest(of: [1]))
        let second = Draw.Contribution(contributor: "y", nonce: SHA256.digest(of: [2]))
        let renamed = Draw.Contribution(contributor: "z", nonce: second.nonce)
        let seeds = [[first, second], [second, first], [first], [], [first, renamed]].map(commitment.seed)
        #expect(Set(seeds).count == seeds.count)
    }

    @Test("a roster is in the order of bytes, each candidate once")
    func rosters() {
        let roster = Draw.Roster(["b", "a\u{301}", "\u{E1}", "B", "b", "", "aa"])
        #expect(
            roster.candidates.map { Array($0.utf8) }
                == ["", "B", "aa", "a\u{301}", "b", "\u{E1}"].map { Array($0.utf8) })
        for (index, candidate) in roster.candidates.enumerated() {
            #expect(roster.index(of: candidate) == UInt32(index))
        }
        #expect(roster.index(of: "c") == nil)
        #expect(Draw.Roster([]).count == 0)
        #expect(Draw.Roster(["a", "b"]).root != Draw.Roster(["ab"]).root)
    }

    static func key() throws -> VRFSecretKey {
        let seed = (0..<32).map { UInt8($0) }
        return try VRFSecretKey(seed: seed.span)
    }

    static func run(of count: Int) throws -> Draw.Run {
        try Draw.Run(
            exam: "e", scope: "s", run: 1, roster: Draw.Roster((0..<count).map { "c-\($0)" }),
            contributions: ["x", "y"].map {
                Draw.Contribution(contributor: $0, nonce: SHA256.digest(of: Array($0.utf8)))
            }, key: key())
    }
}

extension LotOpening {
    fileprivate func with(
        index: UInt32? = nil, candidate: String? = nil, number: UInt32? = nil, salt: [UInt8]? = nil,
        path: [Digest]? = nil
    ) -> LotOpening {
        LotOpening(
            index: index ?? self.index, candidate: candidate ?? self.candidate, number: number ?? self.number,
            salt: salt ?? self.salt, path: path ?? self.path)
    }
}

extension [UInt8] {
    fileprivate func flipping(_ bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return bytes
    }
}
