import Foundation
import Primitives
import Signing
import TestSupport
import Testing

@Suite("Ed25519 keys and signatures")
struct KeyTests {
    @Test("a signature verifies over its message and over nothing else")
    func signatures() throws {
        let key = try SecretKey.generate()
        let message = Array("what an actor says".utf8)
        let signature = key.sign(bytes: message)
        #expect(key.publicKey.accepts(signature, over: message))
        #expect(try !SecretKey.generate().publicKey.accepts(signature, over: message))
        for index in 0..<Signature.width * 8 {
            var bytes = signature.bytes
            bytes[index / 8] ^= 1 << UInt8(index % 8)
            let tampered = try #require(Signature(bytes: bytes))
            #expect(!key.publicKey.accepts(tampered, over: message))
        }
        for index in message.indices {
            var other = message
            other[index] ^= 1
            #expect(!key.publicKey.accepts(signature, over: other))
        }
    }

    @Test("an empty message can be signed")
    func emptyMessage() throws {
        let key = try SecretKey.generate()
        let empty: [UInt8] = []
        #expect(key.publicKey.accepts(key.sign(bytes: empty), over: empty))
    }

    @Test("the same seed gives the key of RFC 8032, test 2")
    func knownSeed() throws {
        let seed = try #require(Hex.decode("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        let key = try SecretKey(seedBytes: seed)
        #expect(key.publicKey.bytes.hex == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        let message: [UInt8] = [0x72]
        let expected =
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        #expect(key.sign(bytes: message).bytes == Hex.decode(expected))
    }

    @Test("a seed of another length is refused")
    func seedLength() throws {
        let short = [UInt8](repeating: 1, count: 31)
        #expect(throws: LedgerError("key.form")) { try SecretKey(seedBytes: short) }
    }

    @Test("small-order and non-canonical keys are not sound", arguments: KeyTests.unsoundKeys)
    func soundness(hex: String) throws {
        let digest = try #require(Digest(hex: hex))
        #expect(!PublicKey(digest).isSound)
        #expect(try SecretKey.generate().publicKey.isSound)
    }

    static let unsoundKeys = [
        // Identity, order 2, order 4, order 8, then y = p + 1 and a point that is not on the curve.
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0200000000000000000000000000000000000000000000000000000000000000",
    ]

    @Test(
        "of the 914 CCTV signatures exactly the 43 are accepted that libsodium accepts",
        .enabled(if: Repository.vectors != nil, "skipped: the folder of public vectors is absent"))
    func cctv() throws {
        struct Vector: Decodable { let number: Int, key, sig, msg: String }
        let file = try #require(Repository.vectors).appending(path: "cctv-ed25519.jsonl")
        let vectors = try Repository.lines(of: file).map {
            try JSONDecoder().decode(Vector.self, from: Data($0.utf8))
        }
        #expect(vectors.count == 914)
        let accepted = try vectors.filter { vector in
            let key = PublicKey(try #require(Digest(hex: vector.key)))
            let signature = Signature(bytes: try #require(Hex.decode(vector.sig)))
            return key.accepts(signature, over: Array(vector.msg.utf8))
        }
        #expect(accepted.count == 43)
    }

    @Test(
        "every Wycheproof signature gets the verdict it should",
        .enabled(if: Repository.vectors != nil, "skipped: the folder of public vectors is absent"))
    func wycheproof() throws {
        struct Vectors: Decodable {
            struct Group: Decodable {
                struct Key: Decodable { let pk: String }
                struct Case: Decodable { let tcId: Int, msg, sig, result: String }
                let publicKey: Key
                let tests: [Case]
            }
            let numberOfTests: Int
            let testGroups: [Group]
        }
        let file = try #require(Repository.vectors).appending(path: "wycheproof-ed25519_test.json")
        let vectors = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
        var count = 0
        for group in vectors.testGroups {
            let key = PublicKey(try #require(Digest(hex: group.publicKey.pk)))
            for test in group.tests {
                let message = try #require(Hex.decode(test.msg))
                let signature = Signature(bytes: try #require(Hex.decode(test.sig)))
                let verdict = key.accepts(signature, over: message)
                #expect(verdict == (test.result == "valid"), "tcId \(test.tcId)")
                count += 1
            }
        }
        #expect(count == vectors.numberOfTests)
    }
}
