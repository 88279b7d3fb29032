import Foundation
import Glibc
import Primitives
import Testing

@testable import Terminal

@Suite("Prompt")
struct PromptTests {
    /// A terminal of the test's own, with a person at its other end.
    private final class Person: Sendable {
        let descriptor: Int32
        let path: String
        /// Held open, so that what is typed early is kept.
        private let seat: Int32

        init() throws {
            // What posix_openpt, unlockpt and ptsname do, which Swift's Glibc does not show.
            descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY)
            var number: Int32 = 0
            try #require(ioctl(descriptor, 0x4004_5431, &number) == 0, "TIOCSPTLCK")
            try #require(ioctl(descriptor, 0x8004_5430, &number) == 0, "TIOCGPTN")
            path = "/dev/pts/\(number)"
            seat = open(path, O_RDWR | O_NOCTTY)
            try #require(seat >= 0)
        }

        deinit {
            close(seat)
            close(descriptor)
        }

        func type(_ text: String) {
            let bytes = Array(text.utf8)
            _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        }

        /// Reads until the text appears, as a person waits for a question.
        func see(_ text: String) -> String {
            var seen: [UInt8] = []
            var byte: UInt8 = 0
            while !seen.suffix(text.utf8.count).elementsEqual(text.utf8), read(descriptor, &byte, 1) == 1 {
                seen.append(byte)
            }
            return String(decoding: seen, as: UTF8.self)
        }
    }

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
