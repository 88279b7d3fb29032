public import Exam
public import Primitives

/// All sessions, one line each.
public struct SessionsReport: Sendable {
    /// The sessions, in the order given.
    public let sessions: [SessionReport]

    /// A report of sessions.
    public init(_ sessions: [SessionReport]) {
        self.sessions = sessions
    }

    /// The document of `sessions --format json` (cli.md, Output shapes).
    public var json: JSONValue {
        .members(["schema": "examledger-sessions/1", "sessions": .array(sessions.map(\.entry))])
    }

    /// The headings of the rows; the last is there where an audit was made.
    public func headings(_ language: Language) -> [String] {
        [
            Words.candidate[language], Words.sitting[language], Words.room[language], Words.state[language],
            Phrase(en: "meaning", zh: "含义")[language], Words.lot[language], Words.lastEntry[language],
        ] + (isAudited ? [Words.findings[language]] : [])
    }

    /// The cells of each session's row.
    public func rows(_ language: Language) -> [[String]] {
        sessions.map { report in
            let session = report.standing.session
            let counts = report.findings.map { SeverityCounts($0) }
            return [
                session.candidate, session.sitting, session.room ?? "", report.standing.state.rawValue,
                report.standing.state.title[language], session.lot.map { String($0.number) } ?? "",
                session.last.map { "#\($0.index)" } ?? "",
            ] + (isAudited ? [counts.map { "B\($0.blocking) J\($0.adjudication) N\($0.notice)" } ?? ""] : [])
        }
    }

    private var isAudited: Bool { sessions.contains { $0.findings != nil } }

    /// How many sessions are in each state, in the order in which states are reached.
    public var states: [(state: MainState, count: Int)] {
        MainState.allCases.compactMap { state in
            let count = sessions.count { $0.standing.state == state }
            return count > 0 ? (state, count) : nil
        }
    }
}
