public import Primitives
internal import Transparency

extension Draw {
    /// The candidates of a draw, in the order of their bytes, each once.
    public struct Roster: Hashable, Sendable {
        /// The candidates' ids; a candidate's place here is the index of the lot.
        public let candidates: [String]

        /// The roster of some candidates, in any order.
        ///
        /// - Precondition: they are fewer than 2³².
        public init(_ candidates: some Sequence<String>) {
            let ordered = candidates.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            var unique: [String] = []
            unique.reserveCapacity(ordered.count)
            for candidate in ordered where unique.last.map({ !$0.isSame(as: candidate) }) ?? true {
                unique.append(candidate)
            }
            self.candidates = unique
        }

        /// N.
        public var count: UInt32 { UInt32(candidates.count) }

        /// The RFC 6962 root over the candidates.
        public var root: Digest {
            MerkleTree.root(
                of: candidates.enumerated().lazy.map { index, candidate in
                    MerkleTree.leafHash(
                        Message("roster").adding(UInt32(index)).adding(candidate).bytes.span)
                })
        }

        /// A candidate's place; `nil` for one who is not on the roster.
        public func index(of candidate: String) -> UInt32? {
            var (low, high) = (0, candidates.count)
            while low < high {
                let middle = (low + high) / 2
                if candidates[middle].utf8.lexicographicallyPrecedes(candidate.utf8) {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            guard low < candidates.count, candidates[low].isSame(as: candidate) else { return nil }
            return UInt32(low)
        }
    }
}
