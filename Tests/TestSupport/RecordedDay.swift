public import Exam
import Foundation
import Primitives

/// The example day as recorded events, built from its envelopes without a store.
public struct RecordedDay: Sendable {
    /// All events of the file, in its order; line k, counted from 1, is entry k + 1.
    public let events: [RecordedEvent]
    /// What the file's maker says must be found.
    public let truth: Truth

    /// The part of `truth.json` that speaks of states.
    public struct Truth: Decodable, Sendable {
        /// The exam.
        public let exam: String
        /// The sitting.
        public let sitting: String
        /// The main state at the end, by candidate.
        public let state: [String: String]
        /// The lot, by candidate.
        public let lots: [String: Int64]
    }

    private struct Envelope: Decodable {
        struct Signature: Decodable {
            let keyid: String
        }
        let payload: String
        let signatures: [Signature]
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let received_at: Int64
    }

    private let byStream: [String: [RecordedEvent]]
    private static let day = Result { try RecordedDay() }

    /// The day, read once for all tests of a process.
    public static func load() throws -> RecordedDay { try day.get() }

    private init() throws {
        truth = try JSONDecoder().decode(
            Truth.self, from: Data(contentsOf: Repository.examDay.appending(path: "truth.json")))
        var reader = StatementReader()
        var positions: [String: UInt64] = [:]
        var events: [RecordedEvent] = []
        for line in try Repository.lines(of: Repository.examDay.appending(path: "envelopes.ndjson")) {
            let envelope = try JSONDecoder().decode(Envelope.self, from: Data(line.utf8))
            let payload = [UInt8](Data(base64Encoded: envelope.payload) ?? Data())
            let statement = try reader.read(payload.span)
            guard let keyID = KeyID(hex: envelope.signatures[0].keyid) else { throw CocoaError(.coderInvalidValue) }
            events.append(
                RecordedEvent(
                    index: UInt64(events.count) + 2, receivedAt: Instant(milliseconds: envelope.received_at),
                    position: positions[statement.stream.text, default: 0], keyID: keyID, statement: statement))
            positions[statement.stream.text, default: 0] += 1
        }
        self.events = events
        byStream = Dictionary(grouping: events) { $0.statement.stream.text }
    }

    /// The candidates, in order.
    public var candidates: [String] { truth.state.keys.sorted() }

    /// The events of a stream, up to an index.
    public func events(of stream: StreamName, through index: UInt64 = .max) -> [RecordedEvent] {
        (byStream[stream.text] ?? []).filter { $0.index <= index }
    }

    /// What surrounds the candidates, up to an index.
    public func context(through index: UInt64 = .max) -> SittingContext {
        let login = events.first { $0.type == .loginFaceSucceeded || $0.type == .loginPasswordSucceeded }?.index
        return SittingContext(
            exam: truth.exam, sitting: truth.sitting,
            examEvents: events(of: .exam(truth.exam), through: index),
            sittingEvents: events(of: .sitting(exam: truth.exam, sitting: truth.sitting), through: index),
            trustEvents: events(of: .trust, through: index),
            firstLogin: login.flatMap { $0 <= index ? $0 : nil },
            now: events.last { $0.index <= index }?.receivedAt ?? Instant(milliseconds: 0))
    }

    /// A candidate's history, up to an index.
    public func history(of candidate: String, through index: UInt64 = .max) -> SessionHistory {
        SessionHistory(
            candidate: candidate,
            events: events(
                of: .candidate(exam: truth.exam, sitting: truth.sitting, candidate: candidate), through: index),
            context: context(through: index))
    }
}
