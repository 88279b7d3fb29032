import ArgumentParser
import Ledger
import Primitives
import Terminal
import Transparency

/// Cosigns a request that was carried by hand.
struct WitnessSignCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Decide a request from a file, and print the cosignature.",
        discussion: """
            For halls without a network: the request comes from `examledger checkpoint --request`, the answer goes back
            to `examledger checkpoint --cosigned`.

            examledger witness sign my.witness to-witness.txt > from-witness.txt
            """)

    @Argument(help: ArgumentHelp("The witness's folder.", valueName: "dir"))
    var directory: String

    @Argument(help: "The request; - for input.")
    var request: String

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try WitnessStore(at: directory)
        let witness = try store.witness(context)
        let text = try TextFile.read(request)
        let time = UInt64(max(0, context.clock().milliseconds / 1_000))
        switch try store.decide(Array(text.utf8), by: witness, at: time) {
        case .refused(let refusal): throw LedgerError.refused(refusal)
        case .cosigned(_, let line):
            guard output.format == .text else {
                try JSONValue.members([
                    "schema": "examledger-witness-answer/1", "status": 200, "lines": .string(line.line),
                ]).write(to: context)
                return .done
            }
            try context.output.write(line.line)
        }
        return .done
    }
}

extension LedgerError {
    /// A request that a witness does not cosign.
    static func refused(_ refusal: WitnessRefusal) -> LedgerError {
        LedgerError(Code(rawValue: refusal.code), refusal.phrase, hint: refusal.hint)
    }
}

extension WitnessRefusal {
    /// What to do about it.
    fileprivate var hint: Phrase? {
        switch self {
        case .malformed:
            Phrase(
                en: "A request comes from examledger checkpoint --request FILE.",
                zh: "请求应由 examledger checkpoint --request FILE 生成。")
        case .unknownLog:
            Phrase(
                en: "Let the witness know it: examledger witness add DIR VKEY-FILE.",
                zh: "请让见证方认识该日志：examledger witness add DIR VKEY-FILE。")
        case .untrusted(.unverified):
            Phrase(
                en:
                    "Where the log's key was changed, let the witness know the new one: examledger witness add DIR VKEY-FILE.",
                zh: "如日志密钥已更换，请让见证方认识新密钥：examledger witness add DIR VKEY-FILE。")
        case .untrusted: nil
        case .otherSize(let size):
            Phrase(
                en:
                    "Write the request once more, with --old \(size). Where the ledger has fewer entries, it lost some.",
                zh: "请用 --old \(size) 重新生成请求。若账本条目少于此数，则条目已丢失。")
        case .inconsistent:
            Phrase(
                en: "Keep the request: it is evidence that the log was rewritten.",
                zh: "请保留该请求：它是日志被改写的证据。")
        }
    }
}
