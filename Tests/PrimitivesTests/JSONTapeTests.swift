import Primitives
import Testing

@Suite("Strict JSON")
struct JSONTapeTests {
    static func defect(_ bytes: [UInt8]) -> JSONDefect.Kind? {
        var tape = JSONTape()
        do throws(JSONDefect) {
            try tape.scan(bytes.span)
            return nil
        } catch { return error.kind }
    }

    static func defect(_ text: String) -> JSONDefect.Kind? { defect(Array(text.utf8)) }

    static func value(_ text: String) throws -> JSONValue {
        let bytes = Array(text.utf8)
        var tape = JSONTape()
        try tape.scan(bytes.span)
        return tape.value(JSONTape.root, bytes.span)
    }

    static let document =
        #"{"id":"é李😀","list":[1,-2,[true,false,null],{"a":{}}],"escaped":"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00","n":0}"#

    @Test("a document is read with all its kinds of value")
    func values() throws {
        let expected: JSONValue = .members([
            "id": "é李😀",
            "list": [1, -2, [true, false, .null], .members(["a": .members([:])])],
            "escaped": "\"\\/\u{8}\u{C}\n\r\té😀",
            "n": 0,
        ])
        #expect(try JSONTapeTests.value(JSONTapeTests.document) == expected)
        #expect(try JSONTapeTests.value(" \t\r\n{ \"a\" : [ 1 , 2 ] } \n") == .members(["a": [1, 2]]))
    }

