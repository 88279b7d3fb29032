import Primitives
import Terminal

extension TerminalContext {
    /// Writes lines for people; what others wrote into them cannot steer the terminal.
    func write(_ lines: [String]) throws(LedgerError) {
        for line in lines { try output.line(line.printable) }
    }

    /// Writes rows under headings, the last of them cut where the terminal is too narrow.
    func writeTable(
        _ headings: [String], _ rows: [[String]], trailing: Set<Int> = [], flexible: Set<Int> = []
    ) throws(LedgerError) {
        var table = Table(
            headings.enumerated().map { place, title in
                Table.Column(
                    title, alignment: trailing.contains(place) ? .trailing : .leading,
                    isFlexible: flexible.contains(place))
            })
        for row in rows { table.add(row.map { Table.Cell($0) }) }
        try table.write(to: self)
    }
}
