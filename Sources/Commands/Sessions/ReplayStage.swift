import Glibc
import Primitives
import Reports
import Terminal

/// Shows a timeline bit by bit: at the reader's command, or at the pace at which it happened.
struct ReplayStage {
    /// The longest pause of a film, in milliseconds.
    private static let longestPause: Int64 = 3000
    /// How long a pause goes on before an interruption is looked for, in milliseconds.
    private static let slice: Int64 = 50

    private let context: TerminalContext
    private let instant: (Instant) -> String
    private let speed: Int?

    /// A stage for a film of some speed, or for steps where there is none.
    init(_ context: TerminalContext, instant: @escaping (Instant) -> String, speed: Int?) {
        self.context = context
        self.instant = instant
        self.speed = speed
    }

    /// Shows a picture after the other, as the arrow keys ask for, until the reader ends it.
    ///
    /// - Throws: `interrupted` where that was asked for, and what `Output` throws; the terminal is as before by then.
    func step(_ frame: TimelineFrame, _ keyboard: borrowing Keyboard) throws(LedgerError) {
        guard frame.count > 0 else { return }
        try context.output.write("\u{1B}[?1049h\u{1B}[?25l")
        defer {
            try? context.output.write("\u{1B}[?25h\u{1B}[?1049l")
            try? context.output.flush()
        }
        var place = 0
        while true {
            let size = keyboard.size
            try draw(frame, at: place, size)
            switch try keyboard.next() {
            case .next: place += 1
            case .previous: place -= 1
            case .pageForward: place += max(1, size.rows - 4)
            case .pageBack: place -= max(1, size.rows - 4)
            case .first: place = 0
            case .last: place = frame.count - 1
            case .quit: return
            case .other: continue
            }
            place = min(max(place, 0), frame.count - 1)
        }
    }

    private func draw(_ frame: TimelineFrame, at place: Int, _ size: (rows: Int, columns: Int)) throws(LedgerError) {
        let (rows, marked) = frame.rows(at: place, height: size.rows - 1, context.language, instant: instant)
        var picture = "\u{1B}[H\u{1B}[2J"
        for (number, row) in rows.enumerated() {
            let text = DisplayWidth.truncate(row, to: size.columns - 2)
            picture += number == marked ? "▶ " + context.outputStyle.paint(text, .strong) : "  " + text
            picture += "\r\n"
        }
        try context.output.write(picture)
        try context.output.flush()
    }

    /// Shows the items, and returns whether the reader saw them all.
    ///
    /// - Throws: `interrupted` where that was asked for, and what `Output` throws.
    func show(_ items: [Timeline.Item]) throws(LedgerError) -> Bool {
        let commands = try speed == nil ? LineReader("-", limit: 80) : nil
        var last: Instant?
        for (place, item) in items.enumerated() {
            if let moment = item.moment {
                if let speed, let last { try pause((moment - last) / Int64(speed)) }
                last = moment
            }
            let lines = item.lines(context.language, instant: instant)
            try context.write(place == 0 ? Array(lines.drop(while: \.isEmpty)) : lines)
            try context.output.flush()
            guard let commands, item.moment != nil else { continue }
            var line: [UInt8] = []
            guard try commands.next(&line), line.first != UInt8(ascii: "q") else { return false }
        }
        return true
    }

    /// The items as text; the first heading needs no empty line in front of it.
    static func lines(
        of items: [Timeline.Item], _ language: Language, instant: (Instant) -> String
    ) -> [String] {
        Array(items.flatMap { $0.lines(language, instant: instant) }.drop(while: \.isEmpty))
    }

    private func pause(_ milliseconds: Int64) throws(LedgerError) {
        var left = min(milliseconds, ReplayStage.longestPause)
        while left > 0 {
            if Interrupt.requested != nil { throw .interrupted }
            usleep(UInt32(min(left, ReplayStage.slice) * 1000))
            left -= ReplayStage.slice
        }
    }
}
