import Exam
import LMDB
import Primitives
import Signing

extension Sequencer {
    /// Says what the platform answers to an entry that was just appended.
    mutating func reply(
        to verified: VerifiedStatement, _ receipt: Receipt, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> (said: [Said], unanswered: Phrase?) {
        // Taken out while it works, so that what it knows is changed in place.
        guard var answerer = answerer.take() else { return ([], nil) }
        let event = RecordedEvent(
            index: receipt.index, receivedAt: state.lastReceived, position: receipt.position,
            keyID: verified.signature.keyID, statement: verified.statement)
        let reader = LogReader(tables: tables)
        let answer = try answerer.answer(to: event) { (query) throws(LedgerError) -> [RecordedEvent] in
            try reader.read(query, in: transaction.reading)
        }
        self.answerer = answerer
        return (try say(answer.sayings, in: &transaction), answer.unanswered)
    }

    /// Says what the clock brings in a stream.
    mutating func sayDue(
        in stream: StreamName, at now: Instant, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> [Said] {
        // The platform too has nothing more to say of the sittings of a sealed exam.
        if try isSealed(stream, in: transaction) { return [] }
        guard var answerer = answerer.take() else { return [] }
        let reader = LogReader(tables: tables)
        let sayings = try answerer.due(in: stream, at: now) { (query) throws(LedgerError) -> [RecordedEvent] in
            try reader.read(query, in: transaction.reading)
        }
        self.answerer = answerer
        if !sayings.isEmpty { state.lastReceived = now }
        return try say(sayings, in: &transaction)
    }

    private mutating func say(
        _ sayings: [Saying], in transaction: inout WriteTransaction
    ) throws(LedgerError) -> [Said] {
        var said: [Said] = []
        for saying in sayings { said.append(Said(receipt: try say(saying, in: &transaction), saying: saying)) }
        return said
    }
}
