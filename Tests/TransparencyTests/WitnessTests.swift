import Foundation
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

@Suite("What a witness decides")
struct WitnessTests {
    struct Sequence: Decodable {
        struct Request: Decodable {
            let body: String
            let spec_status: Int
        }

        let log_vkey: String
        let requests: [Request]
    }

    static func sequence() throws -> Sequence {
        let file = try #require(Repository.vectors).appending(path: "witness-add-checkpoint-sequence.json")
        return try JSONDecoder().decode(Sequence.self, from: Data(contentsOf: file))
    }

    @Test(
        "the public sequence of requests gets the statuses of the specification",
        .enabled(if: Repository.vectors != nil, "skipped: the folder of public vectors is absent"))
    func publicSequence() throws {
        let sequence = try WitnessTests.sequence()
        let logKey = try VerificationKey(text: sequence.log_vkey)
        let witness = try Witness(key: SigningKey.generate(name: "example.com/witness"))
        var log = WitnessedLog(keys: [logKey], latest: nil)
        for (number, item) in sequence.requests.enumerated() {
            let request = try #require(AddCheckpointRequest(Array(item.body.utf8)))
            #expect(String(decoding: request.body, as: UTF8.self) == item.body)
            let isKnown = request.checkpoint.origin.isSame(as: logKey.name)
            let decision = witness.decide(request, about: isKnown ? log : nil, at: 1_700_000_000 + UInt64(number))
            #expect(decision.status == item.spec_status, "request \(number)")
            if item.spec_status == 409 {
                #expect(decision.answer.body == Array("\(log.size)\n".utf8))
                #expect(decision.answer.contentType == "text/x.tlog.size")
            }
            guard case .cosigned(let note, let line) = decision else { continue }
            let latest = try TrustedCheckpoint(
                Array(note.serialized.utf8), logKey: logKey, witnesses: [witness.verificationKey])
            #expect(latest.cosignatures.map(\.timestamp) == [1_700_000_000 + UInt64(number)])
            #expect(note.signatures.last == line)
            log = WitnessedLog(keys: [logKey], latest: latest)
        }
        #expect(log.size == 5)
    }

    @Test("every step from one size to a larger one is cosigned, and the same size again with a new time")
    func steps() throws {
        let world = try WitnessedTree(size: 20)
        for old in 0...20 {
            for new in old...20 {
                let log = old == 0 ? world.unseen : try world.seen(old)
                let decision = world.witness.decide(try world.request(old, new), about: log, at: 1_700_000_100)
                #expect(decision.status == 200, "from \(old) to \(new)")
                guard case .cosigned(let note, _) = decision else { continue }
                let verified = try note.verified(by: [world.log.verificationKey, world.witness.verificationKey])
                #expect(verified.map(\.timestamp) == [nil, 1_700_000_100])
            }
        }
    }

    @Test("a clock that went back dates no cosignature before the last one")
    func clock() throws {
        let world = try WitnessedTree(size: 4)
        let decision = world.witness.decide(
            try world.request(2, 4), about: try world.seen(2, at: 1_700_000_000), at: 1_600_000_000)
        guard case .cosigned(let note, _) = decision else { throw NoteDefect.unverified }
        #expect(try note.verified(by: [world.witness.verificationKey]).map(\.timestamp) == [1_700_000_000])
    }

    @Test("another size than was cosigned is answered with the one that was, a first time included")
    func otherSize() throws {
        let world = try WitnessedTree(size: 20)
        for (old, seen) in [(0, 5), (4, 5), (6, 5), (3, 0), (20, 0)] {
            let log = seen == 0 ? world.unseen : try world.seen(seen)
            let decision = world.witness.decide(try world.request(old, 20), about: log, at: 1)
            #expect(decision == .refused(.otherSize(UInt64(seen))))
            #expect(decision.answer.body == Array("\(seen)\n".utf8) && decision.status == 409)
        }
    }

    @Test("a tree that does not continue what was seen is refused with 422, whatever the proof says")
    func inconsistent() throws {
        let world = try WitnessedTree(size: 20)
        let good = try world.request(7, 20)
        let note = try SignedNote(good.note)
        func decide(_ old: UInt64, _ path: [Digest], _ note: SignedNote, _ log: WitnessedLog) throws -> Int {
            let proof = ConsistencyProof(oldSize: old, newSize: 20, path: path)
            return world.witness.decide(try AddCheckpointRequest(for: note, proof), about: log, at: 1).status
        }
        for place in good.proof.indices {
            var path = good.proof
            path[place] = path[place].flipping(bit: 77)
            #expect(try decide(7, path, note, world.seen(7)) == 422)
            path.remove(at: place)
            #expect(try decide(7, path, note, world.seen(7)) == 422)
        }
        #expect(try decide(7, good.proof + [.zero], note, world.seen(7)) == 422)
        #expect(try decide(0, [.zero], note, world.unseen) == 422)
        let forked = try Checkpoint(origin: world.log.name, size: 20, root: .zero).signed(with: world.log)
        #expect(try decide(20, [], forked, world.seen(20)) == 422)
        #expect(try decide(20, [.zero], note, world.seen(20)) == 422)
    }

