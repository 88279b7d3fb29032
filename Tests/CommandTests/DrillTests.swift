import Exam
import Foundation
import Primitives
import Signing
import TestSupport
import Testing

@testable import Ledger

/// What an operator can do to a ledger, and what it comes to before somebody who has the ledger and one checkpoint or
/// receipt that was held elsewhere.
///
/// | the operator | holds, besides the store | verdict |
/// |---|---|---|
/// | edits a payload | log key, platform key | integrity violated, `signature.invalid`, exit 11 (INT-01) |
/// | swaps two entries | log key, platform key | `log.rewritten`, exit 12 |
/// | removes one | log key, platform key | `log.rewritten`, exit 12 |
/// | truncates the tail | log key, platform key | completeness violated, `log.tail-missing`, exit 12 |
/// | truncates and continues | log key, platform key | `log.rewritten`, exit 12 |
/// | deletes a session | log key, platform key | `log.tail-missing` or `log.rewritten`, exit 12; DRAW-02 |
/// | rewrites from the start | log key, platform key, authority key | `log.rewritten`, exit 12 |
/// | re-signs with a newer key | log key, platform key, authority key | `key.unknown`, exit 11 (INT-01) |
/// | splices another ledger's event | an officer's key | `entry.ledger`, exit 10 (INT-02); refused by `ingest`, exit 25 |
/// | backdates | log key, platform key | `entry.time`, exit 10 (INT-02); where time never goes back `log.rewritten`, exit 12 |
/// | forges an approval | log key, platform key | `key.role`, exit 11 (INT-01); refused by `ingest`, exit 25 |
/// | restores an old backup | log key, platform key | `log.tail-missing`, exit 12; nothing is appended to it |
/// | shows two logs to two witnesses | log key, platform key | `log.rewritten`, exit 12; neither witness signs both |
/// | replays an envelope | an envelope | nothing is appended; the first receipt again |
/// | drops an event before it is recorded | the line to the ledger | `verify` finds nothing, INT-11 the hole, exit 13 |
///
/// Where everything agrees with itself, the ledger alone shows nothing: completeness is then *not proved*. A rule in
/// brackets is found broken by an audit of the ledger alone, which knows of no checkpoint that was held elsewhere.
@Suite("Drills: an operator who", HonestLedgerTrait())
struct DrillTests {
    let honest: HonestLedger
    let folder: TemporaryFolder
    var policy: [String] { ["--policy", honest.path("day/policy.txt")] }

    init() throws {
        honest = try #require(HonestLedgerTrait.ledger)
        folder = try TemporaryFolder()
    }

    private func verdict(_ ledger: String, held names: String...) throws -> DrillVerdict {
        let checkpoints = names.flatMap { ["--checkpoint", $0.hasPrefix("/") ? $0 : honest.path($0)] }
        return try DrillVerdict(ledger, policy + checkpoints, in: folder)
    }

    @discardableResult
    private func run(_ words: String...) throws -> (status: Int32, output: String, errors: String) {
        let run = try HonestLedger.run(["examledger"] + words, in: folder)
        return (run.status, String(decoding: run.output, as: UTF8.self), String(decoding: run.errors, as: UTF8.self))
    }

