public import Exam
import Primitives

/// A sitting's context made ready for many sessions: what rules look up in it is found once, not once a candidate.
public struct Surroundings: Sendable {
    /// What surrounds the sitting's sessions.
    public let context: SittingContext
    /// The sitting's stream.
    public let sitting: EventIndex
    /// The exam's stream.
    public let exam: EventIndex
    /// The trust stream.
    public let trust: EventIndex
    /// What the sitting's and the exam's stream leave, for the main state of a session.
    let state: SittingState
    /// Second signatures in the sitting's and in the exam's stream.
    public let approvals: Approvals
    let documents: [Fact<DocumentPublished>]
    let permissions: [Fact<EntryPermitted>]
    /// The sitting's draws.
    public let draws: [DrawRecord]

    /// The surroundings that a context gives.
    public init(_ context: SittingContext) {
        self.context = context
        sitting = EventIndex(context.sittingEvents)
        exam = EventIndex(context.examEvents)
        trust = EventIndex(context.trustEvents)
        state = SittingState(context)
        approvals = Approvals(context.sittingEvents, context.examEvents)
        documents = exam.facts(.documentPublished)
        permissions = sitting.facts(.entryPermitted)
        draws = DrawRecord.all(in: context.sittingEvents, exam: context.exam, sitting: context.sitting)
    }

    /// The hash of a document's latest publication before a position in the log.
    func documentHash(_ document: DocumentPublished.Doc, before index: UInt64) -> Digest? {
        documents.last { $0.data.doc == document && $0.event.index < index }?.data.docHash
    }

    /// The permissions for a room (for any, where the room is unknown) before a position in the log.
    func permissions(room: String?, before index: UInt64) -> [Fact<EntryPermitted>] {
        permissions.filter { permission in
            permission.event.index < index && (room.map(permission.data.roomID.isSame) ?? true)
        }
    }
}
