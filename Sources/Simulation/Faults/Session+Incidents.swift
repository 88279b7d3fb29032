import Exam
import Primitives

// What several faults of the hours in the room do to a session.
extension Session {
    /// A display more, for half a minute.
    mutating func attachDisplay(at time: Int64) {
        script.say(
            .pc, at: time, .displayExtraDetected(DisplayExtraDetected(count: 2, kind: .physical)),
            personal: ["process_hint"])
        script.say(.pc, at: time + 20_000, .displayExtraRemoved(DisplayExtraRemoved(count: 1, kind: .physical)))
    }

    /// Entry is asked for once more before it is granted, and refused.
    mutating func refuseEntry(_ reasons: [EntryRefused.Reason], displays: Int64 = 1) {
        let time = moments.entered - 1500
        let requested = script.say(
            .candidate(.pc), receivedAt: time - 100,
            .entryRequested(EntryRequested(displayCount: displays, virtualDisplay: false)))
        script.say(
            .platform, receivedAt: time, .entryRefused(EntryRefused(reasons: reasons, displayCount: displays)),
            cause: requested)
    }

    /// The window loses its focus, once for each length.
    mutating func loseFocus(_ lengths: [Int64], _ cause: FocusLost.Cause) {
        var clock = midExam
        for length in lengths {
            script.say(.pc, at: clock, .focusLost(FocusLost(cause: cause)))
            let regained = FocusRegained(awayMs: length, cause: cause == .osPopup ? .osPopup : .userSwitch)
            script.say(.pc, at: clock + length, .focusRegained(regained))
            clock += length + 7000
        }
    }

    /// A person flags misconduct.
    mutating func flag(_ code: MisconductFlagged.Code, at time: Int64) {
        script.say(
            .staff(.invigilator), at: time,
            .misconductFlagged(MisconductFlagged(code: code, atOffsetMs: midExam)), personal: ["note"])
    }

    /// The microphone is silent for a while within one answer.
    mutating func silence(for length: Int64) {
        let answer = (script.origin + moments.firstAnswer.lowerBound)...(script.origin + moments.firstAnswer.upperBound)
        for place in script.places(of: .audioWindow) {
            guard case .audioWindow(var data) = script.drafts[place].payload else { continue }
            let end = script.drafts[place].time
            guard answer.contains(end), answer.contains(end + -data.spanMs), data.spanMs >= length else { continue }
            data.silentMs = length
            script.drafts[place].payload = .audioWindow(data)
            return
        }
    }

    /// An error in the personal data, the call about it, and the decision.
    @discardableResult mutating func reportInfoError(contactAfterEnd: Int64?, decided: Bool) -> EventID {
        let displayed = script.time(of: script.first(.infoDisplayed)) ?? moments.entered
        let error = script.say(
            .candidate(.pc), at: displayed + 3000, .infoErrorReported(InfoErrorReported(fields: [.phone])),
            personal: ["text"])
        if let contactAfterEnd {
            contactSupport(.info, at: end + contactAfterEnd, resolvedAt: end + max(0, contactAfterEnd) + 120_000)
        }
        guard decided else { return error }
        script.say(
            .staff(.adjudicator), at: end + 2_400_000,
            .infoCorrectionDecided(InfoCorrectionDecided(accepted: true, fields: [.phone])), cause: error)
        return error
    }
}

// What several faults of answering, of the network and of help do.
extension Session {
    /// The last answer ends at a moment.
    mutating func completeLast(at time: Int64) {
        let moment = script.origin + time
        script.changeLast(.answerCompleted) { draft in
            draft.received = moment + (draft.received - draft.time)
            draft.time = moment
        }
    }

    /// The last answer's end is marked in some way.
    mutating func markLast(_ marker: AnswerCompleted.Marker) {
        script.changeLast(.answerCompleted) { draft in
            guard case .answerCompleted(var data) = draft.payload else { return }
            data.marker = marker
            draft.payload = .answerCompleted(data)
        }
    }

    /// The platform ends the session because of an outage, and opens another when the network is back.
    mutating func endForNetwork() {
        guard let outage = plan.outages.first else { return }
        script.change(.sessionEnded) { $0.payload = .sessionEnded(SessionEnded(sessionNo: 2, reason: .finished)) }
        script.say(
            .platform, receivedAt: outage.at + 15_000, .sessionEnded(SessionEnded(sessionNo: 1, reason: .network)))
        openSession(2, on: plan.names.device(.pc), at: outage.at + outage.length + 1000, cause: nil)
    }

    /// A thread of help: opened, asked, answered or not.
    mutating func askForHelp(answeredAfter delay: Int64?, answerNumber: Int64 = 2) {
        let thread = "th-\(plan.names.digits)"
        let opened = midExam + 3000
        script.say(.candidate(.pc), receivedAt: opened, .helpOpened(HelpOpened(threadID: thread)))
        script.say(
            .candidate(.pc), at: opened + 1000,
            .helpMessageSent(HelpMessageSent(threadID: thread, msgNo: 1, from: .candidate)), personal: ["body"])
        guard let delay else { return }
        let sent = script.say(
            .staff(.invigilator), receivedAt: opened + delay,
            .helpMessageSent(HelpMessageSent(threadID: thread, msgNo: answerNumber, from: .invigilator)),
            personal: ["body"])
        script.say(
            .candidate(.pc), at: opened + delay + 3000,
            .helpMessageRead(HelpMessageRead(threadID: thread, msgNo: answerNumber, latencyMs: 3000)), cause: sent)
        script.say(.candidate(.pc), at: opened + delay + 8000, .helpClosed(HelpClosed(threadID: thread)))
    }
}

extension SessionPlan {
    /// A moment, from T, at which the first question is being answered.
    static let quiet: Int64 = 22_000

    /// The network is lost for a while during the first answer.
    mutating func loseNetwork(for length: Int64, _ change: (inout Outage, Parameters) -> Void = { _, _ in }) {
        var outage = Outage(at: SessionPlan.quiet, length: length)
        change(&outage, parameters)
        outages = [outage]
    }
}

// What several faults after the end do.
extension Session {
    /// Somebody closes the page while the upload runs.
    mutating func disturbUpload() {
        script.say(
            .pc, at: moments.recordingStop + 9000, .uploadDisturbed(UploadDisturbed(kind: .pageClosed)))
    }

    /// A file of the evidence video is gone.
    mutating func loseFile(at time: Int64) {
        let missing = ClientFileMissing(
            app: .phone, stream: .evidence, fileRef: recordingID + "/3", expected: script.random.digest())
        script.say(.phone, at: time, .clientFileMissing(missing))
    }
}
