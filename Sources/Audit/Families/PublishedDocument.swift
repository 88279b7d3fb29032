import Exam
import Primitives

/// A document that a candidate accepts before entry, in the version that is current then.
struct PublishedDocument {
    static let procedure = PublishedDocument(
        document: .procedure, name: Phrase(en: "the procedure", zh: "考试流程"))
    static let pledge = PublishedDocument(document: .pledge, name: Phrase(en: "the pledge", zh: "承诺书"))
    static let notice = PublishedDocument(document: .notice, name: Phrase(en: "the notice", zh: "考试须知"))

    let document: DocumentPublished.Doc
    let name: Phrase

    /// Whether one of some acceptances before an event is of the version published last before it.
    func isAccepted(_ session: SessionView, before index: UInt64, _ acceptances: [(RecordedEvent, Digest)]) -> Bool {
        guard let current = session.surroundings.documentHash(document, before: index) else { return false }
        return acceptances.contains { $0.0.index < index && $0.1 == current }
    }

    /// Judges that the document was accepted before entry.
    func judge(_ session: SessionView, _ acceptances: [(RecordedEvent, Digest)]) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        if isAccepted(session, before: entry.index, acceptances) { return .pass }
        let others = acceptances.map(\.0).filter { $0.index < entry.index }
        return .fail(
            Phrase(
                en: "entry at \(session.text(entry.receivedAt)) with no acceptance recorded of the current version of "
                    + "\(name.en); \(others.count) of another version",
                zh: "\(session.text(entry.receivedAt)) 进入面谈，此前没有记录对\(name.zh)现行版本的确认；对其他版本的确认 \(others.count) 次"),
            citing: others + [entry])
    }
}
