import Exam
import Primitives

/// Mistakes, one a statement, by the sentences of formats.md §1.
enum Mistakes {
    private static let attempt = SampleStatements.attempt
    private static let text = SampleStatements.attempt.text

    static let json: [Mistake] = [
        Mistake("nothing", "", .statementInvalid),
        Mistake("white space alone", " \n", .statementInvalid),
        Mistake("a list", "[\(text)]", .statementInvalid),
        Mistake("a text", "\"statement\"", .statementInvalid),
        Mistake("null", "null", .statementInvalid),
        Mistake("invalid UTF-8 in a value", replacing("pc-1", with: [0xC0, 0xAF]), .statementInvalid),
        Mistake("invalid UTF-8 in a name", replacing("device", with: [0xFF]), .statementInvalid),
        Mistake("half of a multi-byte character", replacing("pc-1", with: [0xE6, 0x9D]), .statementInvalid),
        Mistake("a surrogate as UTF-8", replacing("pc-1", with: [0xED, 0xA0, 0x80]), .statementInvalid),
        Mistake("Latin-1", replacing("pc-1", with: [0xE9]), .statementInvalid),
        Mistake("UTF-16", Array(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }), .statementInvalid),
        Mistake("a byte-order mark in front", "\u{FEFF}" + text, .statementInvalid),
        Mistake("a byte-order mark behind", text + "\u{FEFF}", .statementInvalid),
        Mistake("the same name twice", attempt, #""v":1"#, #""v":1,"v":1"#, .statementInvalid),
        Mistake("the same name twice, once escaped", attempt, #""v":1"#, #""v":1,"\u0076":1"#, .statementInvalid),
        Mistake(
            "the same name twice in the actor", attempt, #""id":"someone""#, #""id":"a","id":"a""#, .statementInvalid),
        Mistake(
            "the same name twice in the payload", attempt, #""attempt_no":1"#, #""attempt_no":1,"attempt_no":1"#,
            .statementInvalid),
        Mistake("a fraction", attempt, #""at":1763690400000"#, #""at":1763690400000.5"#, .statementInvalid),
        Mistake("a fraction of nothing", attempt, #""n":3"#, #""n":3.0"#, .statementInvalid),
        Mistake("an exponent", attempt, #""n":3"#, #""n":3e0"#, .statementInvalid),
        Mistake("an exponent in capitals", attempt, #""n":3"#, #""n":3E+1"#, .statementInvalid),
        Mistake("2^53", attempt, #""at":1763690400000"#, #""at":9007199254740992"#, .statementInvalid),
        Mistake("-2^53", attempt, #""at":1763690400000"#, #""at":-9007199254740992"#, .statementInvalid),
        Mistake("2^64", attempt, #""n":3"#, #""n":18446744073709551616"#, .statementInvalid),
        Mistake("5,000 digits", attempt, #""n":3"#, "\"n\":" + String(repeating: "1", count: 5000), .statementInvalid),
        Mistake("a leading zero", attempt, #""n":3"#, #""n":03"#, .statementInvalid),
        Mistake("a plus sign", attempt, #""n":3"#, #""n":+3"#, .statementInvalid),
        Mistake("a minus sign alone", attempt, #""n":3"#, #""n":-"#, .statementInvalid),
        Mistake("hexadecimal", attempt, #""n":3"#, #""n":0x3"#, .statementInvalid),
        Mistake("not a number", attempt, #""n":3"#, #""n":NaN"#, .statementInvalid),
        Mistake("infinity", attempt, #""n":3"#, #""n":Infinity"#, .statementInvalid),
        Mistake("nesting of nine", attempt, #""attempt_no":1"#, #""attempt_no":[[[[[[[1]]]]]]]"#, .statementInvalid),
        Mistake("nesting of 16,000", String(repeating: "[", count: 16_000), .statementInvalid),
        Mistake("a high surrogate alone", attempt, "pc-1", #"\ud83d"#, .statementInvalid),
        Mistake("a low surrogate alone", attempt, "pc-1", #"\ude00"#, .statementInvalid),
        Mistake("surrogates the wrong way round", attempt, "pc-1", #"\ude00\ud83d"#, .statementInvalid),
        Mistake("an unpaired surrogate in a name", attempt, "device", #"device\ud83d"#, .statementInvalid),
        Mistake("another object behind", text + text, .statementInvalid),
        Mistake("a comma behind", text + ",", .statementInvalid),
        Mistake("a zero byte behind", text + "\0", .statementInvalid),
        Mistake("a brace too many", text + "}", .statementInvalid),
        Mistake("a control character", attempt, "pc-1", "pc\t1", .statementInvalid),
        Mistake("an escape that JSON does not have", attempt, "pc-1", #"pc\x31"#, .statementInvalid),
        Mistake("a trailing comma", attempt, #""attempt_no":1"#, #""attempt_no":1,"#, .statementInvalid),
        Mistake("no comma", attempt, #","v":1"#, #" "v":1"#, .statementInvalid),
        Mistake("single quotes", text.replacing("\"", with: "'"), .statementInvalid),
        Mistake("a comment", "/* one */" + text, .statementInvalid),
        Mistake("a name without quotes", attempt, #""v":1"#, #"v:1"#, .statementInvalid),
        Mistake("a no-break space", attempt, #""v":1"#, "\"v\":\u{A0}1", .statementInvalid),
        Mistake("32,769 bytes", text + String(repeating: " ", count: 32_769 - text.utf8.count), .statementTooLarge),
    ]

    static let members: [Mistake] =
        ["id", "type", "v", "ledger", "mode", "actor", "at", "mono", "n", "data"].map {
            Mistake("no \($0)", attempt.removing($0), .memberMissing)
        }
        + ["device", "phone"].flatMap { role in
            ["mono", "n"].map {
                Mistake(
                    "no \($0) from a \(role)", attempt.setting("actor", "role", to: .string(role)).removing($0),
                    .memberMissing)
            }
        }
        + ["role", "id"].map { Mistake("no \($0) of the actor", attempt.removing("actor", $0), .memberMissing) }
        + ["signature", "received_at", "Type", "", "idé", "personals"].map {
            Mistake("the member “\($0)”", attempt.setting($0, to: 1), .memberUnknown)
        }
        + [Mistake("a third member of the actor", attempt.setting("actor", "name", to: "x"), .memberUnknown)]
        + wrongValues.map { name, value, code in
            Mistake("\(name) = \(value.text.prefix(40))", attempt.setting(name, to: value), code)
        }
        + [
            Mistake("an unknown role", attempt.setting("actor", "role", to: "proctor"), .memberInvalid),
            Mistake("a role in capitals", attempt.setting("actor", "role", to: "Candidate"), .memberInvalid),
            Mistake("an actor without a name", attempt.setting("actor", "id", to: ""), .memberInvalid),
            Mistake("an actor's number", attempt.setting("actor", "id", to: 7), .memberInvalid),
            Mistake("null for the actor's id", attempt.setting("actor", "id", to: .null), .memberInvalid),
        ]

    private static let wrongValues: [(String, JSONValue, Refusal.Code)] =
        ["exam", "sitting", "candidate", "device", "mono", "n", "cause", "personal", "data", "actor", "id", "at"].map {
            ($0, .null, .memberInvalid)
        } + [
            ("id", "0193a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b", .memberInvalid),
            ("id", "0193a1b2-c3d4-1e5f-8a9b-0c1d2e3f4a5b", .memberInvalid),
            ("id", "0193a1b2-c3d4-7e5f-7a9b-0c1d2e3f4a5b", .memberInvalid),
            ("id", "0193a1b2-c3d4-7e5f-ca9b-0c1d2e3f4a5b", .memberInvalid),
            ("id", "0193A1B2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", .memberInvalid),
            ("id", "{0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b}", .memberInvalid),
            ("id", "0193a1b2c3d47e5f8a9b0c1d2e3f4a5b", .memberInvalid),
            ("id", "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b\n", .memberInvalid),
            ("id", "", .memberInvalid), ("id", 1, .memberInvalid),
            ("cause", "0193a1b2-c3d4-6e5f-8a9b-0c1d2e3f4a5b", .memberInvalid), ("cause", 0, .memberInvalid),
            ("type", "login.face.tried", .typeUnknown), ("type", "", .typeUnknown),
            ("type", "Login.face.attempted", .typeUnknown), ("type", "login.face.attempted ", .typeUnknown),
            ("type", 1, .memberInvalid), ("type", .null, .memberInvalid),
            ("type", ["login.face.attempted"], .memberInvalid),
            ("v", 2, .versionUnknown), ("v", 0, .versionUnknown), ("v", -1, .versionUnknown),
            ("v", "1", .memberInvalid), ("v", true, .memberInvalid), ("v", .null, .memberInvalid),
            ("ledger", "", .memberInvalid), ("ledger", "a b", .memberInvalid), ("ledger", "a+b", .memberInvalid),
            ("ledger", "考试", .memberInvalid), ("ledger", "a\n", .memberInvalid), ("ledger", "\u{7F}", .memberInvalid),
            ("ledger", .string(String(repeating: "a", count: 256)), .memberInvalid), ("ledger", .null, .memberInvalid),
            ("mode", "Formal", .memberInvalid), ("mode", "test", .memberInvalid), ("mode", 1, .memberInvalid),
            ("exam", "", .memberInvalid), ("exam", "a/b", .memberInvalid), ("exam", "ex 1", .memberInvalid),
            ("exam", .string(String(repeating: "a", count: 65)), .memberInvalid), ("exam", 1, .memberInvalid),
            ("sitting", "考", .memberInvalid), ("sitting", "s\n", .memberInvalid), ("candidate", "é", .memberInvalid),
            ("candidate", "c:1", .memberInvalid), ("candidate", [], .memberInvalid),
            ("actor", "candidate", .memberInvalid), ("actor", ["candidate", "c"], .memberInvalid),
            ("device", "", .memberInvalid), ("device", 5, .memberInvalid),
            ("at", "1763690400000", .memberInvalid), ("at", true, .memberInvalid), ("at", [1], .memberInvalid),
            ("mono", "12", .memberInvalid), ("mono", false, .memberInvalid),
            ("n", 0, .memberInvalid), ("n", -1, .memberInvalid), ("n", "3", .memberInvalid),
            ("data", [], .memberInvalid), ("data", "{}", .memberInvalid), ("data", true, .memberInvalid),
            ("personal", [], .memberInvalid), ("personal", "", .memberInvalid),
        ]

    private static func replacing(_ old: String, with new: [UInt8]) -> [UInt8] {
        let parts = text.split(separator: old, maxSplits: 1).map { Array($0.utf8) }
        return parts[0] + new + parts[1]
    }
}
