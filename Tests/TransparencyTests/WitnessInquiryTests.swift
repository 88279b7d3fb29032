import Primitives
import Signing
import Testing
import Transparency

@Suite("What a log makes of a witness's answers")
struct WitnessInquiryTests {
    let world: WitnessedTree
    let checkpoint: TrustedCheckpoint

    init() throws {
        world = try WitnessedTree(size: 20)
        checkpoint = try world.trusted(20)
    }

    /// An inquiry after some replies.
    func inquiry(from old: UInt64 = 7, _ replies: [WitnessReply]) -> WitnessInquiry {
        var inquiry = WitnessInquiry(checkpoint, of: world.witness.verificationKey, from: old)
        for reply in replies { inquiry.take(reply) }
        return inquiry
    }

    func reply(_ status: Int, _ body: String, _ type: String = "text/plain") -> WitnessReply {
        WitnessReply(status: status, contentType: type, body: Array(body.utf8))
    }

    @Test("a cosignature is taken once it was verified, lines of others beside it")
    func cosigned() throws {
        var note = checkpoint.note
        let stranger = note.cosign(with: try SigningKey.generate(name: "stranger"), timestamp: 5)
        let line = note.cosign(with: world.witnessKey, timestamp: 1_700_000_000)
        let inquiry = inquiry([reply(200, stranger.line + line.line)])
        #expect(inquiry.next == .done(.cosigned(line, timestamp: 1_700_000_000)))
    }

    @Test("a witness that lies is not believed")
    func lies() throws {
        var note = checkpoint.note
        let other = note.cosign(with: try SigningKey.generate(name: world.witnessKey.name), timestamp: 5)
        var another = try Checkpoint(origin: "another.example/log", size: 20, root: checkpoint.root)
            .signed(with: SigningKey.generate(name: "another.example/log"))
        let otherLog = another.cosign(with: world.witnessKey, timestamp: 5)
        var smaller = try world.checkpoint(19).signed(with: world.log)
        let otherSize = smaller.cosign(with: world.witnessKey, timestamp: 5)
        for line in [other, otherLog, otherSize] {
            #expect(inquiry([reply(200, line.line)]).next == .done(.unanswered(.signatureInvalid)))
        }
        let right = note.cosign(with: world.witnessKey, timestamp: 5)
        #expect(inquiry([reply(200, right.line + otherLog.line)]).next == .done(.unanswered(.signatureInvalid)))
        for body in ["", "\n", "200 OK\n", String(right.line.dropLast()), right.line + "\n"] {
            #expect(inquiry([reply(200, body)]).next == .done(.unanswered(.unreadable)))
        }
    }

    @Test("a size not larger than ours is asked from again, three times in all")
    func retries() throws {
        let conflict = reply(409, "12\n", "text/x.tlog.size")
        #expect(inquiry([]).next == .ask(oldSize: 7))
        #expect(inquiry([conflict]).next == .ask(oldSize: 12))
        #expect(inquiry([conflict, reply(409, "20\n")]).next == .ask(oldSize: 20))
        #expect(inquiry([conflict, conflict, conflict]).next == .done(.unanswered(.unsettled)))
        let line = {
            var note = checkpoint.note; return note.cosign(with: world.witnessKey, timestamp: 5)
        }()
        #expect(inquiry([conflict, reply(200, line.line)]).next == .done(.cosigned(line, timestamp: 5)))
        #expect(inquiry(from: 99, []).next == .ask(oldSize: 20))
    }

    @Test("a larger size is an incident and nothing is asked again")
    func larger() {
        #expect(inquiry([reply(409, "21\n")]).next == .done(.incident(.larger(size: 21))))
        #expect(
            inquiry([reply(409, "9223372036854775807\n")]).next == .done(.incident(.larger(size: .max >> 1))))
    }

    @Test("another root is an incident, in the words of the specification and of others")
    func otherRoot() {
        let incident = WitnessInquiry.Step.done(.incident(.inconsistent(size: 7)))
        #expect(inquiry([reply(422, "no\n")]).next == incident)
        #expect(inquiry([reply(409, "")]).next == incident)
        #expect(inquiry(from: 0, [reply(422, "no\n")]).next == .done(.unanswered(.status(422))))
    }

    @Test(
        "other answers say nothing about the log",
        arguments: [
            (403, WitnessFailure.unknownLog), (404, .unknownLog), (429, .busy(status: 429)), (503, .busy(status: 503)),
            (400, .status(400)), (500, .status(500)), (301, .status(301)), (0, .status(0)),
        ])
    func others(status: Int, failure: WitnessFailure) {
        #expect(inquiry([reply(status, "text\n")]).next == .done(.unanswered(failure)))
    }

    @Test(
        "a size that is no number is read as none",
        arguments: ["007\n", "+9\n", "9", " 9\n", "9 \n", "9\n\n", "nine\n"])
    func sizes(body: String) {
        #expect(inquiry([reply(409, body)]).next == .done(.unanswered(.unreadable)))
    }
}
