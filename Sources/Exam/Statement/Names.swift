/// What a name in a statement may look like (formats.md §1; transparency.md 3.10 for origins).
public enum Names {
    /// Whether these bytes can be the id of an exam, a sitting or a candidate: 1 to 64 of `[A-Za-z0-9._-]`.
    public static func isIdentifier(_ text: Span<UInt8>) -> Bool {
        guard (1...64).contains(text.count) else { return false }
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                continue
            default: return false
            }
        }
        return true
    }

    /// Whether these bytes can be the origin of a ledger: 1 to 255 visible ASCII characters without `+`.
    public static func isOrigin(_ text: Span<UInt8>) -> Bool {
        guard (1...255).contains(text.count) else { return false }
        for index in text.indices where !(0x21...0x7E).contains(text[index]) || text[index] == UInt8(ascii: "+") {
            return false
        }
        return true
    }
}
