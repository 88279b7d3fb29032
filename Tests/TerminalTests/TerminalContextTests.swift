import Primitives
import Testing

@testable import Terminal

@Suite("Terminal context")
struct TerminalContextTests {
    @Test(
        "chooses the language by the first variable that is set",
        arguments: [
            ([:], Language.en), (["LANG": "zh_CN.UTF-8"], .zhHans), (["LANG": "C.UTF-8"], .en),
            (["LC_ALL": "en_GB", "LANG": "zh_CN"], .en),
            (["LC_ALL": "", "LC_MESSAGES": "zh_SG", "LANG": "en"], .zhHans),
        ] as [([String: String], Language)])
    func language(environment: [String: String], expected: Language) {
        #expect(makeContext(environment: environment).language == expected)
        #expect(makeContext(language: .zhHans, environment: environment).text(Phrase(en: "yes", zh: "是")) == "是")
    }

    @Test(
        "colours as asked",
        arguments: [
            (ColorChoice.auto, true, [:], true), (.auto, false, [:], false), (.auto, true, ["NO_COLOR": "1"], false),
            (.auto, true, ["NO_COLOR": ""], true), (.auto, true, ["TERM": "dumb"], false),
            (.always, false, ["NO_COLOR": "1"], true), (.never, true, [:], false),
        ] as [(ColorChoice, Bool, [String: String], Bool)])
    func colour(choice: ColorChoice, isTerminal: Bool, environment: [String: String], expected: Bool) {
        let context = makeContext(isTerminal: isTerminal, color: choice, environment: environment)
        #expect(context.outputStyle.isColored == expected)
        #expect(context.outputStyle.paint("ok", .good) == (expected ? "\u{1B}[32mok\u{1B}[0m" : "ok"))
    }

    @Test("fits to a terminal, and to nothing else")
    func width() {
        #expect(makeContext(isTerminal: true, columns: 120).width == 120)
        #expect(makeContext(isTerminal: true, columns: 120, environment: ["COLUMNS": "60"]).width == 60)
        #expect(makeContext(isTerminal: true, columns: 120, environment: ["COLUMNS": "x"]).width == 120)
        #expect(makeContext(isTerminal: true).width == 80)
        #expect(makeContext(columns: 120).width == nil)
    }

    @Test("takes time and randomness from the process")
    func process() {
        let context = TerminalContext.ofProcess()
        // 2026 has begun and 2100 has not.
        #expect(1_767_225_600_000..<4_102_444_800_000 ~= context.clock().milliseconds)
        #expect(context.randomness(16).count == 16)
        #expect(context.randomness(16) != context.randomness(16))
    }
}
