import Exam
import Primitives

/// DRAW: everybody has a lot, and nobody had a hand in it (§5).
enum DrawRules {
    static let all = [draw01, draw02, draw03, draw04, draw05, draw06, draw07, draw08, draw09]

    static let draw01 = Rule(
        "DRAW-01", Phrase(en: "Lot before entry", zh: "进入前有签号"), seed: "§5", severity: .blocking,
        events: [.drawAssigned, .drawAutoAssigned, .entryGranted],
        summary: Phrase(en: "Whoever enters holds a lot.", zh: "进入面谈之前须已有抽签号。"),
        applies: .entered,
        condition: Phrase(
            en: "Fails when no draw.assigned or draw.auto_assigned before entry.granted.",
            zh: "在 entry.granted 之前既没有 draw.assigned，也没有 draw.auto_assigned 的，不通过。"),
        judge: .candidate(beforeEntry))

    private static func beforeEntry(_ session: SessionView) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        let lots = session.events.all(.drawAssigned, .drawAutoAssigned)
        if lots.contains(where: { $0.position < entry.position }) { return .pass }
        return .fail(
            Phrase(
                en: "entered at \(session.text(entry.receivedAt)); no lot is recorded before it",
                zh: "\(session.text(entry.receivedAt)) 进入面谈，此前没有记录抽签号"),
            citing: [entry] + lots)
    }

    static let draw03 = Rule(
        "DRAW-03", Phrase(en: "Assigned by the system only where due", zh: "自动分配条件"), seed: "§5",
        severity: .adjudication, parameters: ["login_close_ms"],
        events: [.drawRequested, .drawAutoAssigned, .entryRequested],
        summary: Phrase(
            en: "The system gives a lot only to one who did not draw, at entry or after login has closed.",
            zh: "只有考生未抽签时，系统才在其进入时或登录关闭后自动分配抽签号。"),
        applies: Phrase(en: "there is a draw.auto_assigned", zh: "有 draw.auto_assigned"),
        condition: Phrase(
            en: """
                Fails when a draw.requested precedes it in the stream with no draw.request.refused between, or \
                trigger entry without an earlier entry.requested, or trigger login_closed with t < T + login_close_ms.
                """,
            zh: """
                有下列情形之一的，不通过：（一）流中在其之前有 draw.requested，而二者之间没有 draw.request.refused；（二）trigger 为 entry，而在其之前没有 \
                entry.requested；（三）trigger 为 login_closed，而 t < T + login_close_ms。
                """),
        judge: .candidate(autoAssigned))

    private static func autoAssigned(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let lots = session.events.facts(.drawAutoAssigned)
        guard !lots.isEmpty else { return .notApplicable }
        func last(_ types: EventType, before event: RecordedEvent) -> RecordedEvent? {
            session.events.all(types).last { $0.position < event.position }
        }
        for lot in lots {
            let refusal = last(.drawRequestRefused, before: lot.event)
            if let request = last(.drawRequested, before: lot.event),
                refusal.map({ $0.position < request.position }) ?? true
            {
                return .fail(
                    Phrase(
                        en:
                            "assigned by the system at \(session.text(lot.event.receivedAt)) although the candidate had "
                            + "asked for a lot at \(session.text(request.receivedAt))",
                        zh: "\(session.text(lot.event.receivedAt)) 由系统分配抽签号，而考生已于 "
                            + "\(session.text(request.receivedAt)) 申请抽签"),
                    citing: [request, lot.event])
            }
            switch lot.data.trigger {
            case .entry:
                if last(.entryRequested, before: lot.event) != nil { continue }
                return .fail(
                    Phrase(
                        en:
                            "assigned on entry at \(session.text(lot.event.receivedAt)); no entry.requested is recorded "
                            + "before it",
                        zh: "\(session.text(lot.event.receivedAt)) 因进入而自动分配，此前没有记录 entry.requested"),
                    citing: [lot.event])
            case .loginClosed:
                let closes = try session.start + session.parameters.loginCloseMs
                if lot.event.receivedAt >= closes { continue }
                return .fail(
                    Phrase(
                        en: "assigned at \(session.text(lot.event.receivedAt)) because login had closed; it closes at "
                            + session.text(closes),
                        zh: "\(session.text(lot.event.receivedAt)) 以登录关闭为由自动分配，而登录于 \(session.text(closes)) 关闭"),
                    citing: [lot.event], values: ["login_closes_at": .time(closes)])
            }
        }
        return .pass
    }

    static let draw04 = Rule(
        "DRAW-04", Phrase(en: "Lot opens to the committed root", zh: "承诺可验证"), seed: "§5", severity: .blocking,
        events: [.drawOpened, .drawAssigned, .drawAutoAssigned],
        summary: Phrase(
            en: "The candidate's lot was fixed when the draw was opened.", zh: "考生的抽签号在抽签开放时即已确定，可由承诺根验证。"),
        applies: Phrase(en: "there is an assignment", zh: "有抽签号分配"),
        condition: Phrase(
            en: """
                Fails when index, candidate, number - offset, salt and path do not lead to assignment_root of the \
                draw.opened with the same draw_id.
                """,
            zh: """
                由 index、candidate、number - offset、salt 和 path 得不出 draw_id 相同的 draw.opened 的 assignment_root 的，不通过。
                """),
        insufficient: Phrase(en: "no draw.opened with that draw_id", zh: "没有该 draw_id 的 draw.opened"),
        judge: .candidate(opens))

    private static func opens(_ session: SessionView) -> Judgement {
        let lots = session.events.all(.drawAssigned, .drawAutoAssigned)
        guard !lots.isEmpty else { return .notApplicable }
        var unopened: [RecordedEvent] = []
        for event in lots {
            let draw = Draw.Assignment(event)?.draw
            let record = session.surroundings.draws.first { $0.id == draw }
            guard let record, !record.openings.isEmpty, record.key != nil else {
                unopened.append(event)
                continue
            }
            do throws(DrawDefect) { try record.checkOpenings([event]) } catch { return .fail(error, of: record) }
        }
        guard !unopened.isEmpty else { return .pass }
        return .insufficient(
            Phrase(
                en: "no draw.opened of the draw that the lot names is recorded", zh: "没有记录该抽签号所属抽签的开放"),
            citing: unopened)
    }

    static let draw09 = Rule(
        "DRAW-09", Phrase(en: "Draw request answered", zh: "抽签响应"), seed: "§5", severity: .notice,
        parameters: ["draw_answer_ms"],
        events: [.drawRequested, .drawAssigned, .drawAutoAssigned, .drawRequestRefused],
        summary: Phrase(en: "Whoever asks for a lot is answered in time.", zh: "考生申请抽签后应及时得到答复。"),
        applies: Phrase(en: "there is a draw.requested", zh: "有 draw.requested"),
        condition: Phrase(
            en: """
                Fails when a draw.requested has no assignment or refusal after it with t <= t(requested) + \
                draw_answer_ms.
                """,
            zh: "任一 draw.requested 之后没有满足 t <= t(requested) + draw_answer_ms 的抽签号分配或拒绝的，不通过。"),
        judge: .candidate(answered))

    private static func answered(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let requests = session.events.all(.drawRequested)
        guard !requests.isEmpty else { return .notApplicable }
        let limit = try session.parameters.drawAnswerMs
        let answers = session.events.all(.drawAssigned, .drawAutoAssigned, .drawRequestRefused)
        let broken = requests.filter { request in
            !answers.contains { $0.position > request.position && $0.receivedAt <= request.receivedAt + limit }
        }
        guard let first = broken.first else { return .pass }
        return .fail(
            Phrase(
                en: "no answer within \(limit) ms is recorded to the request at \(session.text(first.receivedAt))",
                zh: "\(session.text(first.receivedAt)) 申请抽签，\(limit) 毫秒内没有记录答复"),
            citing: broken, values: ["draw_answer_ms": .integer(limit), "unanswered": .number(broken.count)])
    }
}
