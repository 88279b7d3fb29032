import Exam
import Primitives

/// The scores of a sitting by the lots that they were given under, so that a candidate's own are found at once.
struct LotScores: Sendable {
    private struct Lot: Hashable {
        let scope: TextKey
        let number: Int64
    }

    private var scores: [Lot: [RecordedEvent]] = [:]
    private var scopes: [Digest: String] = [:]

    /// The scores and the scopes of the draws in a sitting's stream.
    init(_ sitting: EventIndex) {
        for event in sitting.all(.drawKeyCommitted, .scoreRecorded) {
            switch event.payload {
            case .drawKeyCommitted(let data): scopes[data.drawID] = data.scopeID
            case .scoreRecorded(let data):
                scores[Lot(scope: TextKey(data.scopeID), number: data.lotNumber), default: []].append(event)
            default: break
            }
        }
    }

    /// The scores under the lots that a candidate's stream holds, in a sitting and a room.
    func of(_ events: EventIndex, sitting: String, room: String?) -> [RecordedEvent] {
        events.all(.drawAssigned, .drawAutoAssigned).flatMap { event -> [RecordedEvent] in
            switch event.payload {
            case .drawAssigned(let data): scores(data.drawID, data.number, sitting, room)
            case .drawAutoAssigned(let data): scores(data.drawID, data.number, sitting, room)
            default: []
            }
        }
    }

    private func scores(_ draw: Digest, _ number: Int64, _ sitting: String, _ room: String?) -> [RecordedEvent] {
        let names = scopes[draw].map { [$0] } ?? [sitting, room].compactMap(\.self)
        return names.flatMap { scores[Lot(scope: TextKey($0), number: number)] ?? [] }
    }
}
