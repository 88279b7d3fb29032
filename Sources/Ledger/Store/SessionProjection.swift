public import Exam
import Glibc
import LMDB
public import Primitives

/// Session states kept ready, and where to look for what other streams say of a session, in a store of their own that
/// can be thrown away (architecture.md, LMDB tables).
///
/// Nothing here is true by itself: every state carries the position it was folded to, the whole carries the root of
/// that prefix, and `differences` says where it is not what the log gives.
public final class SessionProjection: Sendable {
    private static let sessionsTable = "sessions"
    private static let referencesTable = "references"
    private static let metaTable = "meta"
    private static let stampKey = Array("stamp".utf8)

    let store: LedgerStore
    let environment: Environment
    private let states: Table<[UInt8]>
    let references: Table<[UInt8]>
    private let meta: Table<[UInt8]>

    /// Opens the projection beside a ledger, made where it is missing, and anew where its file is damaged.
    ///
    /// - Throws: `store.*`; a projection that cannot be written is no reason to fail: fold the history instead.
    public init(of store: LedgerStore) throws(LedgerError) {
        self.store = store
        let folder = store.directory + "/projections"
        do throws(LedgerError) { environment = try SessionProjection.open(folder) } catch {
            guard error.code == .storeDamaged else { throw error }
            try SessionProjection.throwAway(folder)
            environment = try SessionProjection.open(folder)
        }
        states = environment.table(SessionProjection.sessionsTable, keyedBy: [UInt8].self)
        references = environment.table(SessionProjection.referencesTable, keyedBy: [UInt8].self)
        meta = environment.table(SessionProjection.metaTable, keyedBy: [UInt8].self)
    }

    private static func open(_ folder: String) throws(LedgerError) -> Environment {
        try Environment(
            path: folder, mode: .readWrite(create: true), tables: [sessionsTable, referencesTable, metaTable])
    }

    /// Removes the files of a projection that nobody has open.
    private static func throwAway(_ folder: String) throws(LedgerError) {
        let lock = try WriterLock(folder: folder)
        for name in ["data.mdb", "lock.mdb"] { unlink("\(folder)/\(name)") }
        _ = consume lock
    }

    /// How far the projection has come: the size of the prefix, its root, and the versions of what is kept.
    private struct Stamp: Equatable {
        private static let referencesVersion: UInt8 = 1

        let size: UInt64
        let root: Digest
        let version: UInt8
        let references: UInt8

        init(size: UInt64, root: Digest) {
            self.size = size
            self.root = root
            version = SessionState.snapshotVersion
            references = Stamp.referencesVersion
        }

        init?(stored bytes: Span<UInt8>) {
            guard bytes.count == 42, let size = UInt64(tableKey: bytes.extracting(0..<8)),
                let root = Digest(bytes.extracting(8..<40))
            else { return nil }
            self.size = size
            self.root = root
            version = bytes[40]
            references = bytes[41]
        }

        var stored: [UInt8] {
            var bytes: [UInt8] = []
            bytes.append(bigEndian: size)
            bytes.append(root)
            bytes.append(version)
            bytes.append(references)
            return bytes
        }
    }

    /// Brings the projection up to the end of the log, from where it is, or from the start where it is of another log.
    ///
    /// - Parameter progress: Called between slices with the entries done and to do; what it throws ends the work there.
    /// - Returns: How many entries were read for it.
    @discardableResult
    public func update(
        progress: (UInt64, UInt64) throws(LedgerError) -> Void = { (_, _) throws(LedgerError) in }
    ) throws(LedgerError) -> UInt64 {
        let end = try store.size()
        let start = try usableSize(below: end)
        var next = start
        if next == 0 { try environment.write { (t) throws(LedgerError) in try clear(in: &t) } }
        while next < end {
            let slice = next..<min(end, next + LedgerStore.slice)
            let (changed, found) = try fold(slice)
            let root = try store.environment.read { (view) throws(LedgerError) -> Digest in
                try store.root(size: slice.upperBound, in: view)
            }
            try environment.write { (transaction) throws(LedgerError) in
                for (name, state) in changed {
                    try states.put(state.snapshotBytes.span, at: Array(name.utf8), in: &transaction)
                }
                for (reference, index) in found {
                    _ = try references.insert(index, at: reference.key, in: &transaction)
                }
                try meta.put(
                    Stamp(size: slice.upperBound, root: root).stored.span, at: SessionProjection.stampKey,
                    in: &transaction)
            }
            next = slice.upperBound
            try progress(next, end)
        }
        return end - start
    }

