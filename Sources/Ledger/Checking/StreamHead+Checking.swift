import Exam
import Primitives

extension StreamHead {
    /// Takes in the entry that must continue the stream, and says where it does not.
    ///
    /// Going on from where the entry says it stands, one break in a chain is told once.
    mutating func take(
        _ header: EntryHeader, _ leaf: Digest, at index: UInt64, of stream: StreamName
    ) -> VerificationProblem? {
        var problem: VerificationProblem?
        if header.position != count {
            problem = .position(header.position, expected: count, at: index, stream.text)
        } else if header.previous != lastHash {
            problem = .previous(at: index, stream.text)
        } else if count > 0, index <= lastIndex {
            problem = .streamOrder(at: index, behind: lastIndex, stream.text)
        }
        let (next, overflows) = header.position.addingReportingOverflow(1)
        self = StreamHead(count: overflows ? count + 1 : next, lastHash: leaf, lastIndex: index)
        return problem
    }
}
