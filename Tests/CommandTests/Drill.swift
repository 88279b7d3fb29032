import Exam
import Foundation
import Primitives
import Signing
import TestSupport
import Testing

@testable import Ledger

/// What `verify` says of a ledger that its operator has changed.
struct DrillVerdict: Equatable, CustomStringConvertible {
    let exit: Int32
    let integrity: String
    let completeness: String
    let codes: Set<String>

    var description: String { "exit \(exit), \(integrity), \(completeness), \(codes.sorted())" }

    /// What another history than the one that was signed over comes to.
    static let rewritten = DrillVerdict(
        exit: 12, integrity: "violated", completeness: "violated", codes: ["log.rewritten"])
    /// What a history that ends too early comes to.
    static let cutOff = DrillVerdict(
        exit: 12, integrity: "ok", completeness: "violated", codes: ["log.tail-missing"])
    /// What a ledger that agrees with itself comes to where nothing is held elsewhere.
    static let unseen = DrillVerdict(exit: 0, integrity: "ok", completeness: "not_proved", codes: [])

    init(exit: Int32, integrity: String, completeness: String, codes: Set<String>) {
        self.exit = exit
        self.integrity = integrity
        self.completeness = completeness
        self.codes = codes
    }

    /// What the program says of a ledger.
    init(_ ledger: String, _ options: [String], in folder: TemporaryFolder) throws {
        struct Report: Decodable {
            struct Problem: Decodable { let code: String }
            let integrity: String
            let completeness: String
            let problems: [Problem]
        }
        let words = ["examledger", "verify", "--ledger", ledger, "--format", "json"] + options
        let run = try HonestLedger.run(words, in: folder)
        let report = try JSONDecoder().decode(Report.self, from: run.output)
        self.init(
            exit: run.status, integrity: report.integrity, completeness: report.completeness,
            codes: Set(report.problems.map(\.code)))
    }
}

