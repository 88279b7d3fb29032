import Exam
import Primitives

/// ENTRY: into the exam, and what has to run there (§7).
enum EntryRules {
    static let all = [entry01, entry02, entry03, entry04, entry05, entry06]

    static let entry01 = Rule(
        "ENTRY-01", Phrase(en: "Entry only when permitted", zh: "允许后进入"), seed: "§7", severity: .blocking,
        events: [.entryPermitted, .entryGranted],
        summary: Phrase(en: "Entry is granted only while the room is open.", zh: "只在考场允许进入的时段内准许进入。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when t(entry.granted) is in no [from_ms, until_ms] of an entry.permitted with its room_id that \
                precedes it.
                """,
            zh: "t(entry.granted) 不在任何先于它且 room_id 与其相同的 entry.permitted 的 [from_ms, until_ms] 之内的，不通过。"),
        judge: .candidate(permitted))

    private static func permitted(_ session: SessionView) -> Judgement {
        let entries = session.events.facts(.entryGranted)
        guard !entries.isEmpty else { return .notEntered }
        let broken = entries.filter { entry in
            !session.surroundings.permissions(room: entry.data.roomID, before: entry.event.index)
                .contains { $0.covers(entry.event.receivedAt) }
        }
        guard let first = broken.first else { return .pass }
        return .fail(
            Phrase(
                en:
                    "entry granted at \(session.text(first.event.receivedAt)) outside of every permission recorded before "
                    + "it for room \(first.data.roomID)",
                zh: "\(session.text(first.event.receivedAt)) 准许进入，不在此前为考场 \(first.data.roomID) 记录的任何允许时段之内"),
            citing: broken.map(\.event))
    }

    static let entry02 = Rule(
        "ENTRY-02", Phrase(en: "One display at entry", zh: "单显示器进入"), seed: "§7", severity: .blocking,
        events: [.entryGranted],
        summary: Phrase(en: "There is one display, a real one, at entry.", zh: "进入时只有一个显示器，且非虚拟显示器。"),
        applies: .entered,
        condition: Phrase(
            en: "Fails when display_count of entry.granted is not 1, or virtual_display is true.",
            zh: "entry.granted 的 display_count 不为 1，或 virtual_display 为 true 的，不通过。"),
        judge: .candidate(display))

    private static func display(_ session: SessionView) -> Judgement {
        let entries = session.events.facts(.entryGranted)
        guard !entries.isEmpty else { return .notEntered }
        let broken = entries.filter { $0.data.displayCount != 1 || $0.data.virtualDisplay }
        guard let first = broken.first else { return .pass }
        return .fail(
            Phrase(
                en: "entry granted with \(first.data.displayCount) displays"
                    + (first.data.virtualDisplay ? ", a virtual one among them" : ""),
                zh: "准许进入时有 \(first.data.displayCount) 个显示器" + (first.data.virtualDisplay ? "，其中有虚拟显示器" : "")),
            citing: broken.map(\.event),
            values: [
                "display_count": .integer(first.data.displayCount), "virtual_display": .bool(first.data.virtualDisplay),
            ])
    }

    static let entry03 = Rule(
        "ENTRY-03", Phrase(en: "No extra display during the exam", zh: "考中外接屏"), seed: "§7", severity: .adjudication,
        events: [.displayExtraDetected],
        summary: Phrase(en: "No further display is connected during the exam.", zh: "考试期间不得接入其他显示器。"),
        applies: .entered,
        condition: Phrase(
            en: "Fails when a display.extra.detected has o in [t(entry.granted), E or now].",
            zh: "有 display.extra.detected 的 o 在 [t(entry.granted), E 或 now] 内的，不通过。"),
        judge: .candidate(extraDisplay))

    private static func extraDisplay(_ session: SessionView) -> Judgement {
        guard let examTime = session.examTime else { return .notEntered }
        let detections = session.events(session.events.all(.displayExtraDetected), in: examTime)
        guard let first = detections.first, case .displayExtraDetected(let display) = first.payload else {
            return .pass
        }
        let time = session.text(session.clock.time(of: first))
        return .fail(
            Phrase(
                en: "a further display detected at \(time): \(display.count) displays, \(display.kind.words.en)",
                zh: "\(time) 检测到其他显示器：共 \(display.count) 个，\(display.kind.words.zh)"),
            citing: detections,
            values: [
                "detections": .number(detections.count), "displays": .integer(display.count),
                "kind": .string(display.kind.rawValue),
            ])
    }
}

extension Fact where Data == EntryPermitted {
    /// Whether a moment is in `[from_ms, until_ms]`.
    func covers(_ moment: Instant) -> Bool {
        moment.milliseconds >= data.fromMs && moment.milliseconds <= data.untilMs
    }
}

extension DisplayExtraDetected.Kind {
    /// What kind of display, in words.
    fileprivate var words: Phrase {
        switch self {
        case .physical: Phrase(en: "physical", zh: "为物理显示器")
        case .virtual: Phrase(en: "virtual", zh: "为虚拟显示器")
        case .remote: Phrase(en: "remote", zh: "为远程显示")
        case .mirrored: Phrase(en: "mirrored", zh: "为镜像显示")
        }
    }
}
