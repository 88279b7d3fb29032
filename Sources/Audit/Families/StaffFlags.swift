import Exam
import Primitives

/// What invigilators and examiners flagged about a candidate: that a flag is recorded is the finding, and a person
/// decides what it means.
struct StaffFlags {
    /// A flag and what it is about.
    struct Flag {
        let event: RecordedEvent
        let code: String
        let offset: Int64
    }

    let name: Phrase
    let flags: [Flag]

    func judge(_ session: SessionView) -> Judgement {
        guard session.entry != nil else { return .notEntered }
        guard let first = flags.first else { return .pass }
        return .fail(
            Phrase(
                en:
                    "\(flags.count) flags \(name.en), the first (\(first.code)) at \(session.text(first.event.receivedAt)), "
                    + "\(first.offset) ms into the recording",
                zh: "\(name.zh)标记 \(flags.count) 条，首条（\(first.code)）记录于 \(session.text(first.event.receivedAt))，"
                    + "位于录像 \(first.offset) 毫秒处"),
            citing: flags.map(\.event),
            values: [
                "flags": .number(flags.count), "codes": .array(flags.map { .string($0.code) }),
                "at_offset_ms": .integer(first.offset),
            ])
    }
}

extension StaffFlags {
    /// The flags of misconduct with some codes.
    static func misconduct(_ codes: Set<MisconductFlagged.Code>, _ name: Phrase, _ session: SessionView) -> StaffFlags {
        let flags = session.events.facts(.misconductFlagged).filter { codes.contains($0.data.code) }
        return StaffFlags(
            name: name,
            flags: flags.map { Flag(event: $0.event, code: $0.data.code.rawValue, offset: $0.data.atOffsetMs) })
    }
}
