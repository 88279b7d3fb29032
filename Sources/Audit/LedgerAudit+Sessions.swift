import Exam
public import Ledger
public import Primitives

extension LedgerAudit {
    /// Judges some sessions alone, by reading their own streams, those of their sitting and exam, and single entries
    /// of others: the work does not grow with the number of candidates.
    ///
    /// What is found of a session is what an audit of the whole prefix finds of it. Rules over sittings, exams,
    /// releases and the ledger are not judged. Where no projection can be kept beside the ledger, the whole log is
    /// walked for what other streams say of these.
    ///
    /// - Parameters:
    ///   - sessions: the sessions; those that the prefix does not have are passed over.
    ///   - keepsAll: whether outcomes that report nothing are kept too.
    ///   - progress: told how far the audit is, what bringing the projection up to date reads included.
    /// - Throws: what reading the store throws, and what `progress` does.
    public func run(
        only sessions: [SessionName], keepsAll: Bool = false,
        progress: Progress = { (_, _) throws(LedgerError) in }
    ) throws(LedgerError) -> AuditResult {
        var meter = Meter(total: 0)
        var histories: [(session: SessionName, events: [RecordedEvent])] = []
        for session in Set(sessions) {
            let events = try store.events(of: session.stream, below: prefix.size)
            try meter.add(UInt64(events.count), progress)
            if !events.isEmpty { histories.append((session, events)) }
        }
        let references = try references(of: histories.flatMap(\.events), &meter, progress)
        let audit = SessionAudit(
            source: store, prefix: prefix, run: try auditRun(keepsAll: keepsAll), references: references)
        return try audit.judge(histories) { (read) throws(LedgerError) in try meter.add(read, progress) }
    }

    /// What other streams say of the keys, phones and accounts that some events name.
    private func references(
        of events: [RecordedEvent], _ meter: inout Meter, _ progress: Progress
    ) throws(LedgerError) -> CrossReferences {
        guard let projection = try projection(&meter, progress) else { return try walk(&meter, progress) }
        let (related, read) = try projection.related(to: events, below: prefix.size)
        try meter.add(UInt64(read), progress)
        var references = CrossReferences()
        for event in (events + related).sorted(by: { $0.index < $1.index }) { references.take(event) }
        return references
    }

    /// What the whole prefix says of keys, phones and accounts.
    private func walk(_ meter: inout Meter, _ progress: Progress) throws(LedgerError) -> CrossReferences {
        var references = CrossReferences()
        try forEachStride(&meter, progress) { (range) throws(LedgerError) -> Bool in
            try store.forEachGlance(in: range, whole: CrossReferences.types) { glance in
                switch glance {
                case .event(let event): references.take(event)
                case .counter(let n, let key): references.take(counter: n, of: key)
                }
            }
            return true
        }
        return references
    }

    /// The projection, brought up to the end of the log; `nil` where it cannot be.
    private func projection(
        _ meter: inout Meter, _ progress: Progress
    ) throws(LedgerError) -> SessionProjection? {
        var stop: LedgerError?
        let projection: SessionProjection
        let read: UInt64
        do throws(LedgerError) {
            projection = try SessionProjection(of: store)
            read = try projection.update { (_, _) throws(LedgerError) in
                do throws(LedgerError) {
                    try meter.add(0, progress)
                } catch {
                    stop = error
                    throw error
                }
            }
        } catch {
            if let stop { throw stop }
            return nil
        }
        try meter.add(read, progress)
        return projection
    }
}
