public import Audit
public import Primitives

/// How many findings there are of each severity, and how many rules could not be decided.
public struct SeverityCounts: Hashable, Sendable {
    /// Failures that block the release.
    public private(set) var blocking = 0
    /// Failures that need adjudication.
    public private(set) var adjudication = 0
    /// Failures worth knowing.
    public private(set) var notice = 0
    /// Rules for which too little is recorded to tell.
    public private(set) var undecided = 0

    /// The counts of some findings; what passed or does not apply counts nowhere.
    public init(_ findings: some Sequence<Finding>) {
        for finding in findings {
            switch (finding.outcome, finding.severity) {
            case (.fail, .blocking): blocking += 1
            case (.fail, .adjudication): adjudication += 1
            case (.fail, .notice): notice += 1
            case (.insufficientEvidence, _): undecided += 1
            case (.pass, _), (.notApplicable, _): break
            }
        }
    }

    /// The counts as `{"B","J","N","undecided"}`.
    public var json: JSONValue {
        .members([
            "B": .number(blocking), "J": .number(adjudication), "N": .number(notice),
            "undecided": .number(undecided),
        ])
    }

    /// The counts in a sentence.
    public var phrase: Phrase {
        Phrase(
            en: "\(blocking) blocking, \(adjudication) to adjudicate, \(notice) to note, \(undecided) not decided",
            zh: "阻断 \(blocking) 项，须裁定 \(adjudication) 项，提示 \(notice) 项，无法判定 \(undecided) 项")
    }
}
