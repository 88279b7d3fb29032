import Exam
import Ledger
import Primitives
import Terminal

/// A dispute, a record or a case as a person names it.
struct Matter {
    private let kind: MatterKind
    private let id: String
    private let candidate: String?

    init(_ kind: MatterKind, _ id: String, _ candidate: String?) {
        self.kind = kind
        self.id = id
        self.candidate = candidate
    }

    /// The only session that has one of that id.
    ///
    /// - Throws: `ledger.not-found` where none has, `usage` where the candidate has to be named.
    func session(in store: LedgerStore) throws(LedgerError) -> SessionName {
        let all = try Matter.sessions(kind, id, in: store)
        let meant = all.filter { session in
            candidate.map { $0.isSame(as: session.candidate) } ?? true
        }
        if meant.count == 1 { return meant[0] }
        if meant.isEmpty { throw .unknown(kind.title, id, seeAlso: kind == .dispute ? "dispute list" : "log") }
        let names = Set(meant.map(\.candidate)).sorted().joined(separator: ", ").printable
        throw .usage(
            "Several candidates have a \(kind.title.en) \(id.printable): \(names).",
            "多名考生有\(kind.title.zh) \(id.printable)：\(names)。",
            hint: Phrase(en: "Name one with --candidate.", zh: "请用 --candidate 指定其一。"))
    }

    /// The sessions that have any of a kind, ordered by name.
    static func all(_ kind: MatterKind, in store: LedgerStore) throws(LedgerError) -> [SessionName] {
        try sessions(kind, nil, in: store)
    }

    private static func sessions(
        _ kind: MatterKind, _ id: String?, in store: LedgerStore
    ) throws(LedgerError) -> [SessionName] {
        Set(try openings(kind, id, in: store).compactMap { SessionName($0.statement.stream) }).sorted()
    }

    /// By the projection; by a walk over the log where none can be kept beside it.
    private static func openings(
        _ kind: MatterKind, _ id: String?, in store: LedgerStore
    ) throws(LedgerError) -> [RecordedEvent] {
        let projection: SessionProjection
        do throws(LedgerError) {
            projection = try SessionProjection(of: store)
            try projection.update { (_, _) throws(LedgerError) in
                if Interrupt.requested != nil { throw .interrupted }
            }
        } catch {
            if Interrupt.requested != nil { throw .interrupted }
            var found: [RecordedEvent] = []
            try store.forEachEvent(in: 0..<store.size()) { (event) throws(LedgerError) -> Bool in
                if let opened = kind.id(openedBy: event), id.map({ $0.isSame(as: opened) }) ?? true {
                    found.append(event)
                }
                return true
            }
            return found
        }
        return try projection.openings(of: kind, id: id)
    }
}

extension MatterKind {
    /// The name for people.
    var title: Phrase {
        switch self {
        case .dispute: Phrase(en: "dispute", zh: "异议")
        case .record: Phrase(en: "record of misconduct", zh: "违纪记录")
        case .penalty: Phrase(en: "case", zh: "案件")
        }
    }
}

extension LedgerStore {
    /// The ids of events that a person names by their ids or their indexes.
    func events(named names: [String]) throws(LedgerError) -> [EventID] {
        var ids: [EventID] = []
        for name in names { ids.append(try EventName(text: name).event(in: self).id) }
        return ids
    }
}

extension SessionName {
    /// The session whose stream this is; `nil` for another stream.
    init?(_ stream: StreamName) {
        guard case .candidate(let exam, let sitting, let candidate) = stream else { return nil }
        self.init(exam: exam, sitting: sitting, candidate: candidate)
    }
}