    /// Throws the projection away and folds it anew from the log.
    public func rebuild(
        progress: (UInt64, UInt64) throws(LedgerError) -> Void = { (_, _) throws(LedgerError) in }
    ) throws(LedgerError) {
        try environment.write { (transaction) throws(LedgerError) in try clear(in: &transaction) }
        try update(progress: progress)
    }

    private func clear(in transaction: inout WriteTransaction) throws(LedgerError) {
        try states.clear(in: &transaction)
        try references.clear(in: &transaction)
        try meta.clear(in: &transaction)
    }

    /// The size that the projection stands at, where it stands on this log and in this form; 0 otherwise.
    private func usableSize(below end: UInt64) throws(LedgerError) -> UInt64 {
        let stamp = try environment.read { (view) throws(LedgerError) -> Stamp? in
            guard let stored = try meta.value(at: SessionProjection.stampKey, in: view) else { return nil }
            return Stamp(stored: stored)
        }
        guard let stamp, stamp.size <= end, stamp.size > 0 else { return 0 }
        let root = try store.environment.read { (view) throws(LedgerError) -> Digest in
            try store.root(size: stamp.size, in: view)
        }
        return stamp == Stamp(size: stamp.size, root: root) ? stamp.size : 0
    }

    private func fold(
        _ slice: Range<UInt64>
    ) throws(LedgerError) -> (states: [String: SessionState], references: [Reference: UInt64]) {
        var changed: [String: SessionState] = [:]
        var found: [Reference: UInt64] = [:]
        try store.forEachEvent(in: slice) { (event) throws(LedgerError) -> Bool in
            let stream = event.statement.stream
            guard case .candidate(let exam, let sitting, let candidate) = stream else { return true }
            let name = stream.text
            for reference in Reference.all(of: event, in: name) where found[reference] == nil {
                found[reference] = event.index
            }
            var state: SessionState
            if let known = changed[name] {
                state = known
            } else if let stored = try self.state(named: name) {
                state = stored
            } else {
                state = SessionState(exam: exam, sitting: sitting, candidate: candidate)
            }
            changed[name] = nil
            state.apply(event)
            changed[name] = state
            return true
        }
        return (changed, found)
    }

    /// A session's stored state; `nil` where none is stored.
    public func state(of session: SessionName) throws(LedgerError) -> SessionState? {
        try state(named: session.stream.text)
    }

    private func state(named name: String) throws(LedgerError) -> SessionState? {
        try environment.read { (view) throws(LedgerError) -> SessionState? in
            guard let stored = try states.value(at: Array(name.utf8), in: view) else { return nil }
            guard let state = SessionState(snapshot: [UInt8](copying: stored)) else {
                throw states.damagedRecord(in: view)
            }
            return state
        }
    }

    /// The sessions whose stored state or references are not those that the log gives at the same position; empty where
    /// all agree.
    ///
    /// - Returns: `nil` where the projection does not stand at the end of the log, so that nothing can be compared.
    public func differences() throws(LedgerError) -> [SessionName]? {
        let end = try store.size()
        guard end > 0, try usableSize(below: end) == end else { return nil }
        var different: [SessionName] = []
        var expected: [Reference: UInt64] = [:]
        for session in try store.sessions(asOf: store.prefix()) {
            var state = SessionState(exam: session.exam, sitting: session.sitting, candidate: session.candidate)
            let name = session.stream.text
            for event in try store.events(of: session.stream) {
                state.apply(event)
                for reference in Reference.all(of: event, in: name) {
                    expected[reference] = min(event.index, expected[reference] ?? event.index)
                }
            }
            if try self.state(of: session) != state { different.append(session) }
        }
        for session in try sessionsOfWrongReferences(expected) where !different.contains(session) {
            different.append(session)
        }
        return different.sorted()
    }
}
