/// Swift names for the catalogue's names.
enum Names {
    private static let keywords: Set<String> = [
        "as", "case", "default", "import", "in", "init", "internal", "is", "operator", "public", "repeat", "return",
        "self", "switch",
    ]

    /// `login.face.succeeded` → `LoginFaceSucceeded`.
    static func type(_ name: String) -> String {
        words(name).map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// `account_ref` → `accountRef`, `ticket_id` → `ticketID`.
    static func member(_ name: String) -> String {
        let words = words(name)
        let tail = words.dropFirst().map { word in
            switch word {
            case "id", "vrf", "pk": word.uppercased()
            case "ids": "IDs"
            default: word.prefix(1).uppercased() + word.dropFirst()
            }
        }
        let joined = (words.first ?? "") + tail.joined()
        return keywords.contains(joined) ? "`\(joined)`" : joined
    }

    private static func words(_ name: String) -> [String] {
        name.split(whereSeparator: { ".-_".contains($0) }).map(String.init)
    }

    /// The 64-bit FNV-1a hash by which the strict reader looks types up.
    static func hash(_ name: String) -> String {
        let hash = name.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return "0x" + String(hash, radix: 16, uppercase: true)
    }

    /// A Swift string literal.
    static func literal(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
