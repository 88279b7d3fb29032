public import Primitives
import Transparency

/// What an audit says: a pure function of the log prefix, the ruleset and the parameters (formats.md §10).
public struct AuditResult: Hashable, Sendable {
    /// The prefix that was audited.
    public let prefix: AuditedPrefix
    /// The version of the rules.
    public let ruleset: String
    /// The digest of the parameters in force.
    public let parametersHash: Digest
    /// The RFC 6962 root over the RFC 8785 form of the findings.
    public let findingsRoot: Digest
    /// What a person has to see, ordered by stream name, rule id and first cited index.
    public let findings: [Finding]
    /// All that was judged, in the same order, where it was asked for; else the findings.
    public let judged: [Finding]

    init(prefix: AuditedPrefix, ruleset: String, parametersHash: Digest, judged: [Finding]) {
        self.prefix = prefix
        self.ruleset = ruleset
        self.parametersHash = parametersHash
        self.judged = judged.sorted(by: Finding.precedes)
        findings = self.judged.filter(\.outcome.isReported)
        findingsRoot = MerkleTree.root(
            of: findings.lazy.map { MerkleTree.leafHash($0.json.canonicalBytes.span) })
    }

    /// The findings at or above a severity.
    public func failures(_ severities: Severity...) -> [Finding] {
        findings.filter { $0.outcome == .fail && severities.contains($0.severity) }
    }

    /// The document that `audit --format json` prints; with `all`, what passed and what does not apply too.
    ///
    /// The root is over the findings either way.
    public func json(all: Bool = false) -> JSONValue {
        .members([
            "schema": "examledger-audit/1",
            "ledger": .string(prefix.ledger),
            "size": .number(prefix.size),
            "root": .string(prefix.root.base64),
            "ruleset": .string(ruleset),
            "parameters_hash": .string(parametersHash.hex),
            "findings_root": .string(findingsRoot.hex),
            "findings": .array((all ? judged : findings).map(\.json)),
        ])
    }
}
