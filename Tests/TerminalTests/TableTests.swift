import Primitives
import Testing

@testable import Terminal

@Suite("Table")
struct TableTests {
    private func sample() -> Table {
        var table = Table([
            .init("考生"), .init("状态", isFlexible: true), .init("序号", alignment: .trailing),
        ])
        table.add(["K-001", "答题中", "7"])
        table.add(["张三", .init("waiting for permission to enter", .warning), "1204"])
        return table
    }

    @Test("stands in straight columns, Chinese or not, and no line ends in spaces")
    func aligns() {
        #expect(
            sample().lines() == [
                "考生   状态                             序号",
                "K-001  答题中                              7",
                "张三   waiting for permission to enter  1204",
            ])
        var last = Table([.init("id"), .init("note")])
        last.add(["1", "long enough"])
        last.add(["2", ""])
        #expect(last.lines() == ["id  note", "1   long enough", "2"])
    }

    @Test("fits a terminal by cutting flexible columns alone")
    func fits() {
        let lines = sample().lines(width: 30)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 30 })
        #expect(lines[2] == "张三   waiting for perm…  1204")
        #expect(lines[1].hasPrefix("K-001  答题中"))
        #expect(sample().lines(width: 10).allSatisfy { $0.contains("…") == $0.contains("wait") })
    }

    @Test("colours a cell without moving its column")
    func colours() {
        let lines = sample().lines(style: Style(isColored: true))
        #expect(lines[2] == "张三   \u{1B}[33mwaiting for permission to enter\u{1B}[0m  1204")
    }

    @Test("a text from a ledger cannot steer the terminal")
    func printable() {
        var table = Table([.init("name")])
        table.add([.init("a\u{1B}[2J\nb\u{202E}c")])
        #expect(table.lines()[1] == "a\\u{1B}[2J\\nb\\u{202E}c")
        #expect("考生 é 🙂".printable == "考生 é 🙂")
    }

    @Test("is written in full where no terminal is")
    func writes() throws {
        let capture = Capture()
        let context = makeContext(output: capture.output)
        try sample().write(to: context)
        try capture.output.flush()
        #expect(capture.text().contains("waiting for permission to enter"))
    }
}
