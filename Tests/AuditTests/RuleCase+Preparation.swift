import Audit
import Exam
import Primitives

extension RuleCase {
    static let preparation = [
        RuleCase("FLOW-01", .pass, "in order"),
        RuleCase("FLOW-01", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("FLOW-01", .fail, "the notice before the pledge") {
            $0.move(.noticeAcknowledged, to: $0.start + -795_000)
        },
        RuleCase("FLOW-01", .fail, "waiting before the information") {
            $0.move(.waitingEntered, to: $0.start + -550_000)
        },
        RuleCase("FLOW-01", .pass, "a missing step is no disorder") { $0.remove(.procedureAcknowledged) },
        RuleCase("FLOW-01", .fail, "the lot before the phone") { $0.move(.drawAssigned, to: $0.start + -865_000) },
        RuleCase("FLOW-01", .pass, "a lot that the system gave has no place") {
            $0.remove(.drawAssigned)
            $0.add(
                .drawAutoAssigned(
                    DrawAutoAssigned(
                        drawID: .zero, index: 0, number: 1, salt: [], path: [], trigger: .entry)),
                at: $0.start + -865_000)
        },
        RuleCase("PREP-01", .pass, "all checks"),
        RuleCase("PREP-01", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("PREP-01", .fail, "one failed") { day in
            day.change(.prepCheckRecorded) { draft in
                if case .prepCheckRecorded(var data) = draft.payload, data.check == .camera {
                    data.result = .fail
                    draft.payload = .prepCheckRecorded(data)
                }
            }
        },
        RuleCase("PREP-01", .fail, "only after entry") { $0.move(.prepCheckRecorded, to: $0.entry + 1) },
        RuleCase("PREP-02", .pass, "just enough"),
        RuleCase("PREP-02", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("PREP-02", .fail, "a basis point short on the phone") {
            $0.check(.battery, measured: $0.parameters.batteryMinBp - 1, by: .phone)
        },
        RuleCase("PREP-02", .pass, "short, but on mains") {
            $0.check(.battery, measured: $0.parameters.batteryMinBp - 1, mains: true, by: .computer)
        },
        RuleCase("PREP-02", .pass, "the last check counts") {
            $0.check(.battery, measured: $0.parameters.batteryMinBp - 1, by: .phone)
            $0.check(.battery, measured: $0.parameters.batteryMinBp, by: .phone)
        },
        RuleCase("PREP-02", .insufficientEvidence, "the phone was not measured") { day in
            day.drafts.removeAll { draft in
                if case .prepCheckRecorded(let data) = draft.payload {
                    data.check == .battery && draft.voice == .phone
                } else {
                    false
                }
            }
        },
        RuleCase("PREP-02", .fail, "one short and the other not measured: the failure comes first") { day in
            day.drafts.removeAll { draft in
                if case .prepCheckRecorded(let data) = draft.payload { data.check == .battery } else { false }
            }
            day.check(.battery, measured: day.parameters.batteryMinBp - 1, by: .computer)
        },
        RuleCase("PREP-03", .pass, "just enough"),
        RuleCase("PREP-03", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("PREP-03", .fail, "a kbit/s short") {
            $0.check(.network, measured: $0.parameters.netMinKbps - 1, by: .computer)
        },
        RuleCase("PREP-03", .pass, "the phone's network does not count") {
            $0.check(.network, measured: 1, by: .phone)
        },
        RuleCase("PREP-03", .insufficientEvidence, "not measured") { day in
            day.drafts.removeAll { draft in
                if case .prepCheckRecorded(let data) = draft.payload { data.check == .network } else { false }
            }
            day.check(.network, by: .computer)
        },
        RuleCase("PREP-04", .pass, "completed"),
        RuleCase("PREP-04", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("PREP-04", .fail, "missing", severity: .notice) {
            $0.set { $0.mockMandatory = false }
            $0.remove(.mockCompleted)
        },
        RuleCase("PREP-04", .fail, "missing though mandatory", severity: .adjudication) {
            $0.set { $0.mockMandatory = true }
            $0.remove(.mockCompleted)
        },
    ]

    static let reading = [
        RuleCase("READ-01", .pass, "the published version"),
        RuleCase("READ-01", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("READ-01", .fail, "not acknowledged") { $0.remove(.procedureAcknowledged) },
        RuleCase("READ-01", .fail, "after entry") { $0.move(.procedureAcknowledged, to: $0.entry + 1) },
        RuleCase("READ-01", .fail, "of an older version") {
            $0.publish(.procedure, "2", at: $0.start + -864_000)
            $0.move(.procedureAcknowledged, to: $0.start + -863_000)
        },
        RuleCase("READ-01", .pass, "a version after entry does not count") {
            $0.publish(.procedure, "2", at: $0.entry + 1)
        },
        RuleCase("READ-02", .pass, "just long enough"),
        RuleCase("READ-02", .notApplicable, "not acknowledged") { $0.remove(.procedureAcknowledged) },
        RuleCase("READ-02", .fail, "a millisecond short") {
            $0.say(
                .procedureAcknowledged(
                    ProcedureAcknowledged(
                        docHash: HistoryBuilder.hash("procedure 1"), dwellMs: $0.parameters.readMinMs - 1)))
        },
        RuleCase("PLEDGE-01", .pass, "pledge, then notice"),
        RuleCase("PLEDGE-01", .fail, "notice, then pledge") { $0.move(.noticeAcknowledged, to: $0.start + -795_000) },
        RuleCase("PLEDGE-01", .notApplicable, "no notice") { $0.remove(.noticeAcknowledged) },
        RuleCase("PLEDGE-02", .pass, "the published version"),
        RuleCase("PLEDGE-02", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("PLEDGE-02", .fail, "not signed") { $0.remove(.pledgeSigned) },
        RuleCase("PLEDGE-02", .fail, "another text") {
            $0.say(.pledgeSigned(PledgeSigned(docHash: HistoryBuilder.hash("notice 1"), sigKind: .key)))
        },
        RuleCase("NOTICE-01", .pass, "the published version"),
        RuleCase("NOTICE-01", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("NOTICE-01", .fail, "after entry") { $0.move(.noticeAcknowledged, to: $0.entry + 1) },
    ]
}
