import Exam
import Primitives

/// All faults by name.
enum FaultCatalogue {
    static let candidates: [Fault] =
        attendance + preparation + login + reading + binding + evidence + evidenceUpload + lots + entry + conduct
        + devices + answers + ends + network + help + uploads + support + clients + cases

    /// The faults that are met by chance, with their rates.
    static let usual = candidates.filter { $0.rate > 0 }

    /// The faults that a choice puts somewhere.
    static func chosen(
        by choice: SimulationOptions.FaultChoice
    ) throws(LedgerError) -> (candidates: [Fault], sittings: [SittingFault], exams: [ExamFault]) {
        switch choice {
        case .none, .usual: return ([], [], [])
        case .all: return (candidates, sittings, exams)
        case .named(let names):
            for name in names where !all.contains(name) { throw unknown(name) }
            let wanted = Set(names)
            return (
                candidates.filter { wanted.contains($0.name) }, sittings.filter { wanted.contains($0.name) },
                exams.filter { wanted.contains($0.name) }
            )
        }
    }

    /// The names of all faults.
    static let all = candidates.map(\.name) + sittings.map(\.name) + exams.map(\.name)

    private static func unknown(_ name: String) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "usage"), Phrase(en: "There is no fault `\(name)`.", zh: "没有名为 `\(name)` 的故障。"),
            hint: Phrase(en: "One of: \(all.joined(separator: ", ")).", zh: "可选：\(all.joined(separator: "、"))。"))
    }
}
