public import Primitives

/// An act that needs a second officer, as its stream holds it.
public struct OfficerAct: Hashable, Sendable {
    /// Where it stands.
    public let mark: EventMark
    /// Who did it.
    public let actor: String
    /// The key that signed it.
    public let keyID: KeyID
    /// The milliseconds it adds, where it is a `time.extension.granted`; 0 for another act.
    public let addedMs: Int64

    init(_ event: RecordedEvent, addedMs: Int64 = 0) {
        self.init(
            mark: EventMark(event), actor: event.statement.actor.id, keyID: event.keyID, addedMs: addedMs)
    }

    init(mark: EventMark, actor: String, keyID: KeyID, addedMs: Int64) {
        self.mark = mark
        self.actor = actor
        self.keyID = keyID
        self.addedMs = addedMs
    }
}

/// An `approval.recorded` that says yes.
public struct Approval: Hashable, Sendable {
    /// The act that it names.
    public let subject: EventID
    /// Where it stands in the log.
    public let index: UInt64
    /// Who approves.
    public let actor: String
    /// In which role.
    public let role: Role
    /// The key that signed it.
    public let keyID: KeyID

    init(_ event: RecordedEvent, subject: EventID) {
        self.init(
            subject: subject, index: event.index, actor: event.statement.actor.id,
            role: event.statement.actor.role, keyID: event.keyID)
    }

    init(subject: EventID, index: UInt64, actor: String, role: Role, keyID: KeyID) {
        self.subject = subject
        self.index = index
        self.actor = actor
        self.role = role
        self.keyID = keyID
    }

    /// Whether it makes an act count: it follows, by another holder, in a role that may (rules.json, terms).
    public func completes(_ act: OfficerAct) -> Bool {
        subject == act.mark.id && index > act.mark.index
            && !actor.isSame(as: act.actor) && keyID != act.keyID
            && (role == .administrator || (role == .invigilator && act.mark.type == .finishForced))
    }
}
