import Exam
import Primitives
import Signing

/// The draw of a sitting, made again from the seed wherever it is needed.
struct SittingDraw: Sendable {
    let run: Draw.Run
    let contributions: [Draw.Contribution]

    var id: Digest { run.commitment.draw }

    init(_ sitting: SittingPlan, roster: [String], seed: UInt64) throws(LedgerError) {
        let name = "draw/\(sitting.exam.id)/\(sitting.id)"
        contributions = Staff.witnesses.map {
            Draw.Contribution(contributor: $0.id, nonce: SeededRandom.digest(seed: seed, "\(name)/\($0.id)"))
        }
        let key = try VRFSecretKey(seed: SeededRandom.digest(seed: seed, name + "/key").bytes.span)
        run = try Draw.Run(
            exam: sitting.exam.id, scope: sitting.id, run: 1, roster: Draw.Roster(roster),
            contributions: contributions, key: key)
    }

    /// The opening of a candidate's lot; `nil` for one who is not on the roster.
    func lot(of candidate: String) -> LotOpening? { run.lots.opening(of: candidate) }
}
