public import Exam
import Primitives

/// An on-site record of misconduct and how far it has come (article 16).
public struct MisconductRecord: Sendable {
    /// The record's id.
    public let id: String
    /// The rule that it says was broken.
    public let rule: String
    /// Its `misconduct.recorded`.
    public let recorded: RecordedEvent
    /// The first `misconduct.notified`.
    public fileprivate(set) var notified: RecordedEvent?
    /// The first `misconduct.signed`.
    public fileprivate(set) var signed: RecordedEvent?
    /// The first `misconduct.signature_refused` before two distinct witnesses.
    public fileprivate(set) var refused: RecordedEvent?
    /// The first `misconduct.countersigned`.
    public fileprivate(set) var countersigned: RecordedEvent?

    /// The records of a candidate's stream, in their order.
    public static func all(in events: [RecordedEvent]) -> [MisconductRecord] {
        var records: [MisconductRecord] = []
        func change(_ id: String, _ body: (inout MisconductRecord) -> Void) {
            guard let place = records.firstIndex(where: { $0.id.isSame(as: id) }) else { return }
            body(&records[place])
        }
        for event in events {
            switch event.payload {
            case .misconductRecorded(let data):
                if records.contains(where: { $0.id.isSame(as: data.recordID) }) { continue }
                records.append(MisconductRecord(id: data.recordID, rule: data.ruleID, recorded: event))
            case .misconductNotified(let data): change(data.recordID) { $0.notified = $0.notified ?? event }
            case .misconductSigned(let data): change(data.recordID) { $0.signed = $0.signed ?? event }
            case .misconductSignatureRefused(let data):
                guard Set(data.witnesses.map { TextKey($0) }).count >= 2 else { continue }
                change(data.recordID) { $0.refused = $0.refused ?? event }
            case .misconductCountersigned(let data):
                change(data.recordID) { $0.countersigned = $0.countersigned ?? event }
            default: continue
            }
        }
        return records
    }

    private init(id: String, rule: String, recorded: RecordedEvent) {
        self.id = id
        self.rule = rule
        self.recorded = recorded
    }
}
