import Foundation
import Primitives
import Signing
import TestSupport
import Testing

/// The golden draws of EL-DRAW-1, made by two implementations that are not this one.
struct DrawVectors: Decodable {
    struct Contributor: Decodable, Sendable {
        let id, nonce, commit: String
    }

    struct Case: Decodable, CustomTestStringConvertible, Sendable {
        let exam, scope: String
        let run: UInt32
        let secretKey, publicKey: String
        let roster: [String]
        let contributors: [Contributor]
        let draw, rosterRoot, seed, alpha, proof, output: String
        let words: [String]
        let wordsUsed: Int
        let numbers: [UInt32]
        let salt, leaf, root: String
        let path: [String]

        enum CodingKeys: String, CodingKey {
            case run, contributors, seed, alpha
            case exam = "exam_id"
            case scope = "scope_id"
            case secretKey = "vrf_sk"
            case publicKey = "vrf_pk"
            case roster = "roster_sorted"
            case draw = "draw_id"
            case rosterRoot = "roster_root"
            case proof = "pi"
            case output = "beta"
            case words = "first_stream_words"
            case wordsUsed = "words_used"
            case numbers = "numbers_by_roster_index"
            case salt = "salt_0"
            case leaf = "leaf_0"
            case root = "assignment_root"
            case path = "path_0"
        }

        var testDescription: String { "\(scope), \(roster.count)" }

        func key() throws -> VRFSecretKey {
            let seed = try #require(Hex.decode(secretKey))
            return try VRFSecretKey(seed: seed.span)
        }
    }

    struct Sample: Decodable, CustomTestStringConvertible, Sendable {
        let bound: UInt64
        let words: [String]
        let rejected: Int
        let result: UInt64

        enum CodingKeys: String, CodingKey {
            case words, rejected, result
            case bound = "m"
        }

        var testDescription: String { "below \(bound)" }
    }

    let cases: [Case]
    let samples: [Sample]

    enum CodingKeys: String, CodingKey {
        case cases
        case samples = "uniform_sampler"
    }

    static let all = Result {
        try JSONDecoder().decode(
            DrawVectors.self,
            from: Data(
                contentsOf: Repository.root.appending(path: "Tests/ExamTests/Conformance/el-draw-v1.json")))
    }
}

/// Words given beforehand, so that those are seen which a hash would hardly ever give.
struct GivenWords: RandomNumberGenerator {
    private let words: [UInt64]
    private(set) var used = 0

    init(_ words: [UInt64]) {
        self.words = words
    }

    mutating func next() -> UInt64 {
        defer { used += 1 }
        return words[used]
    }
}

/// A source that counts what is taken from it.
struct Counted<Source: RandomNumberGenerator>: RandomNumberGenerator {
    private var source: Source
    private(set) var used = 0

    init(_ source: Source) {
        self.source = source
    }

    mutating func next() -> UInt64 {
        used += 1
        return source.next()
    }
}
