import Exam
public import Primitives

extension SessionReport {
    /// The report for people.
    public func lines(_ language: Language, instant: (Instant) -> String) -> [String] {
        let session = standing.session
        let decision = standing.decision
        var lines = ["\(session.candidate)  \(standing.state.title[language]) (\(standing.state.rawValue))"]
        lines.append("  \(Words.why[language]): \(decision.reason[language])" + cited(decision.event, language))
        if let since = decision.since { lines.append("  \(Words.since[language]): \(instant(since))") }
        lines.append("  \(Words.at[language]): \(instant(standing.now))")
        lines.append("  \(Words.sitting[language]): \(session.exam) / \(session.sitting)")
        if let room = session.room { lines.append("  \(Words.room[language]): \(room)") }
        if let lot = session.lot { lines.append("  \(Words.lot[language]): \(lot.number)" + cited(lot.mark, language)) }
        if let last = session.last { lines.append("  \(Words.lastEntry[language]):" + cited(last, language)) }
        lines.append("\(Words.regions[language])")
        lines += regionLines(language).map { "  \($0)" }
        lines.append("\(Words.timers[language])")
        lines += standing.timers.map { "  " + line(of: $0, language, instant: instant) }
        if session.entry == nil {
            lines.append("\(Words.entryGuards[language])")
            lines += standing.guards.all.map { condition in
                let word = (condition.isMet ? Words.met : Words.missing)[language]
                return "  \(word): \(condition.reason.condition[language])" + cited(condition.event, language)
            }
        }
        if let findings {
            lines.append("\(Words.findings[language]): \(SeverityCounts(findings).phrase[language])")
            lines += findings.map { "  " + FindingReport($0).headline(language) }
        }
        return lines
    }

    private func regionLines(_ language: Language) -> [String] {
        let session = standing.session
        func list(_ names: [String]) -> String {
            names.isEmpty ? Words.none[language] : names.joined(separator: language == .en ? ", " : "、")
        }
        let incidents = session.incidents.entries.map { entry in
            let title = EventType(rawValue: entry.name)?.title[language] ?? entry.name
            return "\(title) ×\(entry.value)"
        }
        return [
            "\(Words.connection[language]): \(session.connection.value.title[language])"
                + cited(session.connection.since, language),
            "\(Words.mainRecording[language]): \(session.mainRecording.value.title[language])"
                + cited(session.mainRecording.since, language),
            "\(Words.evidenceRecording[language]): \(session.evidenceRecording.value.title[language])"
                + cited(session.evidenceRecording.since, language),
            "\(Words.help[language]): \(list(session.help.names))",
            "\(Words.tickets[language]): \(list(session.tickets.names))",
            "\(Words.disputes[language]): \(list(session.disputes.names))",
            "\(Words.incidents[language]): \(list(incidents))",
        ]
    }

    private func line(
        of timer: SessionTimer.Standing, _ language: Language, instant: (Instant) -> String
    ) -> String {
        let due = timer.due.map(instant) ?? Words.unknown[language]
        let status = (timer.isPassed ? Words.passed : Words.open)[language]
        let settled = timer.settledBy.map { "; \(Words.settled[language])" + cited($0, language) } ?? ""
        return "\(timer.timer.rawValue) \(timer.timer.title[language]): \(due), \(status)\(settled)"
    }

    private func cited(_ mark: EventMark?, _ language: Language) -> String {
        mark.map { " #\($0.index) \($0.type.title[language])" } ?? ""
    }
}
