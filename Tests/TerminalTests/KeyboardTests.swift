import Glibc
import Testing

@testable import Terminal

@Suite("Keyboard")
struct KeyboardTests {
    @Test(
        "tells what a key asks for, whatever the terminal sends for it",
        arguments: [
            (" ", Keyboard.Key.next), ("\n", .next), ("n", .next), ("\u{1B}[C", .next), ("\u{1B}[B", .next),
            ("\u{1B}OC", .next), ("\u{1B}[D", .previous), ("\u{1B}[A", .previous), ("\u{7F}", .previous),
            ("p", .previous), ("\u{1B}[5~", .pageBack), ("\u{1B}[6~", .pageForward), ("\u{1B}[H", .first),
            ("\u{1B}[1~", .first), ("g", .first), ("\u{1B}[F", .last), ("\u{1B}[4~", .last), ("G", .last),
            ("q", .quit), ("\u{1B}", .quit), ("x", .other), ("\u{1B}[15;2~", .other), ("\u{1B}x", .other),
        ])
    func keys(typed: String, key: Keyboard.Key) throws {
        let person = try Person()
        let keyboard = try #require(Held(person.path))
        person.type(typed)
        #expect(try keyboard.next() == key)
        // Nothing of it is left over for the next key.
        person.type("G")
        #expect(try keyboard.next() == .last)
    }

    @Test("leaves the terminal as it was")
    func restores() throws {
        let person = try Person()
        let before = try settings(person.path)
        do {
            let keyboard = try #require(Held(person.path))
            #expect(try settings(person.path) & tcflag_t(ICANON | ECHO) == 0)
            person.type("q")
            #expect(try keyboard.next() == .quit)
        }
        #expect(try settings(person.path) == before)
        #expect(before & tcflag_t(ICANON) != 0)
    }

    @Test("is not there without a terminal", arguments: ["/dev/null", "/nonexistent/tty"])
    func noTerminal(path: String) {
        #expect(Held(path) == nil)
    }

    private func settings(_ path: String) throws -> tcflag_t {
        let descriptor = open(path, O_RDWR | O_NOCTTY)
        defer { close(descriptor) }
        var settings = termios()
        try #require(tcgetattr(descriptor, &settings) == 0)
        return settings.c_lflag
    }

    /// A keyboard that can be an expectation's subject.
    private final class Held {
        private let keyboard: Keyboard

        init?(_ path: String) {
            guard let keyboard = Keyboard(terminal: path) else { return nil }
            self.keyboard = keyboard
        }

        func next() throws -> Keyboard.Key { try keyboard.next() }
    }
}
