import Primitives
import Testing

@Suite("Hexadecimal, Base64 and the values of fixed width")
struct EncodingTests {
    static func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ count &* 151) }
    }

    static func base64(_ bytes: [UInt8], _ alphabet: Base64.Alphabet = .standard) -> String {
        Base64.encode(bytes.span, alphabet)
    }

    @Test(
        "the examples of RFC 4648, section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func examples(text: String, encoded: String) {
        #expect(EncodingTests.base64(Array(text.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(text.utf8))
        let bare = encoded.replacing("=", with: "")
        #expect(EncodingTests.base64(Array(text.utf8), .urlWithoutPadding) == bare)
        #expect(Base64.decode(bare, .urlWithoutPadding) == Array(text.utf8))
    }

    @Test("bytes of every length come back from both alphabets and from hexadecimal", arguments: 0..<80)
    func roundTrip(count: Int) {
        let bytes = EncodingTests.bytes(count)
        #expect(Base64.decode(EncodingTests.base64(bytes)) == bytes)
        #expect(Base64.decode(EncodingTests.base64(bytes, .urlWithoutPadding), .urlWithoutPadding) == bytes)
        let hex = Hex.encode(bytes.span)
        #expect(Hex.decode(hex) == bytes)
    }

    @Test("of all texts of four characters over a small alphabet, those that decode are what encoding gives")
    func canonical() {
        let digits = Array("AQgwZ/+-_= \n".utf8)
        for a in digits {
            for b in digits {
                for c in digits {
                    for d in digits {
                        let text = String(decoding: [a, b, c, d], as: UTF8.self)
                        if let bytes = Base64.decode(text), EncodingTests.base64(bytes) != text {
                            Issue.record("\(text) decodes although it is not canonical")
                        }
                        if let bytes = Base64.decode(text, .urlWithoutPadding),
                            EncodingTests.base64(bytes, .urlWithoutPadding) != text
                        {
                            Issue.record("\(text) decodes although it is not canonical base64url")
                        }
                    }
                }
            }
        }
    }

    @Test(
        "other spellings are refused",
        arguments: [
            "Zg", "Zg=", "Zh==", "Zm9=", "Zm8", "Zm8==", "====", "=", "Z===", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm-v",
            "Zm_v", "Zm9\u{E9}",
        ])
    func refusals(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(
        "unpadded base64url has no padding, no plus and no unused bits",
        arguments: ["Zg==", "Zh", "Zm9", "Z", "Zm+v", "Zm/v", "Zm9vY"])
    func urlRefusals(text: String) {
        #expect(Base64.decode(text, .urlWithoutPadding) == nil)
    }

    @Test("hexadecimal is lowercase and whole", arguments: ["A0", "0", "0g", "0x", " 00", "００"])
    func hexRefusals(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test("a digest is exactly 32 bytes, read and written alike, and ordered as bytes")
    func digests() throws {
        let bytes = EncodingTests.bytes(32)
        let digest = try #require(Digest(hex: Hex.encode(bytes.span)))
        #expect(digest.bytes == bytes)
        #expect(digest.base64 == EncodingTests.base64(bytes))
        #expect((0..<32).map { digest[$0] } == bytes)
        var appended: [UInt8] = [1]
        appended.append(digest)
        #expect(appended == [1] + bytes)
        for text in [
            "", String(repeating: "0", count: 62), String(repeating: "0", count: 66), String(repeating: "F", count: 64),
        ] {
            #expect(Digest(hex: text) == nil)
        }
        var larger = bytes
        larger[17] += 1
        let other = try #require(Digest(hex: Hex.encode(larger.span)))
        #expect(digest < other && !(other < digest))
    }

    @Test("SHA-256 of the examples of FIPS 180, in one piece and in several")
    func sha256() {
        #expect(SHA256.digest(of: []).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let abc = Array("abc".utf8)
        #expect(SHA256.digest(of: abc).hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        var hash = SHA256()
        hash.update(UInt8(ascii: "a"))
        hash.update(Array("bc".utf8).span)
        let digest = hash.finalize()
        #expect(digest == SHA256.digest(of: abc))
        var nested = SHA256()
        nested.update(digest)
        let nestedDigest = nested.finalize()
        #expect(nestedDigest == SHA256.digest(of: digest.bytes))
    }

    @Test(
        "SHA-256 of a byte and a piece is that of both together, however long the piece is",
        arguments: [0, 1, 54, 55, 63, 64, 1_022, 1_023, 1_024, 1_025, 70_000])
    func prefixedPiece(length: Int) {
        let piece = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(SHA256.digest(of: 0x00, piece.span) == SHA256.digest(of: [0x00] + piece))
    }

    static let id = "01a1c2f8-fce0-7a02-a1f9-7de6a37dfeea"

    @Test("an event's id is a lowercase UUID of version 7, read and written alike")
    func eventIDs() throws {
        let id = try #require(EncodingTests.eventID(EncodingTests.id))
        #expect(id.text == EncodingTests.id)
        #expect(id.bytes.count == EventID.width)
    }

    static func eventID(_ text: String) -> EventID? { EventID(text: Array(text.utf8).span) }

    @Test(
        "what is not such an id is refused",
        arguments: [
            "", "01A1C2F8-FCE0-7A02-A1F9-7DE6A37DFEEA", "01a1c2f8-fce0-4a02-a1f9-7de6a37dfeea",
            "01a1c2f8-fce0-7a02-c1f9-7de6a37dfeea", "01a1c2f8-fce0-7a02-71f9-7de6a37dfeea",
            "01a1c2f8fce07a02a1f97de6a37dfeea", "01a1c2f8-fce0-7a02-a1f9-7de6a37dfee",
            "01a1c2f8-fce0-7a02-a1f97-de6a37dfeea",
            "{01a1c2f8-fce0-7a02-a1f9-7de6a37dfeea}", "01a1c2f8-fce0-7a02-a1f9-7de6a37dfeeg",
        ])
    func notEventIDs(text: String) {
        #expect(EncodingTests.eventID(text) == nil)
    }

    @Test("a key's id is the first half of its hash")
    func keyIDs() throws {
        let key = try #require(Digest(hex: "05e98c935bc27b1ab8e7f02b268eaa2b5bb529fc61c751564b91f37fcafabad7"))
        #expect(KeyID(publicKey: key).hex == "9973a4593fb1bfa762187c0c5b1666b2")
        #expect(KeyID(hex: "9973a4593fb1bfa762187c0c5b1666b2") == KeyID(publicKey: key))
        #expect(KeyID(hex: "9973A4593fb1bfa762187c0c5b1666b2") == nil)
        #expect(KeyID(hex: "99") == nil)
    }

    @Test("integers are appended in full width, the highest byte first")
    func bigEndian() {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: UInt8(1))
        bytes.append(bigEndian: UInt16(0x0203))
        bytes.append(bigEndian: UInt32(0x0405_0607))
        bytes.append(bigEndian: UInt64(0x0809_0A0B_0C0D_0E0F))
        #expect(bytes == Array(1...15))
    }
}
