import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// A log as `export` wrote it, read without a ledger: every signature is checked, and that its key was enrolled for it.
struct ExportedLog {
    /// The ledger's name.
    let origin: String
    /// The authority that entry 0 names: everything rests on it.
    let authority: KeyID
    /// How many entries there are.
    let size: UInt64
    /// The sittings with their draws.
    let sittings: [DrawSitting]

    /// Reads a file, or standard input for `-`.
    ///
    /// - Throws: `draw.file` at the first line that is not the next entry of a log.
    init(_ path: String) throws(LedgerError) {
        var log = LogReading()
        let lines = try LineReader(path, limit: Envelope.lineLimit)
        var line: [UInt8] = []
        while try lines.next(&line) {
            if Interrupt.requested != nil { throw .interrupted }
            do throws(Refusal) { try log.take(line.span) } catch {
                throw .draw(
                    "file", "\(path.printable):\(log.size + 1): \(error.code.rawValue): \(error.reason.en).",
                    "\(path.printable):\(log.size + 1)：\(error.code.rawValue)：\(error.reason.zh)。",
                    hint: Phrase(
                        en: "Give the whole log, from entry 0 on, as examledger export writes it.",
                        zh: "请给出 examledger export 写出的完整日志，自第 0 条起。"))
            }
        }
        guard let identity = log.identity else {
            throw .draw(
                "file", "\(path.printable) is not a log: it does not begin with ledger.opened.",
                "\(path.printable) 不是日志：没有以 ledger.opened 开头。")
        }
        (origin, authority, size) = (identity.origin, identity.authority, log.size)
        sittings = log.sittings
    }
}

/// The fold of an exported log: the keys in force, and the events that draws are about.
private struct LogReading {
    private var preparer = EnvelopePreparer()
    private var directory = KeyDirectory()
    private var registry = KeyRegistry()
    private var positions: [StreamName: UInt64] = [:]
    private var last = Instant(milliseconds: .min)
    private var streams: [StreamName: [RecordedEvent]] = [:]
    private var firstLogins: [String: UInt64] = [:]
    private(set) var identity: LedgerIdentity?
    private(set) var size: UInt64 = 0

    mutating func take(_ line: Span<UInt8>) throws(Refusal) {
        let read = preparer.read(line, number: Int(size) + 1)
        if let statement = read.statement { directory.note(statement) }
        let verified: VerifiedStatement
        switch preparer.prepare(read, by: read.signature.flatMap { directory[$0.keyID] }).content {
        case .rejection(let rejection): throw rejection.refusal
        case .statement(let statement): verified = statement
        }
        let statement = verified.statement
        guard let received = verified.receivedAt, received >= last else {
            throw Refusal(
                .clockBackwards,
                Phrase(en: "the line has no time, or one before the line above", zh: "该行没有时间，或早于上一行"))
        }
        if size == 0 {
            identity = LedgerIdentity(statement)
            registry.apply(statement, at: size)
        }
        guard let identity, statement.ledger.isSame(as: identity.origin) else {
            throw Refusal(.otherLedger, Phrase(en: "the entry is not of one log", zh: "该条目不属于同一日志"))
        }
        guard try registry.key(for: statement, signedBy: verified.signature.keyID, at: received) == verified.publicKey
        else { throw Refusal(.signature, Phrase(en: "the signature is not by an enrolled key", zh: "签名密钥未登记")) }
        if size > 0 { registry.apply(statement, at: size) }
        keep(statement, received, verified.signature.keyID)
        last = received
        size += 1
    }

    private mutating func keep(_ statement: Statement, _ received: Instant, _ keyID: KeyID) {
        let stream = statement.stream
        let event = RecordedEvent(
            index: size, receivedAt: received, position: positions[stream, default: 0], keyID: keyID,
            statement: statement)
        positions[stream, default: 0] += 1
        if let exam = statement.exam, firstLogins[exam] == nil,
            event.type == .loginFaceSucceeded || event.type == .loginPasswordSucceeded
        {
            firstLogins[exam] = size
        }
        switch stream {
        case .exam, .sitting: streams[stream, default: []].append(event)
        case .candidate(let exam, let sitting, _):
            // Candidates' events stand under their sitting, beside its own: it sorts them out by their type.
            if DrawSitting.isOfInterest(event) {
                streams[.candidate(exam: exam, sitting: sitting, candidate: ""), default: []].append(event)
            }
        case .trust, .ledger: break
        }
    }

    var sittings: [DrawSitting] {
        streams.keys.compactMap { name in
            guard case .sitting(let exam, let sitting) = name else { return nil }
            let context = SittingContext(
                exam: exam, sitting: sitting, examEvents: streams[.exam(exam)] ?? [],
                sittingEvents: streams[name] ?? [], trustEvents: [], firstLogin: firstLogins[exam], now: last)
            return DrawSitting(
                context, candidates: streams[.candidate(exam: exam, sitting: sitting, candidate: "")] ?? [])
        }.sorted { "\($0.exam)/\($0.sitting)".utf8.lexicographicallyPrecedes("\($1.exam)/\($1.sitting)".utf8) }
    }
}
