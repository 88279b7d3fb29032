public import Exam
public import Primitives

/// Whether an officer may approve an act of another.
public enum ApprovalOrder {
    /// The acts that count only with a second officer (rules.json, terms, "approved").
    public static let types: Set<EventType> = [
        .timeExtensionGranted, .finishForced, .drawVoided, .findingWaived, .ledgerSealed, .erasureKeyDestroyed,
    ]

    /// Why an approval or a rejection may not be given; `nil` where nothing stands against it.
    ///
    /// - Parameters:
    ///   - act: the act.
    ///   - actor: who would approve.
    ///   - key: the key that would sign.
    ///   - role: the role in which it is enrolled.
    ///   - stream: the events of the act's stream.
    public static func obstacle(
        to act: RecordedEvent, by actor: String, key: KeyID, role: Role, in stream: [RecordedEvent]
    ) -> Phrase? {
        guard types.contains(act.type) else {
            return Phrase(
                en: "\(act.type.rawValue) needs no second officer", zh: "\(act.type.rawValue) 无需第二人批准")
        }
        guard role == .administrator || (role == .invigilator && act.type == .finishForced) else {
            return Phrase(
                en: "a key of role \(role.rawValue) may not approve it", zh: "角色为 \(role.rawValue) 的密钥无权批准")
        }
        guard !act.statement.actor.id.isSame(as: actor) else {
            return Phrase(en: "\(actor) did it: another officer must approve", zh: "该操作由 \(actor) 作出，须由另一人批准")
        }
        guard act.keyID != key else {
            return Phrase(en: "the same key signed it: another must approve", zh: "该操作由同一密钥签名，须由另一密钥批准")
        }
        let earlier = stream.first { event in
            guard case .approvalRecorded(let data) = event.payload, data.subject == act.id else { return false }
            return event.statement.actor.id.isSame(as: actor) || event.keyID == key
        }
        return earlier.map {
            Phrase(en: "\(actor) has spoken on it already, as #\($0.index)", zh: "\(actor) 已对其表态，见 #\($0.index)")
        }
    }
}
