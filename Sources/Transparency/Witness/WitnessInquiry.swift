internal import Primitives
public import Signing

/// One witness being asked about one checkpoint, from the first request to an outcome.
///
/// It holds no connection: its owner sends `request` and hands the reply to `take`, at most three times.
public struct WitnessInquiry: Sendable {
    /// How often a witness is asked at most: after a size that it did not expect, with the one that it named.
    public static let attemptLimit = 3

    /// What comes next.
    public enum Step: Hashable, Sendable {
        /// Ask from this size on.
        case ask(oldSize: UInt64)
        /// It is over.
        case done(WitnessOutcome)
    }

    private let checkpoint: TrustedCheckpoint
    private let witness: VerificationKey
    private var attempts = 1
    private var oldSize: UInt64
    /// What comes next.
    public private(set) var next: Step

    /// An inquiry that begins at the size that the witness is believed to have cosigned last.
    public init(_ checkpoint: TrustedCheckpoint, of witness: VerificationKey, from oldSize: UInt64) {
        self.checkpoint = checkpoint
        self.witness = witness
        self.oldSize = min(oldSize, checkpoint.size)
        next = .ask(oldSize: self.oldSize)
    }

    /// Takes in that the witness could not be reached.
    public mutating func fail(_ failure: WitnessFailure) {
        next = .done(.unanswered(failure))
    }

    /// Takes in a reply.
    ///
    /// What other implementations answer in place of the specification's words is understood: 409 without a size for
    /// another root, 403 for a log that is not known, 429 and 503 for too much to do.
    public mutating func take(_ reply: WitnessReply) {
        switch reply.status {
        case 200: next = .done(cosignature(reply.body))
        case 403, 404: fail(.unknownLog)
        case 409 where reply.body.isEmpty: next = .done(.incident(.inconsistent(size: oldSize)))
        case 409: take(size: WitnessInquiry.size(reply.body))
        case 422 where oldSize > 0: next = .done(.incident(.inconsistent(size: oldSize)))
        case 429, 503: fail(.busy(status: reply.status))
        default: fail(.status(reply.status))
        }
    }

    private mutating func take(size: UInt64?) {
        guard let size else {
            fail(.unreadable)
            return
        }
        guard size <= checkpoint.size else {
            next = .done(.incident(.larger(size: size)))
            return
        }
        guard attempts < WitnessInquiry.attemptLimit else {
            fail(.unsettled)
            return
        }
        attempts += 1
        oldSize = size
        next = .ask(oldSize: size)
    }

    private static func size(_ body: [UInt8]) -> UInt64? {
        guard body.last == 0x0A, let text = String(validating: body.dropLast(), as: UTF8.self) else { return nil }
        return Decimal.value(text)
    }

    /// A cosignature is taken only after it was verified by the witness's key over the very checkpoint.
    private func cosignature(_ body: [UInt8]) -> WitnessOutcome {
        guard let lines = NoteSignature.lines(body) else { return .unanswered(.unreadable) }
        guard let (line, timestamp) = checkpoint.cosignature(among: lines, by: witness) else {
            return .unanswered(.signatureInvalid)
        }
        return .cosigned(line, timestamp: timestamp)
    }
}