    @Test("changes nothing is believed")
    func nobody() throws {
        #expect(
            try verdict(honest.path("day"), held: "held", "receipt.checkpoint")
                == DrillVerdict(exit: 0, integrity: "ok", completeness: "ok", codes: []))
        let size = UInt64(honest.entries.count)
        let again = try honest.rewrite(honest.entries.dropLast(), in: folder, atLeast: size)
        #expect(try verdict(again).exit == 0)
        #expect(try rules(again) == [])
    }

    @Test("rewrites the past is found out", arguments: Drill.all)
    func rewritten(drill: Drill) throws {
        // The index at the end is left out: the operator commits to another.
        var entries = Array(honest.entries.dropLast())
        try drill.change(&entries, honest)
        let size = drill.isAsLong ? UInt64(honest.entries.count) : 0
        let ledger = try honest.rewrite(entries, in: folder, atLeast: size)
        #expect(try verdict(ledger) == drill.alone)
        #expect(try verdict(ledger, held: drill.held) == drill.verdict)
        let broken = try rules(ledger)
        #expect(drill.rules.isSubset(of: broken), "\(broken.sorted())")
        #expect(broken.filter { $0.hasPrefix("INT-") }.isSubset(of: drill.rules), "\(broken.sorted())")
        let since = try DrillVerdict(ledger, policy + ["--since", honest.path(drill.held)], in: folder)
        #expect(since.completeness == "violated" && since.exit != 0, "\(since)")
    }

    /// The rules that an audit finds broken.
    private func rules(_ ledger: String) throws -> Set<String> {
        struct Report: Decodable {
            struct Finding: Decodable {
                let rule: String
                let outcome: String
            }
            let findings: [Finding]
        }
        let run = try HonestLedger.run(["examledger", "audit", "--ledger", ledger, "--format", "json"], in: folder)
        let findings = try JSONDecoder().decode(Report.self, from: run.output).findings
        return Set(findings.filter { $0.outcome == "fail" }.map(\.rule))
    }

    @Test("begins the log anew under the same keys is found out")
    func begunAnew() throws {
        let fork = try fork("fork")
        #expect(try verdict(fork) == .unseen)
        #expect(try verdict(fork, held: "held") == .rewritten)
        #expect(try verdict(fork, held: "receipt.checkpoint") == .rewritten)
    }

    /// The whole day again in a ledger that was opened a moment later.
    private func fork(_ name: String) throws -> String {
        try HonestLedger.shell(
            """
            examledger init \(name) --exam ex-2026-001 --origin \(HonestLedger.origin) --approvals 2 --clock imported \
            --opened-at 2026-11-10T09:00:00.001+08:00 --authority-key \(honest.path("sim/keys/authority.key")) \
            --log-key \(honest.path("sim/keys/log.key"))
            examledger ingest \(honest.path("sim/envelopes.ndjson")) --ledger \(name)
            examledger index commit --ledger \(name)
            examledger index commit --ledger \(name)
            """, in: folder)
        return folder.path + "/" + name
    }

    @Test("restores an old backup is found out, and cannot go on with it beside the newer checkpoint")
    func restored() throws {
        let (day, kept) = (folder.path + "/day", honest.path("held"))
        try HonestLedger.shell("cp -r '\(honest.path("older"))' '\(day)'", in: folder)
        #expect(try verdict(day) == .unseen)
        #expect(try verdict(day, held: kept) == .cutOff)
        try HonestLedger.shell(
            "cp '\(kept)' day/checkpoint; mkdir day/keys; cp -L '\(honest.path("day/keys"))'/* day/keys", in: folder)
        #expect(try run("ingest", honest.path("sim/envelopes.ndjson"), "--ledger", day).status == 12)
        #expect(try run("index", "commit", "--ledger", day).status == 12)
        #expect(try run("checkpoint", "--ledger", day).status == 12)
    }

    @Test("shows two logs to two witnesses is found out by whoever has both, and by either witness")
    func twoWitnesses() throws {
        let fork = try fork("fork")
        try HonestLedger.shell(
            """
            cp -rL '\(honest.path("day"))' day
            for name in one two; do examledger witness init $name --name witness.example/$name --log day/log.vkey; done
            for name in one two; do
                { grep ^log day/policy.txt; echo "witness $name $(cat $name/witness.vkey)"; echo "quorum $name"; } > $name.txt
            done
            examledger checkpoint --ledger day --policy one.txt --request to.one
            examledger witness sign one to.one > from.one
            examledger checkpoint --ledger day --policy one.txt --cosigned from.one --require-quorum > note.one
            examledger checkpoint --ledger \(fork) --policy two.txt --request to.two
            examledger witness sign two to.two > from.two
            examledger checkpoint --ledger \(fork) --policy two.txt --cosigned from.two --require-quorum > note.two
            """, in: folder)
        // Each is sound for whoever sees only one of them.
        for (ledger, name) in [(folder.path + "/day", "one"), (fork, "two")] {
            let own = try DrillVerdict(
                ledger, ["--policy", "\(name).txt", "--checkpoint", "note.\(name)"], in: folder)
            #expect(own == DrillVerdict(exit: 0, integrity: "ok", completeness: "ok", codes: []))
        }
        #expect(try verdict(fork, held: folder.path + "/note.one") == .rewritten)
        #expect(try verdict(folder.path + "/day", held: folder.path + "/note.two") == .cutOff)
        // The request pretends that the fork continues what the witness has cosigned.
        let size = String(honest.entries.count)
        let words = ["--ledger", fork, "--policy", "one.txt", "--request", "again", "--old", size]
        #expect(try HonestLedger.run(["examledger", "checkpoint"] + words, in: folder).status == 0)
        #expect(try run("witness", "sign", "one", "again").status == 12)
        #expect(try run("witness", "sign", "one", "to.two").status == 1)
    }

    @Test("replays an envelope, splices one of another ledger or forges an approval appends nothing")
    func refusedAtTheDoor() throws {
        try HonestLedger.shell("cp -rL '\(honest.path("day"))' day", in: folder)
        let again = try run("ingest", honest.path("sim/envelopes.ndjson"), "--ledger", "day", "--format", "json")
        #expect(
            again.status == 0 && again.output.contains("\"accepted\":0,\"duplicates\":580,\"refused\":0"), "\(again)")
        let last = try #require(honest.entries.last).receivedAt
        let act = try honest.entries[honest.entries.place { $0.type == .documentPublished }]
        let forgeries = [
            try honest.approval(of: act, by: "a-02", signedBy: honest.key("platform")),
            try honest.approval(of: act, by: "a-02", signedBy: honest.key("a-01")),
            try act.changed(
                HonestLedger.origin, to: "examledger.example/other",
                signedBy: honest.key(act.statement.actor.id)),
            try act.changed(#""version":""#, to: #""version":"9"#),
        ]
        for forgery in forgeries {
            let line = Envelope(payload: forgery.bytes, signature: forgery.signature, receivedAt: last).line
            try Data((line + "\n").utf8).write(to: folder.url.appending(path: "line"))
            let run = try run("ingest", "line", "--ledger", "day")
            #expect(run.status == 25 && run.output.contains("0 accepted"), "\(run)")
        }
        #expect(try verdict(folder.path + "/day", held: "held").exit == 0)
    }

    @Test("drops a candidate's event before it is recorded leaves a hole in the counter of its key")
    func dropped() throws {
        let place = try honest.entries.place(from: 200) { $0.type == .uploadManifestRecorded }
        let missed = honest.entries[place].statement
        try HonestLedger.shell(
            """
            examledger init day --exam ex-2026-001 --origin \(HonestLedger.origin) --approvals 2 --clock imported \
            --opened-at 2026-11-10T09:00:00+08:00 --authority-key \(honest.path("sim/keys/authority.key")) \
            --log-key \(honest.path("sim/keys/log.key"))
            sed '\(place - 1)d' '\(honest.path("sim/envelopes.ndjson"))' | examledger ingest - --ledger day
            """, in: folder)
        #expect(try verdict(folder.path + "/day") == .unseen)
        #expect(try run("show", missed.id.text, "--ledger", "day").status != 0)
        let audit = try run("audit", "--rule", "INT-11", "--ledger", "day", "--format", "json")
        #expect(audit.status == 13, "\(audit)")
        #expect(
            audit.output.contains("\"candidate\":\"\(try #require(missed.candidate))\",\"rule\":\"INT-11\""), "\(audit)"
        )
        #expect(try run("audit", "--rule", "INT-11", "--ledger", honest.path("day")).status == 0)
    }
}
