import Primitives
import Signing
import Testing

@Suite("Disclosures of personal values")
struct DisclosureTests {
    @Test("the digest is that of RFC 9901, section 4.2.1")
    func known() throws {
        let text = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
        let disclosure = try #require(Disclosure(text: text))
        #expect(disclosure.name == "family_name")
        #expect(disclosure.value == "Möbius")
        #expect(disclosure.digest == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0")
    }

    @Test("a new disclosure reads back and never has the digest of another")
    func new() throws {
        let one = try Disclosure(name: "name", value: "李华")
        let other = try Disclosure(name: "name", value: "李华")
        #expect(Disclosure(text: one.text) == one)
        #expect(one.digest != other.digest)
        #expect(one.digest == Disclosure.digest(of: one.text))
    }

    @Test(
        "what is not [salt, name, value] is refused",
        arguments: [
            "[]", #"["AAAAAAAAAAAAAAAAAAAAAA","n"]"#, #"["AAAAAAAAAAAAAAAAAAAAAA","n","v","x"]"#,
            #"["AAAA","n","v"]"#, #"[1,"n","v"]"#, #"["AAAAAAAAAAAAAAAAAAAAAA",1,"v"]"#,
            #"["AAAAAAAAAAAAAAAAAAAAAA","n",1.5]"#, #"{"salt":"x"}"#, #"["AAAAAAAAAAAAAAAAAAAAAA","n","v"] "x""#, "",
        ])
    func refusals(json: String) {
        let text = Base64.encode(Array(json.utf8).span, .urlWithoutPadding)
        #expect(Disclosure(text: text) == nil)
        #expect(Disclosure(text: json) == nil)
    }
}
