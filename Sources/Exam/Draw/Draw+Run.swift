public import Primitives
public import Signing

extension Draw {
    /// A draw from end to end: what is committed, the seed, the proof, and the lots.
    public struct Run: Sendable {
        /// What was committed.
        public let commitment: Commitment
        /// The seed of the contributions.
        public let seed: Digest
        /// The proof that the output is the key's, published when the draw is closed.
        public let proof: VRFProof
        /// The numbers and their openings.
        public let lots: Lots

        /// Carries a draw out.
        ///
        /// - Parameter contributions: in the order in which their commits stand in the ledger.
        /// - Throws: `crypto.ecvrf` where the library is not fit for draws, `crypto.unavailable`.
        public init(
            draw: Digest, roster: Roster, contributions: [Contribution], key: VRFSecretKey
        ) throws(LedgerError) {
            try ECVRF.selfTest()
            commitment = Commitment(draw: draw, key: key.publicKey, roster: roster)
            seed = commitment.seed(contributions)
            let proved = try key.prove(commitment.input(seed: seed).span)
            proof = proved.proof
            lots = Lots(draw: draw, roster: roster, output: proved.output)
        }

        /// Carries the draw of an exam's scope out.
        ///
        /// - Throws: as the other.
        public init(
            exam: String, scope: String, run: UInt32, roster: Roster, contributions: [Contribution], key: VRFSecretKey
        ) throws(LedgerError) {
            try self.init(
                draw: Draw.id(exam: exam, scope: scope, run: run), roster: roster, contributions: contributions,
                key: key)
        }
    }
}
