public import Exam
public import Primitives
public import Signing

/// Reads lines and checks signatures: all that is done in front of the writer, on any thread.
///
/// A preparer keeps its storage from line to line; give each thread its own.
public struct EnvelopePreparer: Sendable {
    /// A line that was read, its signature not checked yet.
    public struct ReadLine: Sendable {
        let number: Int
        let bytes: [UInt8]
        /// The signature, where the line is an envelope.
        public let signature: EnvelopeSignature?
        /// The time that the line brings.
        public let receivedAt: Instant?
        let content: Result<Statement, Rejection>
        /// What came beside the statement, each of which opens one of its commitments.
        let disclosures: [Disclosure]

        /// The statement, where the line is one.
        public var statement: Statement? { try? content.get() }
    }

    private var envelopes = EnvelopeReader()
    private var statements = StatementReader()
    private var tape = JSONTape()
    private var scratch: [UInt8] = []

    /// A preparer with nothing read yet.
    public init() {}

    /// Reads a line strictly.
    public mutating func read(_ line: Span<UInt8>, number: Int) -> ReadLine {
        let signature: EnvelopeSignature
        do throws(EnvelopeDefect) {
            signature = try envelopes.read(line)
        } catch {
            let code: Refusal.Code = if case .payloadTooLarge = error { .statementTooLarge } else { .envelopeInvalid }
            let rejection = Rejection(Refusal(code, error.phrase))
            return ReadLine(
                number: number, bytes: [], signature: nil, receivedAt: nil, content: .failure(rejection),
                disclosures: [])
        }
        let bytes = envelopes.payload
        let content: Result<Statement, Rejection>
        var disclosures: [Disclosure] = []
        do throws(Refusal) {
            let statement = try statements.read(bytes.span)
            disclosures = try opened(envelopes.disclosures, of: statement)
            content = .success(statement)
        } catch {
            content = .failure(rejection(error, bytes))
        }
        return ReadLine(
            number: number, bytes: bytes, signature: signature, receivedAt: envelopes.receivedAt, content: content,
            disclosures: disclosures)
    }

    /// Checks a line's signature by the key of the id that it names; `nil` where no such key is known.
    public mutating func prepare(_ line: ReadLine, by key: PublicKey?) -> PreparedLine {
        PreparedLine(number: line.number, content: content(line, key))
    }

    private mutating func content(_ line: ReadLine, _ key: PublicKey?) -> PreparedLine.Content {
        guard let signature = line.signature else {
            if case .failure(let rejection) = line.content { return .rejection(rejection) }
            return .rejection(Rejection(.badSignature))
        }
        switch line.content {
        case .success(let statement):
            guard let key else {
                return .rejection(rejection(.unknownKey(signature.keyID), line.bytes, line.receivedAt))
            }
            let verified = VerifiedStatement(
                statement, bytes: line.bytes, signature: signature, by: key, receivedAt: line.receivedAt,
                disclosures: line.disclosures, scratch: &scratch)
            guard let verified else { return .rejection(rejection(.badSignature, line.bytes, line.receivedAt)) }
            return .statement(verified)
        case .failure(var rejection):
            rejection.receivedAt = line.receivedAt
            if let key {
                PAE.write(type: Envelope.eventType, payload: line.bytes.span, into: &scratch)
                if key.verifies(signature.signature, over: scratch.span) { rejection.signedBy = signature.keyID }
            }
            return .rejection(rejection)
        }
    }

    /// The disclosures that came beside a statement; each must open a commitment of it.
    private func opened(_ texts: [String], of statement: Statement) throws(Refusal) -> [Disclosure] {
        var disclosures: [Disclosure] = []
        for text in texts {
            guard let disclosure = Disclosure(text: text) else { throw .unreadableDisclosure }
            guard let commitment = statement.personal.first(where: { $0.name.isSame(as: disclosure.name) }) else {
                throw .unknownDisclosure(disclosure.name)
            }
            guard SHA256.digest(of: Array(text.utf8)) == commitment.digest else {
                throw .wrongDisclosure(commitment.name)
            }
            disclosures.append(disclosure)
        }
        return disclosures
    }

    private mutating func rejection(
        _ refusal: Refusal, _ bytes: [UInt8], _ receivedAt: Instant? = nil
    ) -> Rejection {
        var rejection = Rejection(refusal)
        rejection.digest = SHA256.digest(of: bytes)
        rejection.receivedAt = receivedAt
        guard (try? tape.scan(bytes.span)) != nil, tape.kind(JSONTape.root) == .object else { return rejection }
        var name = JSONTape.root + 1
        for _ in 0..<tape.childCount(JSONTape.root) {
            if tape.isString(name, bytes.span, "id") {
                rejection.id = tape.string(name + 1, bytes.span).flatMap { EventID($0) }
            } else if tape.isString(name, bytes.span, "type") {
                rejection.attemptedType = tape.string(name + 1, bytes.span).map { String($0.prefix(64)) }
            }
            name = tape.next(name + 1)
        }
        return rejection
    }
}
