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

extension Timeline {
    /// The document of `replay --format json`, of some of the items.
    func json(_ items: [Item]) -> JSONValue {
        .members([
            "schema": "examledger-replay/1",
            "items": .array(items.map(\.json)),
            "standing": SessionReport(standing).json,
        ])
    }
}
