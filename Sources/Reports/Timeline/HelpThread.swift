public import Exam
public import Primitives

/// What a help message says, as far as the reader may see it: bodies are personal values, outside of the log.
public enum HelpBody: Hashable, Sendable {
    /// The text.
    case text(String)
    /// Why there is none.
    case absent(Phrase)
}

/// A conversation of a candidate with the invigilator, as far as the log has it: who spoke when, not what was said.
///
/// The bodies are personal values: the log holds their commitments alone. Whoever may see them brings them along.
public struct HelpThread: Sendable {
    /// A message.
    public struct Message: Hashable, Sendable {
        /// Its number in the thread, as its sender counts.
        public let number: Int64
        /// Whose it is.
        public let from: HelpMessageSent.From
        /// The event that sent it.
        public let sent: RecordedEvent
        /// The event that says it was read; `nil` where none is recorded.
        public internal(set) var read: RecordedEvent?
        /// Whether the log holds a commitment to its body.
        public let hasBody: Bool

        /// Two messages are the same when they were sent by the same event.
        public static func == (left: Message, right: Message) -> Bool { left.sent.id == right.sent.id }
        /// Hashes the event that sent it.
        public func hash(into hasher: inout Hasher) { hasher.combine(sent.id) }
    }

    /// The thread's id.
    public let id: String
    /// Its `help.opened`; `nil` where a message came without one.
    public internal(set) var opened: RecordedEvent?
    /// The messages, in the order of the log.
    public internal(set) var messages: [Message] = []
    /// Its `help.closed`; `nil` while it is open.
    public internal(set) var closed: RecordedEvent?

    /// The time from the opening to the first message of an invigilator, in milliseconds; `nil` where there is none.
    public var answeredAfter: Int64? {
        guard let opened, let answer = messages.first(where: { $0.from == .invigilator }) else { return nil }
        return answer.sent.receivedAt - opened.receivedAt
    }

    /// The threads of a session, in the order in which they began.
    public static func all(in events: [RecordedEvent]) -> [HelpThread] {
        var threads: [HelpThread] = []
        func place(_ id: String) -> Int {
            if let known = threads.firstIndex(where: { $0.id.isSame(as: id) }) { return known }
            threads.append(HelpThread(id: id))
            return threads.count - 1
        }
        for event in events {
            switch event.payload {
            case .helpOpened(let data): threads[place(data.threadID)].open(event)
            case .helpMessageSent(let data):
                threads[place(data.threadID)].messages.append(
                    Message(
                        number: data.msgNo, from: data.from, sent: event,
                        hasBody: !event.statement.personal.isEmpty))
            case .helpMessageRead(let data): threads[place(data.threadID)].note(event, read: data.msgNo)
            case .helpClosed(let data): threads[place(data.threadID)].closed = event
            default: continue
            }
        }
        return threads
    }

    private init(id: String) {
        self.id = id
    }

    private mutating func open(_ event: RecordedEvent) {
        if opened == nil { opened = event }
    }

    private mutating func note(_ event: RecordedEvent, read number: Int64) {
        guard let place = messages.firstIndex(where: { $0.number == number && $0.read == nil }) else { return }
        messages[place].read = event
    }
}

extension HelpThread {
    /// The thread for programs.
    ///
    /// - Parameter bodies: what the reader may see, by the event that sent it.
    public func json(_ bodies: [EventID: HelpBody] = [:]) -> JSONValue {
        .members([
            "thread_id": .string(id),
            "opened_at": opened.map { .integer($0.receivedAt.milliseconds) },
            "answered_after_ms": answeredAfter.map { .integer($0) },
            "closed_at": closed.map { .integer($0.receivedAt.milliseconds) },
            "messages": .array(messages.map { $0.json(bodies[$0.sent.id]) }),
        ])
    }

    /// The thread for people: a line about it, and one a message.
    ///
    /// - Parameters:
    ///   - language: in which language.
    ///   - bodies: what the reader may see, by the event that sent it.
    ///   - instant: how a moment is written.
    public func lines(
        _ language: Language, bodies: [EventID: HelpBody] = [:], instant: (Instant) -> String
    ) -> [String] {
        [heading[language]]
            + messages.map { message in
                let who = message.from == .candidate ? Words.candidate.phrase : Words.invigilator.phrase
                var line = "  │ \(instant(message.sent.receivedAt))  #\(message.sent.index)  "
                line += "\(message.number) \(who[language])"
                switch bodies[message.sent.id] {
                case .text(let text)?: line += ": \(text)"
                case .absent(let why)?: line += "  [\(why[language])]"
                case nil: if message.hasBody { line += "  [\(Words.undisclosed[language])]" }
                }
                if let read = message.read { line += "  \(Words.read[language]) \(instant(read.receivedAt))" }
                return line
            }
    }

    private var heading: Phrase {
        let answer =
            answeredAfter.map { after in
                let span = DurationText.phrase(after)
                return Phrase(en: "answered after \(span.en)", zh: "\(span.zh)后得到答复")
            } ?? Phrase(en: "no answer by an invigilator is recorded", zh: "没有记录监督员的答复")
        let state = closed == nil ? Phrase(en: "still open", zh: "未关闭") : Phrase(en: "closed", zh: "已关闭")
        return Phrase(en: "  \(id): \(answer.en); \(state.en)", zh: "  \(id)：\(answer.zh)；\(state.zh)")
    }
}

extension HelpThread.Message {
    fileprivate func json(_ body: HelpBody?) -> JSONValue {
        var text: JSONValue?
        var absence: JSONValue?
        switch body {
        case .text(let words)?: text = .string(words)
        case .absent(let why)?: absence = .phrase(why)
        case nil: break
        }
        return .members([
            "msg_no": .integer(number), "from": .string(from.rawValue), "index": .number(sent.index),
            "sent_at": .integer(sent.receivedAt.milliseconds),
            "read_at": read.map { .integer($0.receivedAt.milliseconds) }, "body": hasBody ? "committed" : nil,
            "text": text, "text_absent": absence,
        ])
    }
}
