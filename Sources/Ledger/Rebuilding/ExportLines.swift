import Exam
import Primitives
import Signing

/// The lines of an export, read strictly on all cores and handed on in their order.
final class ExportLines {
    private static let sliceSize = 64
    private static let ahead = 64

    private typealias Slice = [(number: Int, bytes: [UInt8])]
    private let work = OrderedWork<Slice, [Result<RecordedStatement, LedgerError>]>(
        makeWorker: { EnvelopePreparer() },
        { preparer, lines in lines.map { ExportLines.read($0.number, $0.bytes, by: &preparer) } })
    private var slice: Slice = []
    private var number = 0

    /// Takes in one line, without its line break; an empty line is passed over.
    ///
    /// - Throws: `import.line` at a line that is not an entry of a log; what `body` throws.
    func take(
        _ line: Span<UInt8>, _ body: (RecordedStatement) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        number += 1
        guard !line.isEmpty else { return }
        slice.append((number, [UInt8](copying: line)))
        guard slice.count == ExportLines.sliceSize else { return }
        work.put(slice)
        slice.removeAll(keepingCapacity: true)
        if work.count >= ExportLines.ahead { try hand(body) }
    }

    /// Hands on what was taken in so far.
    func finish(_ body: (RecordedStatement) throws(LedgerError) -> Void) throws(LedgerError) {
        if !slice.isEmpty { work.put(slice) }
        slice = []
        while work.count > 0 { try hand(body) }
    }

    private func hand(_ body: (RecordedStatement) throws(LedgerError) -> Void) throws(LedgerError) {
        for recorded in work.take() ?? [] { try body(recorded.get()) }
    }

    private static func read(
        _ number: Int, _ bytes: [UInt8], by preparer: inout EnvelopePreparer
    ) -> Result<RecordedStatement, LedgerError> {
        let line = preparer.read(bytes.span, number: number)
        switch line.content {
        case .failure(let rejection): return .failure(.importLine(number, rejection.refusal.reason))
        case .success(let statement):
            guard let signature = line.signature, let receivedAt = line.receivedAt else {
                return .failure(
                    .importLine(number, Phrase(en: "it has no time of receipt", zh: "没有接收时间")))
            }
            return .success(
                RecordedStatement(
                    statement: statement, bytes: line.bytes, signature: signature, receivedAt: receivedAt))
        }
    }
}
