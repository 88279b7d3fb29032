import Exam
import Primitives

/// Refusals at the door, replayed at their position: this protects the candidate.
extension EntryRules {
    static let entry06 = Rule(
        "ENTRY-06", Phrase(en: "Entry refusals justified", zh: "进入拒绝有据"), seed: "§7", severity: .adjudication,
        events: [.entryRefused, .entryPermitted, .entryStateRefreshed],
        summary: Phrase(
            en: "The reasons of every refused entry are true on replay, and an open door is shown as open.",
            zh: "每次拒绝进入的理由在回放中都应成立，可以进入时按钮应可用。"),
        applies: Phrase(
            en: "there is an entry.refused or entry.state.refreshed",
            zh: "有 entry.refused 或 entry.state.refreshed"),
        condition: Phrase(
            en: """
                Fails when a reason of an entry.refused is false at its position: not_permitted though an \
                entry.permitted of the room covers t, lot_missing though assigned, pledge_missing or notice_missing \
                though signed or acknowledged on the current doc_hash, evidence_not_recording though \
                evidence.recording.started without later interruption or stop, multiple_displays though the \
                entry.requested it answers has display_count 1 and virtual_display false, late though t <= until_ms; \
                or entry.state.refreshed has enabled_after false while entry is permitted and lot, pledge, notice and \
                evidence recording are there.
                """,
            zh: """
                有下列情形之一的，不通过：（一）entry.refused 的任一 reason 在其位置上不成立：not_permitted 而该考场有 entry.permitted 涵盖 t，\
                lot_missing 而已分配抽签号，pledge_missing 或 notice_missing 而已就现行的 doc_hash 签署或确认，evidence_not_recording 而有 \
                evidence.recording.started 且其后没有中断或停止，multiple_displays 而其所答复的 entry.requested 的 display_count 为 1 且 \
                virtual_display 为 false，late 而 t <= until_ms；（二）entry.state.refreshed 的 enabled_after 为 false，而已允许进入，\
                且抽签号、承诺书、考试须知和佐证录制均已具备。
                """),
        judge: .candidate(refusals))

    private static func refusals(_ session: SessionView) -> Judgement {
        guard session.events.has(.entryRefused) || session.events.has(.entryStateRefreshed) else {
            return .notApplicable
        }
        let broken = unjustified(session)
        guard let first = broken.first else { return .pass }
        let reasons = first.reasons.joined(separator: ", ")
        return .fail(
            Phrase(
                en:
                    "kept out at \(session.text(first.event.receivedAt)) for reasons that the recorded events do not bear "
                    + "out: \(reasons)",
                zh: "\(session.text(first.event.receivedAt)) 被拒绝进入，理由与所记录的事件不符：\(reasons)"),
            citing: broken.map(\.event), values: ["reasons": .array(first.reasons.map { .string($0) })])
    }

    /// The refusals and dead buttons that the guards at their position do not bear out, with the reasons that are false.
    private static func unjustified(_ session: SessionView) -> [(event: RecordedEvent, reasons: [String])] {
        let context = session.history.context
        var state = SessionState(
            exam: context.exam, sitting: context.sitting, candidate: session.history.candidate)
        var requests: [(id: EventID, displays: Displays)] = []
        var broken: [(event: RecordedEvent, reasons: [String])] = []
        for event in session.history.events {
            switch event.payload {
            case .entryRequested(let data):
                requests.append((event.id, Displays(count: data.displayCount, isVirtual: data.virtualDisplay)))
            case .entryRefused(let data):
                // The request that it names as its cause, else the last before it.
                let answered = requests.last { $0.id == event.statement.cause } ?? requests.last
                let guards = guards(of: state, session, at: event, displays: answered?.displays)
                let reasons = data.reasons.filter(guards.contradicts).map(\.rawValue)
                if !reasons.isEmpty { broken.append((event, reasons)) }
            case .entryStateRefreshed(let data):
                if !data.enabledAfter, guards(of: state, session, at: event, displays: nil).isDoorOpen {
                    broken.append((event, ["disabled"]))
                }
            default: break
            }
            state.apply(event)
        }
        return broken
    }

    private static func guards(
        of state: SessionState, _ session: SessionView, at event: RecordedEvent, displays: Displays?
    ) -> EntryGuards {
        let surroundings = session.surroundings
        return EntryGuards(
            state,
            EntryGuards.Surroundings(
                permissions: surroundings.permissions(room: state.room, before: event.index).map {
                    SittingState.Permission($0.data, mark: EventMark($0.event))
                },
                pledge: surroundings.documentHash(.pledge, before: event.index),
                notice: surroundings.documentHash(.notice, before: event.index)),
            displays: displays, now: event.receivedAt)
    }
}
