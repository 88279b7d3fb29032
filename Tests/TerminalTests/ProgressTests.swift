import Primitives
import Testing

@testable import Terminal

@Suite("Progress")
struct ProgressTests {
    private let label = Phrase(en: "Verifying", zh: "正在核验")

    @Test("shows counts, rate and what is left, ten times a second at most, and is gone at the end")
    func shows() {
        let capture = Capture()
        let clock = ManualClock()
        let progress = Progress(
            label, total: 1000, context: makeContext(errors: capture.output, isTerminal: true, clock: clock))
        clock.advance(99)
        progress.advance(by: 50)
        #expect(capture.text() == "")
        clock.advance(401)
        progress.advance(by: 50)
        #expect(capture.text() == "\r\u{1B}[KVerifying  100/1000  10%  200/s  0:04 left")
        clock.advance(50)
        progress.advance(by: 50)
        #expect(capture.text() == "")
        progress.finish()
        #expect(capture.text() == "\r\u{1B}[K")
        progress.finish()
        #expect(capture.text() == "")
    }

    @Test("speaks Chinese, and does without a total")
    func chinese() {
        let capture = Capture()
        let clock = ManualClock()
        let context = makeContext(
            errors: capture.output, isTerminal: true, language: .zhHans, clock: clock)
        let progress = Progress(label, total: nil, context: context)
        clock.advance(2000)
        progress.advance(by: 50)
        #expect(capture.text() == "\r\u{1B}[K正在核验  50  25 条/秒")
        let long = Progress(label, total: 100_000, context: context)
        clock.advance(4000)
        long.advance(by: 100)
        #expect(capture.text().hasSuffix("剩余 1:06:36"))
    }

    @Test("fits a narrow terminal")
    func narrow() {
        let capture = Capture()
        let clock = ManualClock()
        let progress = Progress(
            label, total: 1000,
            context: makeContext(errors: capture.output, isTerminal: true, columns: 20, clock: clock))
        clock.advance(500)
        progress.advance(by: 100)
        #expect(capture.text() == "\r\u{1B}[KVerifying  100/100…")
    }

    @Test("is silent without a terminal")
    func silent() {
        let capture = Capture()
        let clock = ManualClock()
        let progress = Progress(label, total: 10, context: makeContext(errors: capture.output, clock: clock))
        clock.advance(5000)
        progress.advance(by: 10)
        progress.finish()
        #expect(capture.text() == "")
    }
}
