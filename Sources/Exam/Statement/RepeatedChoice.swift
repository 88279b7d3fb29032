import Primitives

/// A choice that most statements of a run have in common, known again by its bytes.
struct RepeatedChoice<Choice: RawRepresentable & CaseIterable & Sendable>: Sendable where Choice.RawValue == String {
    private var last: Choice?

    mutating func choice(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> Choice {
        if let last, tape.isString(node, bytes, last.rawValue) { return last }
        let choice: Choice = try MemberReader.choice(tape, node, bytes, name)
        last = choice
        return choice
    }
}
