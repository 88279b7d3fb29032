extension String {
    /// Whether two texts are the same bytes, as they were signed: not merely the same to Unicode.
    func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

/// A text as a key, compared as its bytes.
struct TextKey: Hashable, Sendable {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }
}
