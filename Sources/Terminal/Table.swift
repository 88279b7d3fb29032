public import Primitives

/// Rows under headings, aligned by display width so that Chinese and Latin text stand in the same columns.
///
/// Cells are made printable, so a text from a ledger cannot steer the terminal. On a terminal the table is fitted to
/// its width by cutting flexible columns; anywhere else the same data stands in full and without colour.
public struct Table {
    /// One column.
    public struct Column: Sendable {
        let title: String
        let alignment: DisplayWidth.Alignment
        let isFlexible: Bool

        /// A column with its heading.
        ///
        /// - Parameters:
        ///   - title: the heading, in the reader's language.
        ///   - alignment: trailing for numbers.
        ///   - isFlexible: whether its text may be cut to fit a terminal; never for what one copies.
        public init(_ title: String, alignment: DisplayWidth.Alignment = .leading, isFlexible: Bool = false) {
            self.title = title
            self.alignment = alignment
            self.isFlexible = isFlexible
        }
    }

    /// One cell.
    public struct Cell: ExpressibleByStringInterpolation, Sendable {
        let text: String
        let tone: Style.Tone?

        /// A text and what it is.
        public init(_ text: String, _ tone: Style.Tone? = nil) {
            self.text = text.printable
            self.tone = tone
        }

        /// A text without a tone.
        public init(stringLiteral value: String) {
            self.init(value)
        }
    }

    /// The columns no flexible one is cut below.
    private static let narrowest = 8
    private static let gap = "  "

    private let columns: [Column]
    private var rows: [[Cell]] = []

    /// An empty table.
    public init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Whether there is no row.
    public var isEmpty: Bool { rows.isEmpty }

    /// Adds a row of one cell a column.
    public mutating func add(_ row: [Cell]) {
        precondition(row.count == columns.count, "a row has one cell a column")
        rows.append(row)
    }

    /// The lines of the table, the headings first, none ending in spaces.
    ///
    /// - Parameters:
    ///   - width: the columns to fit into; `nil` gives every text in full.
    ///   - style: whether there is colour.
    public func lines(width: Int? = nil, style: Style = Style(isColored: false)) -> [String] {
        let widths = columnWidths(within: width)
        let heading = columns.map { Cell($0.title, .strong) }
        return ([heading] + rows).map { line(of: $0, widths: widths, style: style) }
    }

    /// Writes the table as its context wants it.
    ///
    /// - Throws: what `Output` throws.
    public func write(to context: TerminalContext) throws(LedgerError) {
        for line in lines(width: context.width, style: context.outputStyle) { try context.output.line(line) }
    }

    private func columnWidths(within limit: Int?) -> [Int] {
        var widths = columns.indices.map { column in
            rows.reduce(DisplayWidth.of(columns[column].title)) { max($0, DisplayWidth.of($1[column].text)) }
        }
        guard let limit else { return widths }
        var excess = widths.reduce(0, +) + Table.gap.utf8.count * max(0, columns.count - 1) - limit
        // The widest flexible column gives first: short ones stay readable.
        while excess > 0 {
            let flexible = columns.indices.filter { columns[$0].isFlexible && widths[$0] > Table.narrowest }
            guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(of row: [Cell], widths: [Int], style: Style) -> String {
        var line = ""
        for (index, cell) in row.enumerated() {
            let text = columns[index].isFlexible ? DisplayWidth.truncate(cell.text, to: widths[index]) : cell.text
            let spaces = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(text)))
            let painted = cell.tone.map { style.paint(text, $0) } ?? text
            if index > 0 { line += Table.gap }
            switch columns[index].alignment {
            case .trailing: line += spaces + painted
            case .leading: line += painted + spaces
            }
        }
        return String(line.trimmingTrailingSpaces)
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: Substring {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
        return self[..<end]
    }
}
