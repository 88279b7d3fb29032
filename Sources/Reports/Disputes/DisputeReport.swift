public import Audit
public import Exam
public import Primitives

/// A dispute on one screen: the claim, what happened, what the rules say, what is open, and what it holds.
public struct DisputeReport: Sendable {
    private let dispute: Dispute
    private let history: SessionHistory
    private let timeline: Timeline
    private let findings: [FindingStatusReport]
    private let cited: Set<UInt64>
    private let evidence: [RecordedEvent]

    /// A dispute in its candidate's history.
    ///
    /// - Parameters:
    ///   - dispute: the dispute.
    ///   - history: the candidate's history.
    ///   - findings: what an audit found of the candidate.
    ///   - evidence: the events that were attached to the dispute, of whatever stream.
    public init(
        _ dispute: Dispute, _ history: SessionHistory, _ findings: [Finding], evidence: [RecordedEvent]
    ) {
        self.dispute = dispute
        self.history = history
        timeline = Timeline(history)
        self.findings = findings.map { FindingStatusReport($0, in: history) }
        cited = Set(findings.flatMap(\.judgement.events).map(\.index))
        self.evidence = evidence
    }

    /// The part of the timeline that a dispute is about: refusals, incidents, silences while the session went on,
    /// changes of state, what was attached to it and what findings cite.
    private var items: [Timeline.Item] {
        let session = timeline.standing.session
        let attached = Set(evidence.map(\.index))
        return timeline.items.filter { item in
            switch item {
            case .phase, .run: false
            case .change: true
            case .gap(let gap):
                session.login.map { gap.from >= $0.receivedAt } ?? false
                    && session.finish.map { gap.from < $0.mark.receivedAt } ?? true
            case .event(let line):
                line.isRefusal || line.isIncident || line.state != nil || cited.contains(line.event.index)
                    || attached.contains(line.event.index) || isOfDispute(line.event)
            }
        }
    }

    private func isOfDispute(_ event: RecordedEvent) -> Bool {
        ([dispute.filed, dispute.acknowledged, dispute.assigned, dispute.ended].compactMap(\.self)
            + dispute.attachments).contains { $0.index == event.index }
    }

    /// What must still happen before this candidate's score can go out.
    private var openPoints: [Phrase] {
        var points: [Phrase] = []
        switch dispute.status {
        case .filed: points.append(Phrase(en: "the dispute is not acknowledged", zh: "异议尚未受理"))
        case .acknowledged: points.append(Phrase(en: "the dispute is not assigned", zh: "异议尚未指派"))
        case .assigned:
            let assignee = dispute.assignee ?? ""
            points.append(
                Phrase(en: "\(assignee) has not decided the dispute", zh: "\(assignee) 尚未对异议作出裁定"))
        case .decided, .withdrawn: break
        }
        let others = Disputes(history.events).all.filter { $0.isOpen && $0.filed.index != dispute.filed.index }
        points += others.map {
            Phrase(en: "another dispute is open: \($0.id)", zh: "另有未决异议：\($0.id)")
        }
        let standing = findings.filter(\.stands).count
        if standing > 0 {
            points.append(
                Phrase(
                    en: "findings neither resolved, waived nor decided: \(standing)",
                    zh: "尚未解决、豁免或裁定的审计发现：\(standing) 项"))
        }
        return points
    }

    private var hold: Phrase {
        if Disputes(history.events).open.isEmpty {
            Phrase(en: "no open dispute holds the release of this score", zh: "没有未决异议，不妨碍该成绩公布")
        } else if timeline.standing.state == .released {
            Phrase(
                en: "this score is released already; an open dispute holds it back no more",
                zh: "该成绩已经公布，未决异议不再使其暂缓")
        } else {
            Phrase(
                en: "the release of this score is held until every dispute is decided or withdrawn",
                zh: "全部异议裁定或撤回之前，暂缓公布该成绩")
        }
    }

    /// The report for people.
    public func lines(_ language: Language, instant: (Instant) -> String) -> [String] {
        func title(_ en: String, _ zh: String) -> [String] { ["", "== \(Phrase(en: en, zh: zh)[language]) =="] }
        let text = dispute.filed.statement.personal.contains { $0.name == "claim" }
        var lines = [
            "\(dispute.id)  \(history.candidate)  \(dispute.kind)  \(dispute.status.title[language])",
            "  \(instant(dispute.filed.receivedAt))  #\(dispute.filed.index)  "
                + (text
                ? Phrase(en: "the claim's text is kept outside the log, its digest in it", zh: "异议内容存于日志之外，日志内有其摘要")
                : Phrase(en: "no text of the claim is committed to", zh: "没有异议内容的摘要"))[language],
            "  \(hold[language])",
        ]
        lines += title("What happened", "经过")
        lines += items.flatMap { $0.lines(language, instant: instant) }
        lines += title("Evidence attached", "所附证据")
        lines +=
            evidence.isEmpty
            ? ["  \(Words.none[language])"]
            : evidence.map { "  #\($0.index)  \($0.type.title[language])  \($0.statement.stream.text)" }
        lines += title("What the rules say", "规则判定")
        lines += findings.isEmpty ? ["  \(Words.none[language])"] : findings.map { $0.line(language) }
        lines += title("What is open", "未决事项")
        let points = openPoints
        lines += points.isEmpty ? ["  \(Words.none[language])"] : points.map { "  \($0[language])" }
        return lines
    }

    /// The report for programs.
    public var json: JSONValue {
        .members([
            "schema": "examledger-dispute/1", "candidate": .string(history.candidate),
            "sitting": .string(history.context.sitting), "dispute": dispute.json,
            "release_held": .bool(!Disputes(history.events).open.isEmpty && timeline.standing.state != .released),
            "timeline": .array(items.map(\.json)), "findings": .array(findings.map(\.json)),
            "open_points": .array(openPoints.map { .phrase($0) }),
            "standing": SessionReport(timeline.standing).json,
        ])
    }
}
