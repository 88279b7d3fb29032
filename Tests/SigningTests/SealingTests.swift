import Primitives
import Signing
import Testing

@Suite("Sealing of personal values")
struct SealingTests {
    private let event = EventID(at: Instant(milliseconds: 1_794_272_460_000), randomness: (1, 2))
    private let other = EventID(at: Instant(milliseconds: 1_794_272_460_000), randomness: (1, 3))

    @Test("what is sealed opens for its event and its name, by its key, and for nothing else")
    func opens() throws {
        let key = try SealingKey.generate()
        let sealed = try key.seal("WyJzYWx0IiwibmFtZSIsIuadjuWNjiJd", of: event, name: "name")
        #expect(key.open(sealed.span, of: event, name: "name") == "WyJzYWx0IiwibmFtZSIsIuadjuWNjiJd")
        #expect(key.open(sealed.span, of: other, name: "name") == nil)
        #expect(key.open(sealed.span, of: event, name: "phone") == nil)
        #expect(try SealingKey.generate().open(sealed.span, of: event, name: "name") == nil)
    }

    @Test("the same text is never sealed to the same bytes twice")
    func fresh() throws {
        let key = try SealingKey.generate()
        #expect(try key.seal("x", of: event, name: "name") != key.seal("x", of: event, name: "name"))
    }

    @Test("any changed byte, and any shortened value, is refused")
    func changed() throws {
        let key = try SealingKey.generate()
        let sealed = try key.seal("text", of: event, name: "body")
        for place in sealed.indices {
            var bytes = sealed
            bytes[place] ^= 1
            #expect(key.open(bytes.span, of: event, name: "body") == nil, "byte \(place)")
        }
        for count in 0..<sealed.count {
            #expect(key.open(Array(sealed.prefix(count)).span, of: event, name: "body") == nil, "\(count) bytes")
        }
    }

    @Test(
        "texts of different lengths are sealed to a few lengths",
        arguments: [(0, 256), (255, 256), (256, 1024), (1023, 1024), (1024, 4096), (90_000, 262_144)])
    func lengths(count: Int, padded: Int) throws {
        let key = try SealingKey.generate()
        let text = String(repeating: "a", count: count)
        let sealed = try key.seal(text, of: event, name: "body")
        #expect(sealed.count == 1 + 24 + padded + 16)
        #expect(key.open(sealed.span, of: event, name: "body") == text)
    }

    @Test("a key is 32 bytes, comes back from them, and its commitment is another for another key")
    func bytes() throws {
        let key = try SealingKey.generate()
        let copy = try key.withBytes { (bytes) throws(LedgerError) in [UInt8](copying: bytes) }
        #expect(try SealingKey(copy.span).commitment == key.commitment)
        #expect(try SealingKey.generate().commitment != key.commitment)
        #expect(key.commitment != SHA256.digest(of: copy))
        #expect(throws: LedgerError.self) { try SealingKey(Array(copy.dropLast()).span) }
    }
}