    @Test("every prefix of a document is refused")
    func prefixes() {
        let bytes = Array(JSONTapeTests.document.utf8)
        for count in 0..<bytes.count { #expect(JSONTapeTests.defect(Array(bytes.prefix(count))) != nil) }
        #expect(JSONTapeTests.defect(bytes) == nil)
    }

    @Test("no mutation of a document stops the reader, and what is accepted writes and reads again the same")
    func mutations() throws {
        var state: UInt64 = 8785
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let bytes = Array(JSONTapeTests.document.utf8)
        var tape = JSONTape()
        for _ in 0..<30_000 {
            var mutated = bytes
            for _ in 0...random(3) {
                switch random(3) {
                case 0: mutated[random(mutated.count)] = UInt8(random(256))
                case 1: mutated.remove(at: random(mutated.count))
                default: mutated.insert(bytes[random(bytes.count)], at: random(mutated.count))
                }
            }
            guard (try? tape.scan(mutated.span)) != nil else { continue }
            let value = tape.value(JSONTape.root, mutated.span)
            #expect(try JSONTapeTests.value(value.text) == value)
        }
    }

    static let invalidUTF8: [[UInt8]] = [
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
        [0xE1, 0x80], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
        [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE],
        [0xFF],
    ]

    @Test("invalid UTF-8 of every kind is refused, in values, in names and behind an escape", arguments: invalidUTF8)
    func malformedSequences(sequence: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let text = [quote] + sequence + [quote]
        #expect(JSONTapeTests.defect(text) == .invalidUTF8)
        #expect(JSONTapeTests.defect(Array("{".utf8) + text + Array(":1}".utf8)) == .invalidUTF8)
        #expect(JSONTapeTests.defect(Array(#""\n"#.utf8) + sequence + [quote]) == .invalidUTF8)
        #expect(JSONTapeTests.defect(Array("[1,".utf8) + sequence + Array("]".utf8)) == .unexpectedByte)
    }

    @Test(
        "the ends of every range of UTF-8 are read",
        arguments: [
            "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}", "\u{7F}",
        ])
    func validUTF8(text: String) throws {
        #expect(try JSONTapeTests.value("\"\(text)\"") == .string(text))
    }

    static let refusals: [(String, JSONDefect.Kind)] = [
        ("", .truncated), (" ", .truncated), ("\u{FEFF}{}", .byteOrderMark), ("{}\u{FEFF}", .trailingBytes),
        ("{} {}", .trailingBytes), ("{}x", .trailingBytes), ("{}\0", .trailingBytes), ("1 2", .trailingBytes),
        (#"{"a":1,"a":2}"#, .duplicateName), (#"{"x":{"a":1,"b":2,"a":1}}"#, .duplicateName),
        (#"[[{"a":1,"\u0061":2}]]"#, .duplicateName), (#"{"\u00e9":1,"é":2}"#, .duplicateName),
        (#"{"":1,"":2}"#, .duplicateName), (#"{"\ud83d\ude00":1,"😀":2}"#, .duplicateName),
        ("1.0", .notAnInteger), ("[0.5]", .notAnInteger), ("1e3", .notAnInteger), ("-1E-3", .notAnInteger),
        ("0e0", .notAnInteger), (#"{"a":1.}"#, .notAnInteger),
        ("9007199254740992", .integerOutOfRange), ("-9007199254740992", .integerOutOfRange),
        ("18446744073709551617", .integerOutOfRange), (String(repeating: "9", count: 400), .integerOutOfRange),
        ("01", .unexpectedByte), ("-01", .unexpectedByte), ("+1", .unexpectedByte), ("-", .truncated),
        ("-x", .unexpectedByte), (".5", .unexpectedByte), ("NaN", .unexpectedByte), ("Infinity", .unexpectedByte),
        ("[[[[[[[[[]]]]]]]]]", .tooDeep), (#"{"a":[[[[[[[{}]]]]]]]}"#, .tooDeep),
        (#""\ud800""#, .unpairedSurrogate), (#""\udc00""#, .unpairedSurrogate),
        (#""\ud800\ud800""#, .unpairedSurrogate),
        (#""\ud800x""#, .unpairedSurrogate), (#""\ud800\n""#, .unpairedSurrogate),
        (#""\ud800\u0041""#, .unpairedSurrogate),
        (#"{"\ud800":1}"#, .unpairedSurrogate), (#""\u12""#, .unexpectedByte), (#""\u12g4""#, .unexpectedByte),
        (#""\x41""#, .unexpectedByte), (#""\U0041""#, .unexpectedByte), ("\"a\nb\"", .unexpectedByte),
        ("\"\u{0}\"", .unexpectedByte), ("\"\u{1F}\"", .unexpectedByte), ("\"\\n\u{1}\"", .unexpectedByte),
        ("\"\t\"", .unexpectedByte), ("{1:2}", .unexpectedByte), ("{a:1}", .unexpectedByte),
        ("{'a':1}", .unexpectedByte),
        (#"{"a" 1}"#, .unexpectedByte), (#"{"a":1,}"#, .unexpectedByte), ("[1,]", .unexpectedByte),
        ("[,1]", .unexpectedByte), ("[1 2]", .unexpectedByte), (#"{"a":1 "b":2}"#, .unexpectedByte),
        ("[1}", .unexpectedByte), ("tru", .truncated), ("True", .unexpectedByte), ("nul!", .unexpectedByte),
        ("// x\n{}", .unexpectedByte), ("\u{A0}{}", .unexpectedByte), ("\u{B}{}", .unexpectedByte),
    ]

    @Test("what is not strict JSON is refused for what it is", arguments: refusals)
    func notStrict(text: String, kind: JSONDefect.Kind) {
        #expect(JSONTapeTests.defect(text) == kind)
    }

    @Test("the largest integers and the deepest nesting are read")
    func limits() throws {
        #expect(try JSONTapeTests.value("9007199254740991") == 9_007_199_254_740_991)
        #expect(try JSONTapeTests.value("-9007199254740991") == -9_007_199_254_740_991)
        #expect(JSONTapeTests.defect("[[[[[[[[]]]]]]]]") == nil)
        #expect(JSONTapeTests.defect(#"{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}],"A":2}"#) == nil)
    }

    @Test(
        "a name that appears twice is found where it stands, escaped or not",
        arguments: [#"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#])
    func duplicateOffset(text: String) throws {
        var tape = JSONTape()
        let bytes = Array(text.utf8)
        let error = try #require(throws: JSONDefect.self) { try tape.scan(bytes.span) }
        #expect(error.offset == 8)
    }

    @Test("a byte that is not plain text is met wherever it stands in a string", arguments: 0..<20, 0..<20)
    func everyOffset(before: Int, after: Int) throws {
        let (front, back) = ([UInt8](repeating: 0x7F, count: before), [UInt8](repeating: 0x20, count: after))
        let quoted = Array("\"".utf8)
        func scan(_ middle: [UInt8]) throws(JSONDefect) -> JSONValue {
            var tape = JSONTape()
            let bytes = quoted + front + middle + back + quoted
            try tape.scan(bytes.span)
            return tape.value(JSONTape.root, bytes.span)
        }
        func text(_ middle: String) -> JSONValue {
            .string(String(decoding: front, as: UTF8.self) + middle + String(decoding: back, as: UTF8.self))
        }
        #expect(try scan(Array("!#[]~".utf8)) == text("!#[]~"))
        #expect(try scan(Array("é签".utf8)) == text("é签"))
        #expect(try scan(Array(#"\n"#.utf8)) == text("\n"))
        for control in UInt8(0)..<0x20 {
            let error = try #require(throws: JSONDefect.self) { try scan([control]) }
            #expect(error.offset == before + 1 && error.kind == .unexpectedByte)
        }
        let early = try #require(throws: JSONDefect.self) { try scan(quoted) }
        #expect(early.kind == .trailingBytes && early.offset == before + 2 + after)
    }

    @Test("names that begin alike, or differ in length alone, are told apart")
    func similarNames() {
        #expect(JSONTapeTests.defect(#"{"":1,"a":1,"aa":1,"aaaaaaaa":1,"aaaaaaaaa":1,"aaaaaaaab":1}"#) == nil)
        #expect(JSONTapeTests.defect(#"{"aaaaaaaaa":1,"b":1,"aaaaaaaaa":1}"#) == .duplicateName)
        #expect(JSONTapeTests.defect("{\"a\":1,\"\\u0000a\":1}") == nil)
    }

    @Test("a tape keeps nothing of the document before")
    func reuse() throws {
        var tape = JSONTape()
        let first = Array(JSONTapeTests.document.utf8)
        let second = Array(#"["\n"]"#.utf8)
        try tape.scan(first.span)
        try tape.scan(second.span)
        let value = tape.value(JSONTape.root, second.span)
        #expect(value == ["\n"])
    }

    @Test("every defect has a sentence in both languages", arguments: refusals)
    func phrases(text: String, kind: JSONDefect.Kind) throws {
        var tape = JSONTape()
        let error = try #require(throws: JSONDefect.self) { try tape.scan(Array(text.utf8).span) }
        #expect(!error.phrase.en.isEmpty && !error.phrase.zh.isEmpty && error.phrase.en != error.phrase.zh)
    }
}
