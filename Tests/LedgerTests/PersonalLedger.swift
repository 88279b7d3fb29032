import Exam
import Foundation
import LMDB
import Ledger
import Primitives
import Signing
import TestSupport

/// Personal values in a small ledger: given, looked for in every file, erased by two officers.
struct PersonalLedger {
    let ledger: FreshLedger
    let second: SigningKey

    init(clock: LedgerOpened.Clock = .ledger) throws {
        ledger = try FreshLedger(clock: clock)
        second = try .generate(name: "a-02")
        try ledger.ingest([ledger.line(ledger.enrolment(of: second, .administrator), by: ledger.authority)])
    }

    /// A dispute that a candidate files, with a claim outside of the log.
    func claim(_ text: String, of candidate: String = "c-01") throws -> (
        statement: Statement, disclosure: Disclosure
    ) {
        let disclosure = try Disclosure(name: "claim", value: .string(text))
        let statement = ledger.statement(
            .disputeFiled(DisputeFiled(disputeID: "d-\(UUID().uuidString)", kind: "login")), by: ledger.officer,
            .administrator, candidate: candidate,
            personal: [.init(name: "claim", digest: SHA256.digest(of: Array(disclosure.text.utf8)))])
        return (statement, disclosure)
    }

    /// Files a claim with its text, and returns the commitment.
    @discardableResult
    func give(_ text: String, of candidate: String = "c-01") throws -> PersonalCommitment {
        let (statement, disclosure) = try claim(text, of: candidate)
        let receipt = try receipt(
            ledger.ingest([ledger.line(statement, by: ledger.officer, disclosures: [disclosure.text])])[0])
        return try require(PersonalCommitment.all(of: require(ledger.store.event(at: receipt.index))).first)
    }

    func receipt(_ outcome: LineOutcome) throws -> Receipt {
        switch outcome.answer {
        case .appended(let receipt), .duplicate(let receipt): return receipt
        case .refused: throw FreshLedger.Unexpected(outcome)
        }
    }

    func owner(_ candidate: String = "c-01") -> PersonalOwner {
        .candidate(SessionName(exam: "e", sitting: "1", candidate: candidate))
    }

    /// What is found of values by somebody whose access is recorded.
    func findings(_ commitments: [PersonalCommitment]) throws -> [PersonalFinding] {
        let viewed = ledger.statement(
            .accessViewed(AccessViewed(purpose: "test", fields: commitments.map(\.name))), by: ledger.officer,
            .administrator)
        let receipt = try receipt(ledger.ingest([ledger.line(viewed, by: ledger.officer)])[0])
        let folder = try require(PersonalFolder.existing(beside: ledger.path, .shared))
        return try PersonalStore(folder, forWriting: true).open(commitments, on: receipt, in: ledger.store)
    }

    /// The words of two officers about a candidate's key.
    func words(_ candidate: String = "c-01", commitment: Digest = .zero) -> [VerifiedStatement] {
        let time = ledger.clock == .imported ? ledger.now : nil
        let act = ledger.statement(
            .erasureKeyDestroyed(ErasureKeyDestroyed(keyCommit: commitment, legalBasis: "basis", retentionEndAt: 0)),
            by: ledger.officer, .administrator, candidate: candidate)
        let approval = ledger.statement(
            .approvalRecorded(ApprovalRecorded(subject: act.id, decision: .approve)), by: second, .administrator,
            candidate: candidate)
        return [
            VerifiedStatement(act, signedBy: ledger.officer, receivedAt: time),
            VerifiedStatement(approval, signedBy: second, receivedAt: time),
        ]
    }

    /// Erases a candidate, and returns the entry that says so.
    @discardableResult
    func erase(_ candidate: String = "c-01") throws -> UInt64 {
        let folder = try PersonalFolder(beside: ledger.path, .alone)
        let outcomes = try require(ledger.writer).erase(
            owner(candidate), recording: words(candidate), at: ledger.now, in: folder)
        return try receipt(outcomes[0]).index
    }

    /// The key of a candidate as the store's file has it.
    func key(_ candidate: String = "c-01") throws -> [UInt8]? {
        let store = try Environment(path: ledger.path + "/personal", mode: .readOnly, tables: ["keys"])
        let table = store.table("keys", keyedBy: [UInt8].self)
        let name = Array(owner(candidate).text.utf8)
        return try store.read { (view) throws(LedgerError) -> [UInt8]? in
            guard let key = try table.value(at: name, in: view) else { return nil }
            return [UInt8](copying: key)
        }
    }

    /// Every file under the ledger's folder, or another one, whole, free pages and all.
    func files(in folder: String? = nil) throws -> [(name: String, bytes: Data)] {
        let folder = folder ?? ledger.path
        let names = try require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
        return try names.compactMap { name in
            let url = URL(filePath: folder + "/" + name)
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return nil }
            return (name, try Data(contentsOf: url))
        }
    }

    /// The names of the files that have some bytes in them.
    func files(with bytes: some Sequence<UInt8>, in folder: String? = nil) throws -> [String] {
        let wanted = Data(bytes)
        return try files(in: folder).filter { $0.bytes.range(of: wanted) != nil }.map(\.name)
    }

    /// All that leaves the ledger as it is now, in one folder: a backup, the published log, an export, a bundle.
    func copies() throws -> String {
        let folder = ledger.folder.path + "/copies"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        _ = try require(ledger.writer).commitIndex(at: ledger.now)
        try ledger.store.signCheckpoint(with: ledger.logKey)
        _ = try ledger.store.publish(to: folder + "/published")
        _ = try ledger.store.backUp(to: folder + "/backup")
        var lines: [UInt8] = []
        try ledger.store.forEachLine(in: 0..<ledger.store.size()) { (line) throws(LedgerError) in
            lines += [UInt8](copying: line)
        }
        try Data(lines).write(to: URL(filePath: folder + "/export.ndjson"))
        let session = SessionName(exam: "e", sitting: "1", candidate: "c-01")
        let bundle = try ledger.store.bundle(of: session, under: require(ledger.store.committedIndex()))
        try Data(bundle.serialized).write(to: URL(filePath: folder + "/bundle.json"))
        return folder
    }
}
