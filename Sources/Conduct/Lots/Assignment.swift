import Exam
import Primitives

/// Which lot a candidate is given, if any: the one that the draw in force fixed for the candidate.
enum Assignment {
    /// What is given: the draw and the lot opened from it.
    struct Lot {
        let draw: DrawState
        let lot: OpenedLot
    }

    /// Why none is given.
    enum Hindrance {
        /// No draw of the candidate's scope is open.
        case notOpen(Phrase, EventMark?)
        /// No open draw has the candidate.
        case notInDraw
        /// The lots of an open draw are not at hand.
        case notAtHand(EventMark?)
    }

    /// The lot that a candidate would be given now.
    static func find(
        _ session: SessionState, _ sitting: SittingRecord, _ lots: any LotBook
    ) -> Result<Lot, Hindrance> {
        let draws = sitting.draws(for: session.room)
        let open = draws.filter { $0.hindrance == nil }
        guard !open.isEmpty else {
            let hindrance = draws.last?.hindrance
            return .failure(
                .notOpen(
                    hindrance?.why ?? Phrase(en: "no draw for the candidate is recorded", zh: "没有记录该考生的抽签"),
                    hindrance?.event))
        }
        var unknown: DrawState?
        for draw in open {
            switch lots.lot(of: session.candidate, in: draw.id) {
            case .lot(let lot): return .success(Lot(draw: draw, lot: lot))
            case .notInDraw: continue
            case .unknownDraw: unknown = unknown ?? draw
            }
        }
        return .failure(unknown.map { .notAtHand($0.opening?.mark) } ?? .notInDraw)
    }

    /// The assignment that gives a lot: as drawn where the candidate asked for it, else as assigned by the system.
    static func saying(
        _ found: Lot, to session: SessionRecord, because trigger: DrawAutoAssigned.Trigger, cause: EventID?
    ) -> Saying {
        let lot = found.lot
        let payload: Payload
        if session.openDrawRequest != nil {
            payload = .drawAssigned(
                DrawAssigned(
                    drawID: found.draw.id, index: lot.index, number: lot.number, salt: lot.salt, path: lot.path,
                    trigger: .candidate))
        } else {
            payload = .drawAutoAssigned(
                DrawAutoAssigned(
                    drawID: found.draw.id, index: lot.index, number: lot.number, salt: lot.salt, path: lot.path,
                    trigger: trigger))
        }
        return Saying(payload, in: session.state.stream, cause: session.openDrawRequest?.id ?? cause)
    }
}

extension Assignment.Hindrance: Error {}
