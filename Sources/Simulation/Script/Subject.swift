/// What a script is about: an exam, one of its sittings, or a candidate in it.
struct Subject: Hashable, Sendable {
    let exam: String?
    var sitting: String?
    var candidate: String?

    /// The ledger's keys: neither an exam nor a sitting.
    static let trust = Subject(exam: nil)

    /// The name of its stream.
    var stream: String {
        guard let exam else { return "trust" }
        guard let sitting else { return "exam/\(exam)" }
        guard let candidate else { return "sitting/\(exam)/\(sitting)" }
        return "candidate/\(exam)/\(sitting)/\(candidate)"
    }
}
