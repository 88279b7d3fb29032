import Exam
import Primitives

/// SUP: whoever asked for help was answered (§10(7), (9), (10)).
enum SupportRules {
    static let all = [sup01]

    static let sup01 = Rule(
        "SUP-01", Phrase(en: "Tickets closed, self-reported", zh: "工单闭环"), seed: "§10(7)(9)(10)",
        severity: .adjudication, severityNote: Phrase(en: "N where every ticket is resolved", zh: "每个工单均已办结时为 N"),
        events: [.supportContacted, .supportTicketResolved],
        summary: Phrase(
            en: "Every ticket is resolved, and was opened by the candidate in person.", zh: "每张工单均已处理，且由考生本人提出。"),
        applies: Phrase(en: "there is a support.contacted", zh: "有 support.contacted"),
        condition: Phrase(
            en: "Fails when a ticket_id has no support.ticket.resolved, or by_candidate_self is false.",
            zh: "任一 ticket_id 没有 support.ticket.resolved，或 by_candidate_self 为 false 的，不通过。"),
        judge: .candidate(closed))

    private static func closed(_ session: SessionView) -> Judgement {
        let contacts = session.events.facts(.supportContacted)
        guard !contacts.isEmpty else { return .notApplicable }
        let resolved = Set(session.events.facts(.supportTicketResolved).map { TextKey($0.data.ticketID) })
        let open = contacts.filter { !resolved.contains(TextKey($0.data.ticketID)) }
        let byOthers = contacts.filter { !$0.data.byCandidateSelf }
        guard !open.isEmpty || !byOthers.isEmpty else { return .pass }
        let tickets = Set(open.map { TextKey($0.data.ticketID) }).count
        let cited = contacts.map(\.event).filter { event in
            (open + byOthers).contains { $0.event.index == event.index }
        }
        return .fail(
            Phrase(
                en:
                    "\(tickets) tickets with no resolution recorded; \(byOthers.count) contacts not by the candidate in "
                    + "person",
                zh: "没有记录处理结果的工单 \(tickets) 张；非考生本人的联系 \(byOthers.count) 次"),
            citing: cited,
            values: ["open_tickets": .number(tickets), "by_others": .number(byOthers.count)],
            severity: open.isEmpty ? .notice : nil)
    }
}
