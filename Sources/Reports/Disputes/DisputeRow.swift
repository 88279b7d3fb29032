public import Audit
import Exam
public import Primitives

/// A dispute in a list.
public struct DisputeRow: Sendable {
    private let candidate: String
    private let sitting: String
    private let dispute: Dispute

    /// A dispute of a candidate in a sitting.
    public init(candidate: String, sitting: String, dispute: Dispute) {
        self.candidate = candidate
        self.sitting = sitting
        self.dispute = dispute
    }

    /// The headings of the cells.
    public static func headings(_ language: Language) -> [String] {
        [
            Phrase(en: "dispute", zh: "异议")[language], Words.candidate[language],
            Phrase(en: "about", zh: "事由")[language], Words.state[language],
            Phrase(en: "assigned to", zh: "承办人")[language], Phrase(en: "filed as", zh: "提出")[language],
        ]
    }

    /// The cells.
    public func cells(_ language: Language) -> [String] {
        [
            dispute.id, candidate, dispute.kind, dispute.status.title[language], dispute.assignee ?? "",
            "#\(dispute.filed.index)",
        ]
    }

    /// The dispute for programs.
    public var json: JSONValue {
        guard case .object(let members) = dispute.json else { return dispute.json }
        return .object(
            [
                JSONValue.Member("candidate", .string(candidate)), JSONValue.Member("sitting", .string(sitting)),
            ] + members)
    }
}

extension Dispute {
    /// The dispute for programs.
    var json: JSONValue {
        .members([
            "dispute_id": .string(id), "kind": .string(kind), "status": .string(status.rawValue),
            "holds_release": .bool(isOpen), "filed_index": .number(filed.index),
            "assignee": assignee.map { .string($0) },
            "outcome": outcome.map { .string($0) }, "ended_index": ended.map { .number($0.index) },
            "evidence": .array(evidence.map { .string($0.text) }),
        ])
    }

    private var outcome: String? {
        switch end {
        case .decided(let outcome): outcome.rawValue
        case .withdrawn, nil: nil
        }
    }
}

extension Dispute.Status {
    /// The name for people.
    public var title: Phrase {
        switch self {
        case .filed: Phrase(en: "filed", zh: "已提出")
        case .acknowledged: Phrase(en: "acknowledged", zh: "已受理")
        case .assigned: Phrase(en: "assigned", zh: "已指派")
        case .decided: Phrase(en: "decided", zh: "已裁定")
        case .withdrawn: Phrase(en: "withdrawn", zh: "已撤回")
        }
    }
}