    @Test("an empty tree with a root of its own is refused with 422, and the right one cosigned")
    func emptyTree() throws {
        let world = try WitnessedTree(size: 3)
        #expect(try world.witness.decide(world.request(0, 0), about: world.unseen, at: 1).status == 200)
        #expect(try world.witness.decide(world.request(0, 3), about: world.seen(0), at: 1).status == 200)
        var note = try SignedNote(text: "\(world.log.name)\n0\n\(Digest.zero.base64)\n")
        note.sign(with: world.log)
        let body = Array("old 0\n\n\(note.serialized)".utf8)
        let request = try #require(AddCheckpointRequest(body))
        #expect(world.witness.decide(request, about: world.unseen, at: 1) == .refused(.inconsistent))
    }

    @Test("only a note that the log has signed is cosigned, and a false line in its name spoils it")
    func signatures() throws {
        let world = try WitnessedTree(size: 3)
        let stranger = try SigningKey.generate(name: world.log.name)
        let proof = ConsistencyProof(oldSize: 0, newSize: 3, path: [])
        func status(_ note: SignedNote, _ keys: [VerificationKey]) throws -> Int {
            let log = WitnessedLog(keys: keys, latest: nil)
            return world.witness.decide(try AddCheckpointRequest(for: note, proof), about: log, at: 1).status
        }
        let signed = try world.checkpoint(3).signed(with: world.log)
        let forged = try world.checkpoint(3).signed(with: stranger)
        let own = world.log.verificationKey
        #expect(try status(signed, [own]) == 200)
        #expect(try status(forged, [own]) == 403)
        #expect(try status(signed, []) == 403)
        #expect(try status(signed.replacing(forged.signatures), [own]) == 200)
        #expect(try status(signed, [own, stranger.verificationKey]) == 200)
        var spoiled = signed
        spoiled.add(try NoteSignatureForge.line(world.log, over: "other\n"))
        #expect(try status(spoiled, [own]) == 403)
        #expect(world.witness.decide(try world.request(0, 3), about: nil, at: 1).status == 404)
    }

    @Test("lines that were not verified are not kept")
    func keptLines() throws {
        let world = try WitnessedTree(size: 3)
        var note = try world.checkpoint(3).signed(with: world.log)
        note.sign(with: try SigningKey.generate(name: "stranger"))
        let request = try AddCheckpointRequest(for: note, ConsistencyProof(oldSize: 0, newSize: 3, path: []))
        guard case .cosigned(let kept, _) = world.witness.decide(request, about: world.unseen, at: 1) else {
            throw NoteDefect.unverified
        }
        #expect(kept.signatures.map(\.name) == [world.log.name, world.witnessKey.name])
    }

    @Test(
        "a body that is nearly a request is none",
        arguments: [
            "", "old 0\n", "old 0\n\n", "old\n\nN", "old 01\n\nN", "old +1\n\nN", "old -1\n\nN", "old 0 \n\nN",
            " old 0\n\nN", "Old 0\n\nN", "old 0\r\n\nN", "old 9223372036854775808\n\nN", "old 0\nN", "old 0\nAAAA\n\nN",
            "old 0\nH\u{20}\n\nN", "old 0\nHH\n\nN", "old 0\n\n\nN", "old 0\n\nX", "\nold 0\n\nN",
        ])
    func malformed(form: String) throws {
        let world = try WitnessedTree(size: 3)
        let note = String(decoding: try world.request(0, 3).note, as: UTF8.self)
        let body = form.replacing("N", with: note).replacing("H", with: Digest.zero.base64)
            .replacing("X", with: note.replacing("\n3\n", with: "\n03\n"))
        #expect(AddCheckpointRequest(Array(body.utf8)) == nil)
    }

    @Test("sixty-three lines of proof are read and sixty-four are not, and nothing over 16 KiB")
    func limits() throws {
        let world = try WitnessedTree(size: 3)
        let note = String(decoding: try world.request(0, 3).note, as: UTF8.self)
        func body(_ count: Int, _ note: String) -> [UInt8] {
            Array("old 0\n\(String(repeating: "\(Digest.zero.base64)\n", count: count))\n\(note)".utf8)
        }
        #expect(AddCheckpointRequest(body(63, note))?.proof.count == 63)
        #expect(AddCheckpointRequest(body(64, note)) == nil)
        let line = try SignedNote(Array(note.utf8)).signatures[0].line
        let many = note + String(repeating: line, count: (16_384 - body(0, note).count) / line.utf8.count)
        #expect(AddCheckpointRequest(body(0, many)) != nil)
        #expect(AddCheckpointRequest(body(0, many + line)) == nil)
        let request = try #require(AddCheckpointRequest(body(0, many)))
        #expect(world.witness.decide(request, about: world.unseen, at: 1).status == 400)
    }

    @Test("no prefix and no mutation of a request is cosigned as another checkpoint")
    func mutations() throws {
        let world = try WitnessedTree(size: 20)
        let request = try world.request(7, 20)
        #expect(AddCheckpointRequest(request.body) == request)
        let log = try world.seen(7)
        var random = SeededGenerator(seed: 6962)
        for _ in 0..<5_000 {
            var body = request.body
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let place = Int.random(in: body.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: body[place] = .random(in: 0...255, using: &random)
                case 1: body.remove(at: place)
                default: body.insert(.random(in: 0...255, using: &random), at: place)
                }
            }
            guard let read = AddCheckpointRequest(body),
                case .cosigned(let note, _) = world.witness.decide(read, about: log, at: 1)
            else { continue }
            #expect(note.text == request.checkpoint.text)
        }
    }
}
