import Foundation
import Primitives
import Signing
import TestSupport
import Testing

@Suite("The verifiable random function of RFC 9381")
struct ECVRFTests {
    struct Vector: Decodable, CustomTestStringConvertible, Sendable {
        let example: String?
        let sk, pk, alpha, pi, beta: String

        enum CodingKeys: String, CodingKey {
            case example, alpha, pi, beta
            case sk = "SK"
            case pk = "PK"
        }

        var testDescription: String { example.map { "RFC 9381 example \($0)" } ?? "alpha \(alpha)" }
    }

    struct Negative: Decodable, CustomTestStringConvertible, Sendable {
        let name, pk, alpha, pi: String

        enum CodingKeys: String, CodingKey {
            case name, alpha, pi
            case pk = "PK"
        }

        var testDescription: String { name }
    }

    struct File: Decodable {
        struct Ours: Decodable {
            let positive: [Vector]
            let negative: [Negative]
        }

        // swift-format-ignore: AlwaysUseLowerCamelCase
        let rfc9381_b3: [Vector]
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let not_from_rfc: Ours
    }

    /// The vectors; `nil` where they do not lie beside the project.
    static let file: File? = Repository.vectors.flatMap { folder in
        try? JSONDecoder().decode(
            File.self, from: Data(contentsOf: folder.appending(path: "ecvrf-edwards25519-sha512-tai.json")))
    }
    static let positive = file.map { $0.rfc9381_b3 + $0.not_from_rfc.positive } ?? []
    static let negative = file?.not_from_rfc.negative ?? []

    @Test(
        "a vector's key proves and verifies as the vector says",
        .enabled(if: file != nil, "the public vectors are not beside the project"), arguments: positive)
    func vectors(vector: Vector) throws {
        let seed = try #require(Hex.decode(vector.sk))
        let alpha = try #require(Hex.decode(vector.alpha))
        let key = try VRFSecretKey(seedBytes: seed)
        #expect(key.publicKey.bytes.hex == vector.pk)
        let proved = try key.prove(bytes: alpha)
        #expect(proved.proof.hex == vector.pi)
        #expect(proved.output.hex == vector.beta)
        #expect(key.publicKey.verify(proved.proof, bytes: alpha)?.hex == vector.beta)
    }

    @Test(
        "what a vector says is invalid proves nothing",
        .enabled(if: file != nil, "the public vectors are not beside the project"), arguments: negative)
    func negatives(vector: Negative) throws {
        let key = VRFPublicKey(try #require(Digest(hex: vector.pk)))
        let alpha = try #require(Hex.decode(vector.alpha))
        #expect(VRFProof(hex: vector.pi).flatMap { key.verify($0, bytes: alpha) } == nil)
    }

    @Test("every proof proves one output for its own input, key and bytes, and for no other")
    func uniqueness() throws {
        let key = try VRFSecretKey(SecretKey.generate())
        for length in 0..<40 {
            let alpha = [UInt8](repeating: UInt8(length), count: length)
            let (proof, output) = try key.prove(bytes: alpha)
            #expect(key.publicKey.verify(proof, bytes: alpha) == output)
            #expect(key.publicKey.verify(proof, bytes: alpha + [0]) == nil)
            #expect(try VRFSecretKey(SecretKey.generate()).publicKey.verify(proof, bytes: alpha) == nil)
        }
        let (proof, _) = try key.prove(bytes: [1])
        for bit in 0..<VRFProof.width * 8 {
            var bytes = proof.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try key.publicKey.verify(#require(VRFProof(bytes)), bytes: [1]) == nil)
        }
    }

    @Test("a key of small or mixed order, or written otherwise than canonically, is not sound")
    func unsoundKeys() throws {
        let mixed = "faeae32c7d23bd6f62e613aeefb961b0151e7cff16b0cfba6f542312b7512a6c"
        for hex in KeyTests.unsoundKeys + [mixed] {
            #expect(try !VRFPublicKey(#require(Digest(hex: hex))).isSound)
        }
        #expect(try VRFSecretKey(SecretKey.generate()).publicKey.isSound)
    }

    @Test("a proof has 80 bytes")
    func width() {
        #expect(VRFProof([UInt8](repeating: 0, count: 79)) == nil)
        #expect(VRFProof([UInt8](repeating: 0, count: 81)) == nil)
        #expect(VRFProof([UInt8](repeating: 7, count: 80))?.hex == String(repeating: "07", count: 80))
    }

    @Test("the library on this machine is fit for draws")
    func selfTest() throws {
        try ECVRF.selfTest()
    }
}
