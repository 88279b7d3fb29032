extension String {
    /// The text with everything that could steer a terminal made visible: `\n`, `\t`, `\u{1B}` and their like.
    ///
    /// Texts from a ledger were written by others. Printed raw, an escape sequence could repaint the screen, and a
    /// mark of text direction could make a name read as another.
    public var printable: String {
        guard unicodeScalars.contains(where: String.steersTerminal) else { return self }
        var text = ""
        for scalar in unicodeScalars {
            if !String.steersTerminal(scalar) {
                text.unicodeScalars.append(scalar)
            } else if let short = String.shortForms[scalar] {
                text += short
            } else {
                text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return text
    }

    private static let shortForms: [Unicode.Scalar: String] = ["\n": "\\n", "\r": "\\r", "\t": "\\t"]

    private static func steersTerminal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: true
        // Marks, embeddings, overrides and isolates of direction; separators of lines and paragraphs.
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
