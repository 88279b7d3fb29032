import Primitives

/// The part of a tile's path that numbers it: groups of three digits, all but the last behind an `x`.
enum TilePath {
    static func text(number: UInt64, width: Int) -> String {
        var groups = [padded(number % 1000)]
        var rest = number / 1000
        while rest > 0 {
            groups.append("x" + padded(rest % 1000))
            rest /= 1000
        }
        let text = groups.reversed().joined(separator: "/")
        return width < Tile.fullWidth ? "\(text).p/\(width)" : text
    }

    static func parse(_ text: Substring) -> (number: UInt64, width: Int)? {
        var number: UInt64 = 0
        var width = Tile.fullWidth
        var digits = text
        if let mark = text.firstRange(of: ".p/") {
            guard let stated = Decimal.value(text[mark.upperBound...]), (1..<UInt64(Tile.fullWidth)).contains(stated)
            else { return nil }
            width = Int(stated)
            digits = text[..<mark.lowerBound]
        }
        for byte in digits.utf8 where UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
            let (product, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            number = sum
        }
        // Writing it again is what makes every other spelling of the same number a refusal.
        guard TilePath.text(number: number, width: width).isSame(as: text) else { return nil }
        return (number, width)
    }

    private static func padded(_ value: UInt64) -> String {
        let digits = String(value)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }
}
