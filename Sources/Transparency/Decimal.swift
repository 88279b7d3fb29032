/// Decimal numbers as these formats write them: ASCII digits, no sign, no leading zero, at most 2^63−1.
enum Decimal {
    static func value(_ text: some StringProtocol) -> UInt64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0"), let value = Int64(text)
        else { return nil }
        return UInt64(value)
    }
}
