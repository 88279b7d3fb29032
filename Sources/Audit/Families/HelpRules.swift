import Exam
import Primitives

/// HELP: the conversation with the invigilator (§10).
enum HelpRules {
    static let all = [help01, help02]

    static let help01 = Rule(
        "HELP-01", Phrase(en: "Help answered", zh: "求助响应"), seed: "§10(8)", severity: .adjudication,
        parameters: ["help_sla_ms"],
        events: [.helpOpened, .helpMessageSent],
        summary: Phrase(en: "An invigilator answers a request for help in time.", zh: "监督员应及时答复求助。"),
        applies: Phrase(en: "there is a help.opened", zh: "有 help.opened"),
        condition: Phrase(
            en: """
                Fails when for a thread the first help.message.sent{invigilator} is missing or has t > t(help.opened) \
                + help_sla_ms.
                """,
            zh: "就某一沟通，没有 help.message.sent{invigilator}，或第一个满足 t > t(help.opened) + help_sla_ms 的，不通过。"),
        judge: .candidate(answered))

    private static func answered(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let threads = threads(session)
        guard !threads.isEmpty else { return .notApplicable }
        let limit = try session.parameters.helpSlaMs
        let broken = threads.filter { thread in
            thread.answer.map { $0.receivedAt > thread.opened.receivedAt + limit } ?? true
        }
        guard let first = broken.first else { return .pass }
        let asked = session.text(first.opened.receivedAt)
        let waited = first.answer.map { $0.receivedAt - first.opened.receivedAt }
        return .fail(
            Phrase(
                en: "help asked for at \(asked); "
                    + (waited.map { "the first answer of an invigilator \($0) ms later" }
                        ?? "no answer of an invigilator is recorded") + ", \(limit) ms are granted",
                zh: "\(asked) 求助，" + (waited.map { "监督员在 \($0) 毫秒后首次答复" } ?? "没有记录监督员的答复")
                    + "，容许 \(limit) 毫秒"),
            citing: broken.flatMap { [$0.opened, $0.answer] }.compactMap { $0 },
            values: [
                "threads": .number(broken.count), "waited_ms": waited.map { .integer($0) } ?? .null,
                "help_sla_ms": .integer(limit),
            ])
    }

    /// A thread's first opening and an invigilator's first message in it.
    private struct Thread {
        let opened: RecordedEvent
        let answer: RecordedEvent?
    }

    private static func threads(_ session: SessionView) -> [Thread] {
        var answers: [TextKey: RecordedEvent] = [:]
        for message in session.events.facts(.helpMessageSent) where message.data.from == .invigilator {
            let thread = TextKey(message.data.threadID)
            answers[thread] = answers[thread] ?? message.event
        }
        var seen: Set<TextKey> = []
        return session.events.facts(.helpOpened).filter { seen.insert(TextKey($0.data.threadID)).inserted }
            .map { Thread(opened: $0.event, answer: answers[TextKey($0.data.threadID)]) }
    }

    static let help02 = Rule(
        "HELP-02", Phrase(en: "Thread complete", zh: "沟通记录完整"), seed: "§10(8)", severity: .blocking,
        events: [.helpMessageSent],
        summary: Phrase(en: "No message of a help thread is missing.", zh: "求助沟通记录不得缺失。"),
        applies: Phrase(en: "there is a help.message.sent", zh: "有 help.message.sent"),
        condition: Phrase(
            en: "Fails when msg_no within a thread is not 1, 2, 3, ... without gap or repeat.",
            zh: "同一沟通之内的 msg_no 不是无缺、无重复的 1, 2, 3, ... 的，不通过。"),
        judge: .candidate(complete))

    private static func complete(_ session: SessionView) -> Judgement {
        let messages = session.events.facts(.helpMessageSent)
        guard !messages.isEmpty else { return .notApplicable }
        // Two people number one thread over two networks: what counts is which numbers there are, not their order.
        for thread in threads(of: messages) {
            let sorted = thread.sorted { ($0.data.msgNo, $0.event.index) < ($1.data.msgNo, $1.event.index) }
            for (place, message) in sorted.enumerated() where message.data.msgNo != Int64(place) + 1 {
                let (expected, found) = (Int64(place) + 1, message.data.msgNo)
                return .fail(
                    Phrase(
                        en:
                            "message \(found) in the thread \(message.data.threadID), where message \(expected) is expected",
                        zh: "沟通 \(message.data.threadID) 中应为第 \(expected) 条消息，所记录的是第 \(found) 条"),
                    citing: (place > 0 ? [sorted[place - 1].event] : []) + [message.event],
                    values: ["msg_no": .integer(found), "expected": .integer(expected)])
            }
        }
        return .pass
    }

    /// The messages by thread, in the order in which threads begin.
    private static func threads(of messages: [Fact<HelpMessageSent>]) -> [[Fact<HelpMessageSent>]] {
        var places: [TextKey: Int] = [:]
        var threads: [[Fact<HelpMessageSent>]] = []
        for message in messages {
            let thread = TextKey(message.data.threadID)
            if let place = places[thread] {
                threads[place].append(message)
            } else {
                places[thread] = threads.count
                threads.append([message])
            }
        }
        return threads
    }
}
