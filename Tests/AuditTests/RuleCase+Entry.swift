import Audit
import Exam
import Primitives

extension RuleCase {
    static let entry = [
        RuleCase("ENTRY-01", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("ENTRY-01", .pass, "at the first moment") {
            $0.remove(.entryPermitted)
            $0.permit(from: $0.entry, until: $0.closes)
        },
        RuleCase("ENTRY-01", .fail, "a millisecond before") {
            $0.remove(.entryPermitted)
            $0.permit(from: $0.entry + 1, until: $0.closes)
        },
        RuleCase("ENTRY-01", .pass, "at the last moment") {
            $0.remove(.entryPermitted)
            $0.permit(from: $0.opens, until: $0.entry)
        },
        RuleCase("ENTRY-01", .fail, "a millisecond after") {
            $0.remove(.entryPermitted)
            $0.permit(from: $0.opens, until: $0.entry + -1)
        },
        RuleCase("ENTRY-01", .fail, "another room") {
            $0.remove(.entryPermitted)
            $0.permit("r-2", from: $0.opens, until: $0.closes)
        },
        RuleCase("ENTRY-01", .fail, "permitted afterwards") {
            $0.remove(.entryPermitted)
            $0.permit(from: $0.opens, until: $0.closes, at: $0.entry + 1)
        },
        RuleCase("ENTRY-02", .pass, "one display"),
        RuleCase("ENTRY-02", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("ENTRY-02", .fail, "two displays") {
            $0.say(.entryGranted(EntryGranted(roomID: "r-1", displayCount: 2, virtualDisplay: false)))
        },
        RuleCase("ENTRY-02", .fail, "a virtual display") {
            $0.say(.entryGranted(EntryGranted(roomID: "r-1", displayCount: 1, virtualDisplay: true)))
        },
        RuleCase("ENTRY-03", .pass, "none"),
        RuleCase("ENTRY-03", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("ENTRY-03", .fail, "at entry") { $0.detectDisplay(at: $0.entry) },
        RuleCase("ENTRY-03", .pass, "a millisecond before") { $0.detectDisplay(at: $0.entry + -1) },
        RuleCase("ENTRY-03", .fail, "at the end, by the device's time") { $0.detectDisplay(at: $0.end) },
        RuleCase("ENTRY-03", .pass, "a millisecond after the end") { $0.detectDisplay(at: $0.end + 1) },
        RuleCase("ENTRY-04", .pass, "just in time") {
            $0.move(.mainRecordingStarted, to: $0.entry + $0.parameters.startGraceMs)
        },
        RuleCase("ENTRY-04", .fail, "a millisecond late") {
            $0.move(.mainRecordingStarted, to: $0.entry + $0.parameters.startGraceMs + 1)
        },
        RuleCase("ENTRY-04", .fail, "never") { $0.remove(.mainRecordingStarted) },
        RuleCase("ENTRY-04", .fail, "only before entry") { $0.move(.mainRecordingStarted, to: $0.entry + -1000) },
        RuleCase("ENTRY-04", .fail, "without the screen") {
            $0.say(.mainRecordingStarted(MainRecordingStarted(recID: "m", streams: [.camera, .mic])))
        },
        RuleCase("ENTRY-04", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("ENTRY-05", .pass, "just often enough"),
        RuleCase("ENTRY-05", .fail, "a millisecond late once") { $0.delayUpload(by: 1) },
        RuleCase("ENTRY-05", .pass, "a millisecond late, a millisecond offline") {
            $0.delayUpload(by: 1)
            $0.loseNetwork(from: $0.start + -500_000, for: 1)
        },
        RuleCase("ENTRY-05", .fail, "two late, one offline") {
            $0.delayUpload(by: 2)
            $0.loseNetwork(from: $0.start + -500_000, for: 1)
        },
        RuleCase("ENTRY-05", .notApplicable, "not finished") { $0.remove(.finishTimedOut) },
        RuleCase("ENTRY-05", .notApplicable, "no recording") { $0.remove(.mainRecordingStarted) },
    ]

    static let entryRefusals =
        [
            RuleCase("ENTRY-06", .notApplicable, "neither") { $0.remove(.entryStateRefreshed) },
            RuleCase("ENTRY-06", .pass, "the button works"),
            RuleCase("ENTRY-06", .fail, "the button does not work though all is there") { $0.disableButton() },
            RuleCase("ENTRY-06", .pass, "the button does not work, the evidence is not recorded") {
                $0.disableButton()
                $0.remove(.evidenceRecordingStarted)
            },
            RuleCase("ENTRY-06", .pass, "the button does not work, the door is not open yet") {
                $0.disableButton()
                $0.remove(.entryPermitted)
                $0.permit(from: $0.start + -599_000, until: $0.closes)
            },
        ] + refusedFalsely + refusedRightly

    private static let refusedFalsely = EntryRefused.Reason.allCases.map { reason in
        RuleCase("ENTRY-06", .fail, "\(reason.rawValue), which is false") { $0.refuseEntry(reason) }
    }

    private static let refusedRightly = [
        RuleCase("ENTRY-06", .pass, "not permitted indeed") {
            $0.remove(.entryPermitted)
            $0.refuseEntry(.notPermitted)
        },
        RuleCase("ENTRY-06", .pass, "no lot indeed") {
            $0.remove(.drawAssigned)
            $0.refuseEntry(.lotMissing)
        },
        RuleCase("ENTRY-06", .pass, "an older pledge") {
            $0.publish(.pledge, "2", at: $0.start + -700_000)
            $0.refuseEntry(.pledgeMissing)
        },
        RuleCase("ENTRY-06", .pass, "no notice indeed") {
            $0.remove(.noticeAcknowledged)
            $0.refuseEntry(.noticeMissing)
        },
        RuleCase("ENTRY-06", .pass, "the evidence was interrupted") {
            $0.add(
                .evidenceRecordingInterrupted(EvidenceRecordingInterrupted(recID: "ev", cause: .call)),
                at: $0.start + -650_000, by: .phone)
            $0.refuseEntry(.evidenceNotRecording)
        },
        RuleCase("ENTRY-06", .pass, "two displays indeed") {
            $0.say(.entryRequested(EntryRequested(displayCount: 2, virtualDisplay: false)))
            $0.refuseEntry(.multipleDisplays)
        },
        RuleCase("ENTRY-06", .pass, "late by a millisecond") {
            $0.remove(.entryPermitted)
            $0.permit(from: $0.opens, until: $0.start + -598_501)
            $0.refuseEntry(.late)
        },
        RuleCase("ENTRY-06", .fail, "late at the last moment") {
            $0.remove(.entryPermitted)
            $0.permit(from: $0.opens, until: $0.start + -598_500)
            $0.refuseEntry(.late)
        },
    ]
}

extension HistoryBuilder {
    mutating func detectDisplay(at time: Instant) {
        add(.displayExtraDetected(DisplayExtraDetected(count: 2, kind: .physical)), at: time, by: .computer)
    }

    /// All but the first manifest later.
    mutating func delayUpload(by milliseconds: Int64) {
        let first = start + -597_000 + parameters.liveGapMs
        change(.uploadManifestRecorded) { draft in
            if draft.time != first { draft.time = draft.time + milliseconds }
        }
    }

    mutating func loseNetwork(from time: Instant, for milliseconds: Int64) {
        let time = start + -597_000 + parameters.liveGapMs * 3 / 2
        add(.networkLost(NetworkLost(lastAckN: 1)), at: time, by: .computer)
        add(
            .networkRestored(NetworkRestored(outageMs: milliseconds, buffered: 0)), at: time + milliseconds,
            by: .computer)
    }

    mutating func disableButton() {
        say(.entryStateRefreshed(EntryStateRefreshed(enabledBefore: false, enabledAfter: false)))
    }

    mutating func refuseEntry(_ reason: EntryRefused.Reason) {
        add(
            .entryRefused(EntryRefused(reasons: [reason])), at: start + -598_500, cause: id(of: .entryRequested))
    }
}
