import Exam
import LMDB
public import Primitives

extension LedgerStore {
    /// The sessions of one candidate, ordered by the bytes of the stream's name.
    ///
    /// The streams are kept by name, so that each sitting is one step and the number of candidates does not matter.
    public func sessions(of candidate: String) throws(LedgerError) -> [SessionName] {
        var sessions: [SessionName] = []
        try forEachSitting { (exam, sitting) throws(LedgerError) in
            sessions.append(SessionName(exam: exam, sitting: sitting, candidate: candidate))
        }
        return try environment.read { (view) throws(LedgerError) -> [SessionName] in
            var known: [SessionName] = []
            for session in sessions where try ordinal(of: session.stream.text, in: view) != nil {
                known.append(session)
            }
            return known.sorted()
        }
    }

    /// The exams that have a stream of their own, ordered by the bytes of their names.
    public func exams() throws(LedgerError) -> [String] {
        var exams: [String] = []
        try environment.read { (view) throws(LedgerError) in
            try tables.streams.scan(from: Array("exam/".utf8), in: view) { (key, _) throws(LedgerError) in
                guard case .exam(let exam)? = StreamName(String(decoding: key, as: UTF8.self)) else { return .stop }
                exams.append(exam)
                return .goOn
            }
        }
        return exams
    }

    /// The sittings that have a candidate or a stream of their own, in no particular order.
    public func forEachSitting(
        _ body: (_ exam: String, _ sitting: String) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        var sittings: Set<StreamName> = []
        try environment.read { (view) throws(LedgerError) in
            for kind in ["sitting/", "candidate/"] {
                var start: [UInt8]? = Array(kind.utf8)
                while let from = start {
                    start = nil
                    try tables.streams.scan(from: from, in: view) { (key, _) throws(LedgerError) in
                        switch StreamName(String(decoding: key, as: UTF8.self)) {
                        case .sitting(let exam, let sitting)? where kind == "sitting/":
                            sittings.insert(.sitting(exam: exam, sitting: sitting))
                            return .goOn
                        case .candidate(let exam, let sitting, _)? where kind == "candidate/":
                            sittings.insert(.sitting(exam: exam, sitting: sitting))
                            // "0" is the byte after "/": the first name beyond this sitting's candidates.
                            start = Array("candidate/\(exam)/\(sitting)0".utf8)
                            return .stop
                        default: return .stop
                        }
                    }
                }
            }
        }
        for case .sitting(let exam, let sitting) in sittings { try body(exam, sitting) }
    }
}
