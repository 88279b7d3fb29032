import ArgumentParser
import Glibc
import Ledger
import Primitives
import Service
import Signing
import Terminal
import Transparency

/// Cosigns over HTTP.
struct WitnessServeCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer add-checkpoint over HTTP until it is stopped.",
        discussion: """
            POST /add-checkpoint for logs, GET /<hex of the origin's SHA-256>/checkpoint for monitors; one line a
            request on standard error. HTTPS is for a reverse proxy in front of it.

            examledger witness serve my.witness --listen 127.0.0.1:8321
            """)

    @Argument(help: ArgumentHelp("The witness's folder.", valueName: "dir"))
    var directory: String

    @Option(help: ArgumentHelp("Where to listen; port 0 takes any free one.", valueName: "host:port"))
    var listen = "127.0.0.1:8321"

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        guard let address = ListenAddress(listen) else {
            throw LedgerError.usage("--listen must be HOST:PORT.", "--listen 应为 HOST:PORT。")
        }
        let store = try WitnessStore(at: directory)
        let witness = try store.witness(context)
        let journal = WitnessJournal(language: context.language, clock: context.clock)
        let service = HTTPService(limits: HTTPLimits(bodySize: AddCheckpointRequest.sizeLimit)) { request in
            do throws(LedgerError) {
                let time = UInt64(max(0, journal.clock().milliseconds / 1_000))
                return HTTPAnswer(
                    try store.reply(to: request.method, request.path, request.body, by: witness, at: time))
            } catch {
                journal.write(error)
                return HTTPAnswer(status: 500, text: "the witness cannot answer")
            }
        } log: { request, answer in
            journal.write(request, answer)
        }
        try service.run(on: address) { (port) throws(LedgerError) in
            let url = "http://\(address.text(port: port))"
            if output.format == .text {
                try context.output.line(
                    context.text(
                        Phrase(
                            en: "witness \(witness.verificationKey.name) listens on \(url)",
                            zh: "见证方 \(witness.verificationKey.name) 正在 \(url) 上监听")))
            } else {
                try JSONValue.members([
                    "schema": "examledger-witness-serve/1", "name": .string(witness.verificationKey.name),
                    "url": .string(url),
                ]).write(to: context)
            }
            try context.output.flush()
        } shouldStop: {
            Interrupt.requested != nil
        }
        return .done
    }
}

extension HTTPAnswer {
    init(_ reply: WitnessReply) {
        self.init(status: reply.status, contentType: reply.contentType, body: reply.body)
    }
}

/// One line a request on standard error; a line that cannot be written stops nothing.
struct WitnessJournal: Sendable {
    let language: Language
    let clock: @Sendable () -> Instant

    func write(_ request: HTTPRequest, _ answer: HTTPAnswer) {
        write("\(request.method) \(request.path.printable) \(answer.status)")
    }

    func write(_ error: LedgerError) {
        write("\(error.code.rawValue): \(error.reason[language].printable)")
    }

    private func write(_ text: String) {
        let errors = Output(descriptor: STDERR_FILENO)
        try? errors.line("\(clock().rfc3339()) \(text)")
        try? errors.flush()
    }
}
