import Testing

@testable import Terminal

@Suite("Display width")
struct DisplayWidthTests {
    @Test(
        "counts the columns a terminal uses",
        arguments: [
            ("", 0), ("exam", 4), ("考试", 4), ("（一）", 6), ("ＡＢ", 4), ("、。", 4), ("𠮷", 2), ("한글", 4),
            ("é", 1), ("e\u{301}", 1), ("ü", 1), ("\u{1112}\u{1161}\u{11AB}", 2), ("a\u{200B}b", 2), ("🙂", 2),
            ("❤\u{FE0F}", 2), ("👩\u{200D}🚒", 2), ("…", 1), ("“引号”", 6), ("\u{1B}[1m", 3),
        ])
    func columns(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test("the ranges of wide scalars ascend and end where the standard says")
    func boundaries() {
        let cases: [(UInt32, Int)] = [
            (0x10FF, 1), (0x1100, 2), (0x115F, 2), (0x2E80, 2), (0x3000, 2), (0x303F, 1), (0x4E00, 2), (0x9FFF, 2),
            (0xAC00, 2), (0xD7A3, 2), (0xFF00, 1), (0xFF01, 2), (0xFF60, 2), (0xFF61, 1), (0x20000, 2), (0x3FFFD, 2),
            (0x3FFFE, 1),
        ]
        for (value, width) in cases {
            #expect(Unicode.Scalar(value).map { DisplayWidth.of($0) } == width, "U+\(String(value, radix: 16))")
        }
    }

    @Test("pads and cuts by columns, never through a character")
    func padsAndCuts() {
        #expect(DisplayWidth.pad("考生", to: 6) == "考生  ")
        #expect(DisplayWidth.pad("12", to: 4, alignment: .trailing) == "  12")
        #expect(DisplayWidth.pad("考生", to: 3) == "考生")
        #expect(DisplayWidth.truncate("考场编号", to: 8) == "考场编号")
        #expect(DisplayWidth.truncate("考场编号", to: 7) == "考场编…")
        #expect(DisplayWidth.truncate("考场编号", to: 6) == "考场…")
        #expect(DisplayWidth.truncate("考场编号", to: 1) == "…")
        #expect(DisplayWidth.truncate("考场编号", to: 0) == "")
        for width in 0...9 {
            #expect(DisplayWidth.of(DisplayWidth.truncate("a考b场c编", to: width)) <= width)
        }
    }
}
