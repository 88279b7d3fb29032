import ArgumentParser
import Audit
import Conduct
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Where the lots of opened draws come from: the draws' own secret keys.
struct LotOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The secret key of a draw that is open, to give its lots; may be repeated.", valueName: "file"))
    var drawKey: [String] = []

    /// The lots of every opened draw of the ledger whose key is given.
    ///
    /// - Throws: `key.draw` for a key with which no opened draw was committed; what carrying a draw out throws.
    func book(in store: LedgerStore, _ context: TerminalContext) throws(LedgerError) -> any LotBook {
        guard !drawKey.isEmpty else { return NoLots() }
        try Draw.selfTest()
        var book = HeldLots()
        let sittings = try store.drawSittings()
        for path in drawKey {
            let key = VRFSecretKey(try LedgerKeys.read(path, context).secret)
            var isOfDraw = false
            for sitting in sittings {
                for draw in sitting.draws where !draw.openings.isEmpty {
                    guard let committed = draw.key?.data, committed.vrfPK == key.publicKey.bytes else { continue }
                    book.add(try sitting.lots(of: draw, with: key).lots, offset: committed.offset)
                    isOfDraw = true
                }
            }
            guard isOfDraw else {
                throw LedgerError(
                    LedgerError.Code(rawValue: "key.draw"),
                    Phrase(
                        en: "\(path) is the key of no draw that is open in this ledger.",
                        zh: "\(path) 不是本账本中任何已开放抽签的密钥。"))
            }
        }
        return book
    }
}

/// The lots of draws that were carried out again from their keys; their roots are those the ledger has.
struct HeldLots: LotBook {
    private struct Held {
        let lots: Draw.Lots
        let offset: Int64
    }

    private var held: [Digest: Held] = [:]

    mutating func add(_ lots: Draw.Lots, offset: Int64) {
        held[lots.draw] = Held(lots: lots, offset: offset)
    }

    func lot(of candidate: String, in draw: Digest) -> LotAnswer {
        guard let held = held[draw] else { return .unknownDraw }
        guard let opening = held.lots.opening(of: candidate) else { return .notInDraw }
        return .lot(
            OpenedLot(
                index: Int64(opening.index), number: Int64(opening.number) + held.offset, salt: opening.salt,
                path: opening.path))
    }
}
