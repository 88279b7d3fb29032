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
        applies: "there is an entry.refused or entry.state.refreshed",
        condition: """
            Fails when a reason of an entry.refused is false at its position: not_permitted though an entry.permitted \
            of the room covers t, lot_missing though assigned, pledge_missing or notice_missing though signed or \
            acknowledged on the current doc_hash, evidence_not_recording though evidence.recording.started without \
            later interruption or stop, multiple_displays though the entry.requested it answers has display_count 1 \
            and virtual_display false, late though t <= until_ms; or entry.state.refreshed has enabled_after false \
            while entry is permitted and lot, pledge, notice and evidence recording are there.
            """,
        judge: .candidate(refusals))

    private static func refusals(_ session: SessionView) -> Judgement {
        let refusals = session.events.facts(.entryRefused)
        let refreshes = session.events.facts(.entryStateRefreshed)
        guard !refusals.isEmpty || !refreshes.isEmpty else { return .notApplicable }
        var broken: [(event: RecordedEvent, reasons: [String])] = refusals.compactMap { refusal in
            let door = Door(session, at: refusal.event)
            let reasons = refusal.data.reasons.filter { door.contradicts($0) }.map(\.rawValue)
            return reasons.isEmpty ? nil : (refusal.event, reasons)
        }
        for refresh in refreshes where !refresh.data.enabledAfter && Door(session, at: refresh.event).isOpen {
            broken.append((refresh.event, ["disabled"]))
        }
        guard let first = broken.min(by: { $0.event.index < $1.event.index }) else { return .pass }
        let reasons = first.reasons.joined(separator: ", ")
        return .fail(
            Phrase(
                en:
                    "kept out at \(session.text(first.event.receivedAt)) for reasons that the recorded events do not bear "
                    + "out: \(reasons)",
                zh: "\(session.text(first.event.receivedAt)) 被拒绝进入，理由与所记录的事件不符：\(reasons)"),
            citing: broken.map(\.event), values: ["reasons": .array(first.reasons.map { .string($0) })])
    }

    /// What entry depends on, as recorded before one event.
    private struct Door {
        private let session: SessionView
        private let event: RecordedEvent
        private let permissions: [Fact<EntryPermitted>]

        init(_ session: SessionView, at event: RecordedEvent) {
            self.session = session
            self.event = event
            let room = session.events.facts(.candidateRegistered).last { $0.event.index < event.index }?.data.roomID
            permissions = session.surroundings.permissions(room: room, before: event.index)
        }

        var isOpen: Bool { isPermitted && hasLot && hasPledge && hasNotice && isRecording }

        func contradicts(_ reason: EntryRefused.Reason) -> Bool {
            switch reason {
            case .notPermitted: isPermitted
            case .lotMissing: hasLot
            case .pledgeMissing: hasPledge
            case .noticeMissing: hasNotice
            case .evidenceNotRecording: isRecording
            case .multipleDisplays: hasOneDisplay
            case .late: permissions.contains { event.receivedAt.milliseconds <= $0.data.untilMs }
            }
        }

        private var isPermitted: Bool { permissions.contains { $0.covers(event.receivedAt) } }

        private var hasLot: Bool { isRecorded(.drawAssigned) || isRecorded(.drawAutoAssigned) }

        private var hasPledge: Bool {
            PublishedDocument.pledge.isAccepted(
                session, before: event.index,
                session.events.facts(.pledgeSigned).map { ($0.event, $0.data.docHash) })
        }

        private var hasNotice: Bool {
            PublishedDocument.notice.isAccepted(
                session, before: event.index,
                session.events.facts(.noticeAcknowledged).map { ($0.event, $0.data.docHash) })
        }

        private var isRecording: Bool {
            let last = session.events
                .all(.evidenceRecordingStarted, .evidenceRecordingInterrupted, .evidenceRecordingStopped)
                .last { $0.index < event.index }
            return last?.type == .evidenceRecordingStarted
        }

        /// By the `entry.requested` that the refusal answers: the one it names as its cause, else the last before it.
        private var hasOneDisplay: Bool {
            let requests = session.events.facts(.entryRequested).filter { $0.event.index < event.index }
            let request = requests.last { $0.event.id == event.statement.cause } ?? requests.last
            return request.map { $0.data.displayCount == 1 && !$0.data.virtualDisplay } ?? false
        }

        private func isRecorded(_ type: EventType) -> Bool {
            session.events.first(type).map { $0.index < event.index } ?? false
        }
    }
}
