import Exam
import LMDB
public import Primitives
import Signing

/// The act of a first officer, signed and kept until a second one speaks: no key may be said to be destroyed before.
public struct ErasureProposal: Sendable {
    /// The signed `erasure.key.destroyed`, as it will stand in the log.
    public let act: VerifiedStatement

    /// A signed act.
    public init(_ act: VerifiedStatement) {
        self.act = act
    }

    /// The act as the command performs it now, with the time at which an imported clock receives it.
    public func received(at time: Instant?) -> VerifiedStatement? {
        var scratch: [UInt8] = []
        return VerifiedStatement(
            act.statement, bytes: act.bytes, signature: act.signature, by: act.publicKey, receivedAt: time,
            source: .command, scratch: &scratch)
    }
}

extension PersonalStore {
    /// Keeps the act of a first officer, in place of an earlier one for the same owner.
    public func propose(_ proposal: ErasureProposal, for owner: PersonalOwner) throws(LedgerError) {
        let line = Array(Envelope(payload: proposal.act.bytes, signature: proposal.act.signature).line.utf8)
        let proposals = tables.proposals
        try environment.write { (transaction) throws(LedgerError) in
            try proposals.put(line.span, at: Array(owner.text.utf8), in: &transaction)
        }
    }

    /// The act that waits for a second officer; `nil` where there is none whose signature holds by a key of the log.
    public func proposal(for owner: PersonalOwner, in store: LedgerStore) throws(LedgerError) -> ErasureProposal? {
        let proposals = tables.proposals
        let line = try environment.read { (view) throws(LedgerError) -> [UInt8]? in
            guard let line = try proposals.value(at: Array(owner.text.utf8), in: view) else { return nil }
            return [UInt8](copying: line)
        }
        guard let line else { return nil }
        let registry = try store.registry()
        var preparer = EnvelopePreparer()
        let read = preparer.read(line.span, number: 1)
        let key = read.signature.flatMap { registry.enrolments(of: $0.keyID).first?.publicKey }
        guard case .statement(let act) = preparer.prepare(read, by: key).content,
            act.statement.type == .erasureKeyDestroyed, PersonalOwner(of: act.statement) == owner
        else { return nil }
        return ErasureProposal(act)
    }

    /// Whose key is here though the log says that it was destroyed, in ascending order.
    public func undestroyed(in store: LedgerStore) throws(LedgerError) -> [String] {
        var owners: [String] = []
        for owner in try store.erasures(below: store.size()).keys where try hasKey(of: owner) {
            owners.append(owner.text)
        }
        return owners.sorted()
    }

    /// Takes the act of a first officer away: it may not be done now.
    public func withdrawProposal(for owner: PersonalOwner) throws(LedgerError) {
        let proposals = tables.proposals
        try environment.write { (transaction) throws(LedgerError) in
            _ = try proposals.delete(Array(owner.text.utf8), in: &transaction)
        }
    }

    /// The streams of the candidates for whom a first officer has signed, and whether the log has the act already: the
    /// key should then be gone, and the destruction was cut short.
    public func proposals(in store: LedgerStore) throws(LedgerError) -> [(owner: String, isRecorded: Bool)] {
        let proposals = tables.proposals
        let owners = try environment.read { (view) throws(LedgerError) -> [String] in
            var owners: [String] = []
            try proposals.scan(in: view) { (key, _) throws(LedgerError) -> ScanStep in
                owners.append(String(decoding: key, as: UTF8.self))
                return .goOn
            }
            return owners
        }
        var found: [(owner: String, isRecorded: Bool)] = []
        for text in owners {
            guard case .candidate(let exam, let sitting, let candidate)? = StreamName(text) else { continue }
            let owner = PersonalOwner.candidate(SessionName(exam: exam, sitting: sitting, candidate: candidate))
            found.append((text, try store.erasure(of: owner) != nil))
        }
        return found
    }
}
