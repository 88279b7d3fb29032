import Glibc
import Ledger
import Primitives
import Terminal
import Transparency

/// Adds to each receipt of a file the proof that its event is in the log, once a checkpoint over it is signed.
///
/// Receipts are written as their lines are answered, so that they stay when a run is cut off; the proofs need the
/// checkpoint, and come in a second pass that replaces the file.
struct ReceiptProofs {
    /// The longest receipt that is read back.
    private static let lineLimit = 1 << 20

    /// The file of receipts.
    let path: String

    /// Adds the proofs; a pipe or a device keeps its receipts as they are.
    func add(
        _ store: LedgerStore, under checkpoint: TrustedCheckpoint, _ context: TerminalContext
    ) throws(LedgerError) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        let target = try LedgerFolder.absolute(path)
        let draft = target + ".proofs"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, status.st_mode & 0o777)
        guard descriptor >= 0 else { throw .file(draft, Phrase(en: "written", zh: "写入")) }
        defer { close(descriptor) }
        do throws(LedgerError) {
            try write(to: Output(descriptor: descriptor), store, checkpoint, context)
        } catch {
            unlink(draft)
            throw error
        }
        guard rename(draft, target) == 0 else { throw .file(target, Phrase(en: "written", zh: "写入")) }
    }

    private func write(
        to output: Output, _ store: LedgerStore, _ checkpoint: TrustedCheckpoint, _ context: TerminalContext
    ) throws(LedgerError) {
        var prover = try EntryProver(store, under: checkpoint)
        let progress = Progress(Phrase(en: "proving receipts", zh: "生成回执证明"), total: nil, context: context)
        defer { progress.finish() }
        let lines = try LineReader(path, limit: ReceiptProofs.lineLimit)
        var tape = JSONTape()
        var line: [UInt8] = []
        while try lines.next(&line) {
            if Interrupt.requested != nil { throw .interrupted }
            if let index = ReceiptProofs.index(in: line, &tape), line.last == UInt8(ascii: "}"),
                let proof = try prover.proof(of: index)
            {
                line.removeLast()
                line += Array(",\"proof\":".utf8)
                JSONValue.string(String(decoding: proof.serialized, as: UTF8.self))
                    .write(to: &line, canonically: false)
                line.append(UInt8(ascii: "}"))
            }
            line.append(UInt8(ascii: "\n"))
            try output.write(line.span)
            progress.advance(by: 1)
        }
        try output.flush()
    }

    /// The index that a receipt names.
    private static func index(in line: [UInt8], _ tape: inout JSONTape) -> UInt64? {
        do throws(JSONDefect) { try tape.scan(line.span) } catch { return nil }
        guard case .object(let members) = tape.value(JSONTape.root, line.span),
            case .integer(let index)? = members.first(where: { $0.name == "index" })?.value
        else { return nil }
        return UInt64(exactly: index)
    }
}
