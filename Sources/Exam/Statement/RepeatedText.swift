import Primitives

/// A text that most statements of a run have in common, kept so that it is not made anew for each.
struct RepeatedText: Sendable {
    private var last = ""

    mutating func text(_ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>) -> String {
        if !tape.isString(node, bytes, last) { last = tape.string(node, bytes) ?? "" }
        return last
    }
}
