public import Primitives
public import Signing

extension Draw {
    /// The id of a run of a draw: an exam, a scope within it (a sitting, a room), and the number of the run.
    public static func id(exam: String, scope: String, run: UInt32) -> Digest {
        Message("id").adding(exam).adding(scope).adding(run).digest
    }

    /// What a contributor adds to a seed.
    public struct Contribution: Hashable, Sendable {
        /// Who it is from.
        public let contributor: String
        /// 32 random bytes.
        public let nonce: Digest

        /// A contribution of a contributor.
        public init(contributor: String, nonce: Digest) {
            self.contributor = contributor
            self.nonce = nonce
        }

        /// What a contributor states before anybody reveals: it binds the nonce, and says nothing of it.
        public func commit(draw: Digest) -> Digest {
            Message("commit").adding(draw).adding(contributor).adding(nonce).digest
        }
    }

    /// What `draw.key.committed` fixes before the seed is known.
    public struct Commitment: Hashable, Sendable {
        /// The draw's id.
        public let draw: Digest
        /// The key whose verifiable random function decides.
        public let key: VRFPublicKey
        /// The root of the roster.
        public let rosterRoot: Digest
        /// N.
        public let count: UInt32

        /// A commitment as it was recorded.
        public init(draw: Digest, key: VRFPublicKey, rosterRoot: Digest, count: UInt32) {
            self.draw = draw
            self.key = key
            self.rosterRoot = rosterRoot
            self.count = count
        }

        /// The commitment to a key and a roster.
        public init(draw: Digest, key: VRFPublicKey, roster: Roster) {
            self.init(draw: draw, key: key, rosterRoot: roster.root, count: roster.count)
        }

        /// The seed of contributions, in the order in which their commits stand in the ledger.
        ///
        /// - Precondition: they are fewer than 2¹⁶.
        public func seed(_ contributions: [Contribution]) -> Digest {
            contributions.reduce(
                Message("seed").adding(draw).adding(key.bytes).adding(rosterRoot).adding(UInt16(contributions.count))
            ) { $0.adding($1.contributor).adding($1.nonce) }.digest
        }

        /// alpha, the input of the verifiable random function.
        public func input(seed: Digest) -> [UInt8] {
            Message("alpha").adding(draw).adding(rosterRoot).adding(count).adding(seed).bytes
        }
    }
}
