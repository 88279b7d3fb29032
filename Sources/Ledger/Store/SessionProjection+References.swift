public import Exam
import LMDB
public import Primitives

extension SessionProjection {
    /// The events in front of a size by which other streams speak of what some events of candidates name, in the order
    /// of the log: where their keys are bound and used, their accounts issued, their phones taken and given back, and
    /// the first login of their exams.
    ///
    /// The projection must have been brought up to that size. Each answer costs a few steps, however long the log is;
    /// only where a key has signed in another stream too is that stream read.
    ///
    /// - Returns: The events, and how many entries were read for them.
    public func related(
        to events: [RecordedEvent], below size: UInt64
    ) throws(LedgerError) -> (events: [RecordedEvent], read: Int) {
        var names: Set<[UInt8]> = []
        var keys: Set<KeyID> = []
        for event in events {
            if let exam = event.statement.exam { names.insert(Reference.prefix(.login, exam)) }
            switch event.payload {
            case .deviceKeyBound(let data):
                names.insert(Reference.prefix(.binding, data.keyID))
                keys.insert(data.keyID)
            case .loginCredentialIssued(let data): names.insert(Reference.prefix(.account, data.accountRef))
            case .loginPasswordSucceeded(let data): names.insert(Reference.prefix(.account, data.accountRef))
            case .evidenceBound(let data): names.insert(Reference.prefix(.phone, data.phoneDeviceID))
            default: break
            }
        }
        let own = Set(events.map(\.index))
        var read = 0
        func find(_ prefix: [UInt8]) throws(LedgerError) -> [RecordedEvent] {
            let found = try self.events(under: prefix, below: size)
            read += found.count
            return found
        }
        var related: [UInt64: RecordedEvent] = [:]
        for name in names {
            for event in try find(name) where !own.contains(event.index) {
                related[event.index] = event
                guard case .evidenceBound = event.payload else { continue }
                for stop in try find(Reference.prefix(.stop, event.statement.stream.text)) {
                    related[stop.index] = stop
                }
            }
        }
        let streams = Set(events.map(\.statement.stream))
        for key in keys {
            for first in try find(Reference.prefix(.signer, key)) where !streams.contains(first.statement.stream) {
                let others = try store.events(of: first.statement.stream, below: size)
                read += others.count
                for event in others where event.keyID == key { related[event.index] = event }
            }
        }
        return (related.values.filter { !own.contains($0.index) }.sorted { $0.index < $1.index }, read)
    }

    /// The events by which matters of a kind were opened, those of an id or all of them.
    ///
    /// The projection must have been brought up to date.
    public func openings(of kind: MatterKind, id: String?) throws(LedgerError) -> [RecordedEvent] {
        let prefix = id.map { Reference.prefix(kind.reference, $0) } ?? Reference.prefix(kind.reference)
        return try events(under: prefix, below: .max).filter { event in
            guard let opened = kind.id(openedBy: event) else { return false }
            return id.map { $0.isSame(as: opened) } ?? true
        }
    }

    /// The events to which the references under a prefix lead.
    private func events(under prefix: [UInt8], below size: UInt64) throws(LedgerError) -> [RecordedEvent] {
        let indexes = try environment.read { (view) throws(LedgerError) -> [UInt64] in
            var indexes: [UInt64] = []
            try references.scan(from: prefix, in: view) { (key, value) throws(LedgerError) in
                guard key.starts(with: prefix) else { return .stop }
                guard let index = UInt64(tableKey: value) else { throw references.damagedRecord(in: view) }
                if index < size { indexes.append(index) }
                return .goOn
            }
            return indexes
        }
        var events: [RecordedEvent] = []
        for index in indexes {
            if let event = try store.event(at: index) { events.append(event) }
        }
        return events
    }

    /// The sessions to which references lead that the log does not give, or whose references are missing.
    func sessionsOfWrongReferences(_ expected: [Reference: UInt64]) throws(LedgerError) -> Set<SessionName> {
        var missing = Dictionary(uniqueKeysWithValues: expected.map { ($0.key.key, $0.value) })
        let wrong = try environment.read { (view) throws(LedgerError) -> [UInt64] in
            var wrong: [UInt64] = []
            try references.scan(in: view) { (key, value) throws(LedgerError) in
                guard let index = UInt64(tableKey: value) else { throw references.damagedRecord(in: view) }
                if missing[key] == index { missing[key] = nil } else { wrong.append(index) }
                return .goOn
            }
            return wrong
        }
        var sessions: Set<SessionName> = []
        for index in wrong + missing.values {
            guard case .candidate(let exam, let sitting, let candidate)? = try store.event(at: index)?.statement.stream
            else { continue }
            sessions.insert(SessionName(exam: exam, sitting: sitting, candidate: candidate))
        }
        return sessions
    }
}
