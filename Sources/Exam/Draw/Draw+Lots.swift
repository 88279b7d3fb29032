public import Primitives
public import Signing
internal import Transparency

extension Draw {
    /// What a draw gives: everybody's number, and the tree that each of them is opened from.
    public struct Lots: Sendable {
        /// The draw's id.
        public let draw: Digest
        /// Who was drawn.
        public let roster: Roster
        /// The numbers from 1 to N, by the candidate's place on the roster.
        public let numbers: [UInt32]
        private let output: VRFOutput
        /// The hashes of the complete subtrees, by level; level 0 holds the leaves.
        private let levels: [[Digest]]
        /// The RFC 6962 root over the assignments.
        public let root: Digest

        /// The lots that an output gives a roster.
        public init(draw: Digest, roster: Roster, output: VRFOutput) {
            self.draw = draw
            self.roster = roster
            self.output = output
            var words = WordStream(output)
            numbers = permutation(count: roster.count, from: &words)
            var frontier = Frontier()
            var levels: [[Digest]] = []
            for (index, number) in numbers.enumerated() {
                let leaf = LotOpening.leaf(
                    draw: draw, index: UInt32(index), candidate: roster.candidates[index], number: number,
                    salt: Lots.salt(UInt32(index), output))
                frontier.append(leaf) { subtree, hash in
                    if subtree.level == levels.count { levels.append([]) }
                    levels[subtree.level].append(hash)
                }
            }
            self.levels = levels
            root = frontier.root
        }

        /// The lot at a place of the roster, with all that leads from it to the root; `nil` beyond the roster.
        public func opening(at index: UInt32) -> LotOpening? {
            guard
                let proof = InclusionProof.make(
                    index: UInt64(index), size: UInt64(numbers.count), hash: { levels[$0.level][Int($0.index)] })
            else { return nil }
            return LotOpening(
                index: index, candidate: roster.candidates[Int(index)], number: numbers[Int(index)],
                salt: Lots.salt(index, output), path: proof.path)
        }

        /// A candidate's lot; `nil` for one who is not on the roster.
        public func opening(of candidate: String) -> LotOpening? {
            roster.index(of: candidate).flatMap(opening(at:))
        }

        /// 16 bytes that keep a lot from being guessed from the hashes beside another's.
        private static func salt(_ index: UInt32, _ output: VRFOutput) -> [UInt8] {
            Array(
                SHA512.digest(of: Message("salt").adding(output.bytes).adding(index).bytes).prefix(LotOpening.saltWidth)
            )
        }
    }
}
