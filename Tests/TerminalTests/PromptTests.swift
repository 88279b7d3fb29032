import Foundation
import Glibc
import Primitives
import Testing

@testable import Terminal

@Suite("Prompt")
struct PromptTests {
    private let question = Phrase(en: "Revoke this key?", zh: "确定吊销此密钥吗？")

    @Test(
        "takes only a clear yes for one",
        arguments: [("y", true), ("YES", true), (" 是 ", true), ("n", false), ("", false), ("yeah", false)])
    func confirms(answer: String, expected: Bool) throws {
        let person = try Person()
        person.type(answer + "\n")
        #expect(try Prompt(language: .zhHans, terminal: person.path).confirm(question) == expected)
        #expect(person.see("吗？ [y/N] ").contains("确定吊销此密钥吗？"))
    }

    @Test("without a terminal nobody is asked", arguments: ["/dev/null", "/nonexistent/tty"])
    func noTerminal(path: String) throws {
        #expect(try Prompt(language: .en, terminal: path).confirm(question) == nil)
        #expect(try Prompt(language: .en, terminal: path).passphrase(question) == nil)
    }

    @Test("a passphrase is read and never shown, and the echo returns")
    func passphrase() throws {
        let person = try Person()
        // A thread of its own: the reading side blocks this one until the person has typed.
        Thread.detachNewThread {
            _ = person.see("key?: ")
            person.type("correct 马 battery\n")
        }
        let answer = try Prompt(language: .en, terminal: person.path).passphrase(question)
        #expect(answer == Array("correct 马 battery".utf8))
        #expect(person.see("\n") == "\r\n")
        person.type("visible\n")
        #expect(person.see("\n").contains("visible"))
    }
}
