import Exam
import LMDB
public import Primitives
public import Signing
import Transparency

extension LedgerStore {
    /// A session's whole history under a stream index, its report still to be written.
    ///
    /// Reads the streams that it holds and the ends of all others; the log is not scanned.
    ///
    /// - Throws: `ledger.not-found` for a session without entries under the index; what reading the store throws.
    public func bundle(
        of subject: SessionName, under index: CommittedIndex, disclosures: [Disclosure] = []
    ) throws(LedgerError) -> DisputeBundle {
        let prover = try prover(of: index)
        var streams: [(name: String, content: DisputeBundle.Stream)] = []
        var events: [StreamName: [RecordedEvent]] = [:]
        for name in DisputeBundle.streams(of: subject) {
            switch prover.place(of: name.text) {
            case .present(let leaf):
                let entries = try entries(of: name, below: index.size)
                streams.append((name.text, .whole(position: leaf.position, path: leaf.path, entries: entries)))
                events[name] = try self.events(of: name, below: index.size)
            case .absent where name == subject.stream: throw .notFound(name.text)
            case let place: streams.append((name.text, .absent(place)))
            }
        }
        var related: [ProvedEntry] = []
        for place in try relatedPlaces(to: events, subject, below: index.size) {
            related.append(try proved(place, under: index.checkpoint))
        }
        return DisputeBundle(
            subject: subject, checkpoint: Array(index.checkpoint.note.serialized.utf8), index: index.entry,
            streams: streams, opened: try proved(0, under: index.checkpoint), related: related,
            disclosures: disclosures.map(\.text))
    }

    private func entries(of stream: StreamName, below size: UInt64) throws(LedgerError) -> [[UInt8]] {
        let indexes = try indexes(of: stream, below: size)
        return try environment.read { (view) throws(LedgerError) -> [[UInt8]] in
            var entries: [[UInt8]] = []
            entries.reserveCapacity(indexes.count)
            for index in indexes {
                guard let entry = try tables.entries.value(at: index, in: view) else { throw .damagedEntry(index) }
                entries.append([UInt8](copying: entry))
            }
            return entries
        }
    }

    /// Where other streams say what these entries rest on: bindings of keys that are bound nowhere here, and the exam's
    /// first login where more than one policy or schedule is recorded.
    private func relatedPlaces(
        to events: [StreamName: [RecordedEvent]], _ subject: SessionName, below size: UInt64
    ) throws(LedgerError) -> [UInt64] {
        var registry = KeyRegistry()
        var places: Set<UInt64> = []
        for event in events.values.joined().sorted(by: { $0.index < $1.index }) {
            let actor = event.statement.actor
            func speaks(_ enrolment: Enrolment) -> Bool {
                enrolment.role == actor.role && enrolment.holder.isSame(as: actor.id)
                    && enrolment.enrolledAt < event.index
            }
            if actor.role.isCounted, !registry.enrolments(of: event.keyID).contains(where: speaks) {
                places.formUnion(try enrolments(of: event.keyID).filter(speaks).map(\.enrolledAt))
            }
            registry.apply(event.statement, at: event.index)
        }
        let sitting = StreamName.sitting(exam: subject.exam, sitting: subject.sitting)
        if (events[.exam(subject.exam)] ?? []).count(where: { $0.type == .examPolicySet }) > 1
            || (events[sitting] ?? []).count(where: { $0.type == .sittingScheduled }) > 1,
            let first = try firstLogin(exam: subject.exam, below: size)
        {
            places.insert(first)
        }
        let own = Set(events.values.joined().map(\.index))
        return places.subtracting(own).sorted()
    }

    /// What the registry says of one key.
    func enrolments(of keyID: KeyID) throws(LedgerError) -> [Enrolment] {
        try environment.read { (view) throws(LedgerError) -> [Enrolment] in
            guard let stored = try tables.keys.value(at: keyID, in: view) else { return [] }
            guard let records = Enrolment.records(stored: stored) else { throw tables.keys.damagedRecord(in: view) }
            return records
        }
    }
}