/// A change that an operator makes to the ledger's past, as cleverly as can be: they hold the store, the log's key and
/// the platform's, and compute everything anew that follows from the entries.
struct Drill: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What is held elsewhere: a checkpoint, or the one in a candidate's receipt.
    var held = "held"
    /// Without anything held elsewhere.
    let alone: DrillVerdict
    /// With what is held elsewhere.
    let verdict: DrillVerdict
    /// Rules that an audit of the ledger alone finds broken; of the rules over the ledger itself, all of them.
    var rules: Set<String> = []
    /// Whether the log is made as long as it was.
    var isAsLong = true
    let change: @Sendable (inout [RecordedStatement], HonestLedger) throws -> Void

    static let all = [
        Drill(
            testDescription: "edits what a candidate's device has said",
            alone: DrillVerdict(
                exit: 11, integrity: "violated", completeness: "not_proved", codes: ["signature.invalid"]),
            verdict: DrillVerdict(
                exit: 11, integrity: "violated", completeness: "violated",
                codes: ["signature.invalid", "log.rewritten"]),
            rules: ["INT-01"]
        ) { entries, _ in
            let place = try entries.place { $0.type == .uploadManifestRecorded }
            entries[place] = try entries[place].changed(#""bytes":"#, to: #""bytes":1"#)
        },
        Drill(
            testDescription: "lets two entries change places", alone: .unseen, verdict: .rewritten
        ) { entries, _ in
            let place = try entries.place(from: 150) { $0.type == .uploadManifestRecorded }
            let next = try entries.place(from: place) { $0.stream != entries[place].statement.stream }
            let (one, other) = (entries[place], entries[next])
            entries[place] = try other.changed(at: one.receivedAt)
            entries[next] = try one.changed(at: other.receivedAt)
        },
        Drill(
            testDescription: "removes one entry", alone: .unseen, verdict: .rewritten
        ) { entries, _ in entries.remove(at: try entries.place { $0.type == .environmentReviewDecided }) },
        Drill(
            testDescription: "cuts off the end", alone: .unseen, verdict: .cutOff, isAsLong: false
        ) { entries, _ in entries.removeLast(20) },
        Drill(
            testDescription: "cuts off the end and goes on under a new checkpoint", alone: .unseen, verdict: .rewritten
        ) { entries, _ in entries.removeLast(8) },
        Drill(
            testDescription: "deletes a candidate's whole session", alone: .unseen, verdict: .cutOff,
            rules: ["DRAW-02"],
            isAsLong: false
        ) { entries, _ in entries.removeAll { $0.statement.stream == .second } },
        Drill(
            testDescription: "deletes a candidate's whole session, of which a receipt is left",
            held: "receipt.checkpoint",
            alone: .unseen, verdict: .rewritten, rules: ["DRAW-02"],
            isAsLong: false
        ) { entries, _ in entries.removeAll { $0.statement.stream == .second } },
        Drill(
            testDescription: "signs an old entry again with a newer key", alone: .newerKey("key.unknown"),
            verdict: .newerKey("key.unknown", "log.rewritten"),
            rules: ["INT-01"]
        ) { entries, honest in
            let key = try SigningKey.generate(name: "i-01")
            let place = try entries.place { $0.type == .environmentReviewDecided }
            entries[place] = try entries[place].changed(signedBy: key)
            entries.append(try honest.enrolment(of: key, as: entries[place].statement.actor.role.rawValue, entries))
        },
        Drill(
            testDescription: "puts an event of another ledger among these",
            alone: DrillVerdict(
                exit: 10, integrity: "violated", completeness: "not_proved", codes: ["entry.ledger"]),
            verdict: DrillVerdict(
                exit: 10, integrity: "violated", completeness: "violated", codes: ["entry.ledger", "log.rewritten"]),
            rules: ["INT-02"]
        ) { entries, honest in
            let place = try entries.place { $0.type == .documentPublished }
            let signer = try honest.key(entries[place].statement.actor.id)
            let other = try entries[place].changed(
                HonestLedger.origin, to: "examledger.example/other", signedBy: signer)
            entries.insert(try other.changed(#""id":"01"#, to: #""id":"02"#, signedBy: signer), at: place + 1)
        },
        Drill(
            testDescription: "backdates an entry before the one in front of it",
            alone: DrillVerdict(exit: 10, integrity: "violated", completeness: "not_proved", codes: ["entry.time"]),
            verdict: DrillVerdict(
                exit: 10, integrity: "violated", completeness: "violated", codes: ["entry.time", "log.rewritten"]),
            rules: ["INT-02"]
        ) { entries, _ in
            let place = try entries.place { $0.type == .finishTimedOut }
            entries[place] = try entries[place].changed(at: entries[place - 2].receivedAt + -1)
        },
        Drill(
            testDescription: "backdates an entry and all in front of it, so that time never goes back", alone: .unseen,
            verdict: .rewritten
        ) { entries, _ in
            let place = try entries.place { $0.type == .finishTimedOut }
            let earlier = entries[place].receivedAt + -60_000
            for index in 0...place where entries[index].receivedAt > earlier {
                entries[index] = try entries[index].changed(at: earlier)
            }
        },
        Drill(
            testDescription: "forges an officer's approval with a key of another role",
            alone: .newerKey("key.role"), verdict: .newerKey("key.role", "log.rewritten"),
            rules: ["INT-01"]
        ) { entries, honest in
            let act = try entries.place { $0.type == .examPolicySet }
            entries.insert(
                try honest.approval(of: entries[act], by: "a-02", signedBy: honest.key("platform")), at: act + 1)
        },
    ]
}

extension DrillVerdict {
    /// What a signature by a key that does not count comes to.
    static func newerKey(_ codes: String...) -> DrillVerdict {
        DrillVerdict(
            exit: 11, integrity: "violated", completeness: codes.count > 1 ? "violated" : "not_proved",
            codes: Set(codes))
    }
}

extension StreamName {
    static let second = StreamName.candidate(exam: "ex-2026-001", sitting: "s-01", candidate: "c-0002")
}

extension [RecordedStatement] {
    /// The first entry of a kind.
    func place(from first: Int = 0, _ condition: (Statement) -> Bool) throws -> Int {
        try #require(self[first...].firstIndex { condition($0.statement) })
    }
}

extension HonestLedger {
    /// A true enrolment by the authority, whose key this operator has too.
    func enrolment(of key: SigningKey, as role: String, _ entries: [RecordedStatement]) throws -> RecordedStatement {
        let id = key.publicKey.id.hex
        let data = """
            "data":{"key_id":"\(id)","public_key":"\(key.publicKey.bytes.hex)","role":"\(role)","holder":"\(key.name)"}
            """
        return try statement(
            type: "staff.key.enrolled", actor: "authority", scope: "", data, signedBy: self.key("authority"),
            at: #require(entries.last).receivedAt)
    }

    func approval(
        of act: RecordedStatement, by officer: String, signedBy key: SigningKey
    ) throws -> RecordedStatement {
        try statement(
            type: "approval.recorded", actor: officer, scope: #""exam":"ex-2026-001","#,
            #""data":{"subject":"\#(act.statement.id.text)","decision":"approve"}"#, signedBy: key, at: act.receivedAt)
    }

    private func statement(
        type: String, actor: String, scope: String, _ data: String, signedBy key: SigningKey, at received: Instant
    ) throws -> RecordedStatement {
        let id = EventID(at: received, randomness: (9, 9)).text
        return try RecordedStatement(
            """
            {"id":"\(id)","type":"\(type)","v":1,"ledger":"\(HonestLedger.origin)","mode":"formal",\(scope)\
            "actor":{"role":"administrator","id":"\(actor)"},"at":\(received.milliseconds),\(data)}
            """, signedBy: key, at: received)
    }
}
