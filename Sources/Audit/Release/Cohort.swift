public import Exam
public import Primitives
import Transparency

/// Those whom a proposal releases, under one root.
public enum Cohort {
    /// `cohort_root`: the RFC 6962 root over the names of the candidates' streams, in ascending byte order.
    ///
    /// A leaf is H(0x00 ‖ name), the name in UTF-8 as `candidate/<exam>/<sitting>/<candidate>`.
    public static func root(of streams: [StreamName]) -> Digest {
        MerkleTree.root(
            of: streams.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.lazy.map {
                MerkleTree.leafHash(Array($0.utf8).span)
            })
    }
}
