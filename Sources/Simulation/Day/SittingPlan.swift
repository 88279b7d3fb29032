import Exam
import Primitives

/// One exam of a day: its rules and its documents.
struct ExamPlan: Sendable {
    let id: String
    let parameters: Parameters
    /// What breaks the exam as a whole.
    let fault: ExamFault?

    /// The hash of a published document.
    func document(_ doc: DocumentPublished.Doc) -> Digest {
        SHA256.digest(of: Array("\(id)/\(doc.rawValue)/1".utf8))
    }
}

/// One sitting: its time, its people and its paper.
struct SittingPlan: Sendable {
    /// How many candidates one invigilator watches.
    static let roomSize = 30

    let exam: ExamPlan
    let id: String
    /// The number of the sitting in the day, from 0.
    let number: Int
    /// T.
    let start: Instant
    /// D.
    let duration: Int64
    let questionCount: Int
    /// What this sitting has of its own over the exam's parameters.
    let overrides: ParameterOverrides?
    /// The numbers of its candidates.
    let candidates: ClosedRange<Int>
    /// What breaks the sitting as a whole.
    let fault: SittingFault?

    /// The parameters in force.
    var parameters: Parameters { overrides.map { exam.parameters.applying($0) } ?? exam.parameters }

    var subject: Subject { Subject(exam: exam.id, sitting: id) }
    var paperID: String { "paper-\(id)" }
    var questions: [Digest] {
        (1...questionCount).map { SHA256.digest(of: Array("\(paperID)/\($0)".utf8)) }
    }

    /// The rooms, each for thirty.
    var rooms: [String] {
        (0...((candidates.count - 1) / SittingPlan.roomSize)).map { CandidateNames.padded("r-", $0 + 1, width: 2) }
    }

    /// The room of a candidate.
    func room(of candidate: Int) -> String {
        rooms[(candidate - candidates.lowerBound) / SittingPlan.roomSize]
    }

    /// From when entry is permitted, from T.
    var permittedFrom: Int64 { max(parameters.loginOpenMs + 300_000, -1_200_000) }
    /// Until when entry is permitted, from T.
    var permittedUntil: Int64 { parameters.loginCloseMs }
    /// When the clients are last heard of, from T: after everything that is due.
    var watchEnd: Int64 { duration + parameters.evidenceDueMs + parameters.contactDueMs + 300_000 }
}

extension CandidateNames {
    /// A number with leading zeros behind a prefix.
    static func padded(_ prefix: String, _ number: Int, width: Int) -> String {
        let text = String(number)
        return prefix + String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
