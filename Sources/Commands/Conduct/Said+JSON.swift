import Exam
import Ledger
import Primitives

extension Said {
    /// What was said, and where it stands.
    var json: JSONValue {
        .members([
            "index": .number(receipt.index), "id": .string(receipt.id.text),
            "type": .string(saying.payload.type.rawValue), "stream": .string(receipt.stream),
            "cause": saying.cause.map { .string($0.text) }, "data": saying.payload.json,
        ])
    }
}
