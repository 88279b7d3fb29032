public import Exam
public import Primitives

/// A case that may end in a penalty, and how far it has come (article 17).
public struct PenaltyCase: Sendable {
    /// The case's id.
    public let id: String
    /// The last `penalty.notice.served`.
    public fileprivate(set) var notice: RecordedEvent?
    /// When that notice was served, as it says.
    public fileprivate(set) var servedAt: Instant?
    /// Every `statement.received`.
    public fileprivate(set) var statements: [RecordedEvent] = []
    /// The last `evidence.reexamined`.
    public fileprivate(set) var reexamined: RecordedEvent?
    /// The last `decision.issued`.
    public fileprivate(set) var decided: RecordedEvent?
    /// The first `decision.served` after it.
    public fileprivate(set) var served: RecordedEvent?

    /// The cases of a candidate's stream, in the order in which they began.
    public static func all(in events: [RecordedEvent]) -> [PenaltyCase] {
        var cases: [PenaltyCase] = []
        func change(_ id: String, _ body: (inout PenaltyCase) -> Void) {
            if !cases.contains(where: { $0.id.isSame(as: id) }) { cases.append(PenaltyCase(id: id)) }
            for place in cases.indices where cases[place].id.isSame(as: id) { body(&cases[place]) }
        }
        for event in events {
            switch event.payload {
            case .penaltyNoticeServed(let data):
                change(data.caseID) {
                    $0.notice = event
                    $0.servedAt = Instant(milliseconds: data.servedAt)
                }
            case .statementReceived(let data): change(data.caseID) { $0.statements.append(event) }
            case .evidenceReexamined(let data): change(data.caseID) { $0.reexamined = event }
            case .decisionIssued(let data):
                change(data.caseID) {
                    $0.decided = event
                    $0.served = nil
                }
            case .decisionServed(let data): change(data.caseID) { $0.served = $0.served ?? event }
            default: break
            }
        }
        return cases
    }

    private init(id: String) { self.id = id }
}
