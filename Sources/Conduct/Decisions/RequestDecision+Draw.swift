import Exam
import Primitives

/// Drawing a lot: the draw is open and none is held. What is drawn was fixed before; the request opens it.
extension RequestDecision {
    static func draw(_ request: RecordedEvent, _ situation: Situation) -> RequestDecision {
        let session = situation.session.state
        var conditions = Conditions<DrawRequestRefused.Reason>()
        // Without terms there is nothing that a draw could be open for.
        _ = conditions.terms(situation.sitting, .closed)
        conditions.rostered(session, .notRostered)
        conditions.notBarred(session, .notRostered)
        conditions.loggedIn(session, .closed)
        conditions.require(
            .noLotHeld, .alreadyAssigned, session.lot == nil, by: session.lot?.mark,
            session.lot == nil
                ? Phrase(en: "no lot is recorded", zh: "没有记录抽签号")
                : Phrase(en: "a lot was given", zh: "已有抽签号"))
        var found: Assignment.Lot?
        do throws(Assignment.Hindrance) {
            found = try Assignment.find(session, situation.sitting, situation.lots).get()
        } catch {
            conditions.hindered(error)
        }
        guard conditions.areMet, let found else {
            return conditions.refusal(of: request) { .drawRequestRefused(DrawRequestRefused(reason: $0)) }
        }
        let saying = Assignment.saying(found, to: situation.session, because: .entry, cause: request.id)
        return RequestDecision(request, .granted, conditions.guards, [saying])
    }
}

extension Conditions<DrawRequestRefused.Reason> {
    fileprivate mutating func hindered(_ hindrance: Assignment.Hindrance) {
        switch hindrance {
        case .notOpen(let why, let event): require(.drawOpen, .closed, false, by: event, why)
        case .notInDraw:
            require(
                .inDraw, .notRostered, false,
                Phrase(en: "no open draw has a lot for the candidate", zh: "已开放的抽签中没有该考生"))
        case .notAtHand(let event):
            require(
                .lotsAtHand, nil, false, by: event,
                Phrase(
                    en: "the draw is open, and its lots were not given to this program",
                    zh: "抽签已开放，但未向本程序提供抽签结果"))
        }
    }
}
