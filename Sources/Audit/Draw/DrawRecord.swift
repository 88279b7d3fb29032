public import Exam
public import Primitives

/// What a sitting's stream holds of one draw.
public struct DrawRecord: Sendable {
    /// The exam's id.
    public let exam: String
    /// The sitting's id.
    public let sitting: String
    /// The draw's id, as it is recorded.
    public let id: Digest
    /// `draw.key.committed`; the first is the draw's, another one is a re-draw.
    public private(set) var keys: [Fact<DrawKeyCommitted>] = []
    /// `draw.seed.committed`, in the order of the ledger.
    public private(set) var commits: [Fact<DrawSeedCommitted>] = []
    /// `draw.seed.revealed`, in the order of the ledger.
    public private(set) var reveals: [Fact<DrawSeedRevealed>] = []
    /// `draw.opened`.
    public private(set) var openings: [Fact<DrawOpened>] = []
    /// `draw.closed`.
    public private(set) var closings: [Fact<DrawClosed>] = []
    /// `draw.voided`.
    public private(set) var voids: [Fact<DrawVoided>] = []

    private init(exam: String, sitting: String, id: Digest) {
        self.exam = exam
        self.sitting = sitting
        self.id = id
    }

    /// The draws of a sitting's stream, in the order in which they are first named.
    public static func all(in events: [RecordedEvent], exam: String, sitting: String) -> [DrawRecord] {
        var records: [DrawRecord] = []
        var places: [Digest: Int] = [:]
        for event in events {
            guard let id = event.payload.drawID else { continue }
            let place = places[id] ?? records.count
            if place == records.count {
                places[id] = place
                records.append(DrawRecord(exam: exam, sitting: sitting, id: id))
            }
            records[place].take(event)
        }
        return records
    }

    private mutating func take(_ event: RecordedEvent) {
        switch event.payload {
        case .drawKeyCommitted(let data): keys.append(Fact(event: event, data: data))
        case .drawSeedCommitted(let data): commits.append(Fact(event: event, data: data))
        case .drawSeedRevealed(let data): reveals.append(Fact(event: event, data: data))
        case .drawOpened(let data): openings.append(Fact(event: event, data: data))
        case .drawClosed(let data): closings.append(Fact(event: event, data: data))
        case .drawVoided(let data): voids.append(Fact(event: event, data: data))
        default: break
        }
    }

    /// What the draw was committed with.
    public var key: Fact<DrawKeyCommitted>? { keys.first }

    /// Every commit with the reveal that answers it: by the same contributor, the one that hashes to it before others.
    public var contributions: [(commit: Fact<DrawSeedCommitted>, reveal: Fact<DrawSeedRevealed>?)] {
        let byContributor = Dictionary(grouping: reveals) { TextKey($0.data.contributor) }
        return commits.map { commit in
            let own = byContributor[TextKey(commit.data.contributor)] ?? []
            return (commit, own.first { answers($0, commit) } ?? own.first)
        }
    }

    /// The contributions that were revealed, in the order of their commits: what the seed is made of.
    public var revealed: [Draw.Contribution] {
        contributions.compactMap { _, reveal in
            reveal.map { Draw.Contribution(contributor: $0.data.contributor, nonce: $0.data.nonce) }
        }
    }

    /// Whether a reveal opens a commit.
    func answers(_ reveal: Fact<DrawSeedRevealed>, _ commit: Fact<DrawSeedCommitted>) -> Bool {
        Draw.Contribution(contributor: commit.data.contributor, nonce: reveal.data.nonce).commit(draw: id)
            == commit.data.commit
    }
}

extension Payload {
    /// The draw that an event of a sitting is about.
    fileprivate var drawID: Digest? {
        switch self {
        case .drawKeyCommitted(let data): data.drawID
        case .drawSeedCommitted(let data): data.drawID
        case .drawSeedRevealed(let data): data.drawID
        case .drawOpened(let data): data.drawID
        case .drawClosed(let data): data.drawID
        case .drawVoided(let data): data.drawID
        default: nil
        }
    }
}
