public import Audit
public import Exam
public import Primitives

/// A finding with what officers have said of it.
public struct FindingStatusReport: Sendable {
    private let finding: Finding
    private let status: FindingStatus

    /// A finding of a session in its history.
    public init(_ finding: Finding, in history: SessionHistory) {
        self.finding = finding
        status = FindingStatus(finding, in: history)
    }

    /// Whether it keeps the candidate from being released.
    public var stands: Bool {
        guard finding.outcome == .fail, finding.severity != .notice else { return false }
        if case .settled = status { return false }
        return true
    }

    /// The finding in one line, with its status.
    public func line(_ language: Language) -> String {
        "\(FindingReport(finding).headline(language))  [\(text[language])]"
    }

    /// The finding for programs, with `status` and the event that gave it.
    public var json: JSONValue {
        guard case .object(let members) = finding.json else { return finding.json }
        let (name, event): (String, RecordedEvent?) =
            switch status {
            case .open: ("open", nil)
            case .waitsForApproval(let event): ("waits_for_approval", event)
            case .settled(let event): ("settled", event)
            }
        return .object(
            members + [
                JSONValue.Member("status", .string(name)),
                JSONValue.Member("status_index", event.map { .number($0.index) } ?? .null),
            ])
    }

    private var text: Phrase {
        switch status {
        case .open: Phrase(en: "open", zh: "未处理")
        case .waitsForApproval(let event):
            Phrase(en: "waived as #\(event.index), not approved", zh: "已豁免（#\(event.index)），尚未批准")
        case .settled(let event):
            Phrase(
                en: "settled by \(event.type.rawValue) #\(event.index)",
                zh: "已由 \(event.type.rawValue) #\(event.index) 处理")
        }
    }
}
