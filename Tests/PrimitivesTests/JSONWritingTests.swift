import Primitives
import Testing

@Suite("Writing JSON")
struct JSONWritingTests {
    func canonical(_ value: JSONValue) -> String { String(decoding: value.canonicalBytes, as: UTF8.self) }

    @Test("names are ordered by UTF-16 code units, as in RFC 8785, section 3.2.3")
    func order() {
        let value: JSONValue = .members([
            "\u{20AC}": "Euro Sign", "\r": "Carriage Return", "\u{FB33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\u{1F600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{F6}": "Latin Small Letter O With Diaeresis",
        ])
        let expected =
            #"{"\r":"Carriage Return","1":"One","\#u{80}":"Control","\#u{F6}":"Latin Small Letter O With Diaeresis","#
            + #""\#u{20AC}":"Euro Sign","\#u{1F600}":"Emoji: Grinning Face","\#u{FB33}":"Hebrew Letter Dalet With Dagesh"}"#
        #expect(canonical(value) == expected)
    }

    @Test("text is escaped as little as RFC 8785, section 3.2.2.2, allows")
    func escapes() {
        #expect(canonical("\u{20AC}$\u{F}\nA'B\"\\\\\"/") == #""€$\u000f\nA'B\"\\\\\"/""#)
        #expect(canonical("\u{8}\t\u{C}\r\u{1F}\u{7F}") == "\"\\b\\t\\f\\r\\u001f\u{7F}\"")
    }

    @Test("members keep their order unless the canonical form is asked for, at every depth")
    func ordinary() {
        let value: JSONValue = .members(["b": [.members(["d": 1, "c": .null])], "a": true, "x": nil])
        #expect(value.text == #"{"b":[{"d":1,"c":null}],"a":true}"#)
        #expect(canonical(value) == #"{"a":true,"b":[{"c":null,"d":1}]}"#)
    }

    @Test(
        "integers are written in full",
        arguments: [(0, "0"), (-1, "-1"), (Int64.max, "9223372036854775807"), (Int64.min, "-9223372036854775808")])
    func integers(value: Int64, text: String) {
        #expect(canonical(.integer(value)) == text)
    }
}
