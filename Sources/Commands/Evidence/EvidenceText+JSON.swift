import Ledger
import Primitives

extension EvidenceText {
    /// The whole report as one document.
    func json(milliseconds: Int64) -> JSONValue {
        .members([
            "schema": "examledger-evidence/1", "files": .array(report.files.map(json(of:))),
            "missing": .array(missing.map(json(of:))), "pieces": .number(report.pieceCount),
            "without_file": .number(report.missing.count),
            "seams": .array(
                report.seams.map { seam in
                    .members([
                        "before": json(of: seam.before), "after": json(of: seam.after),
                        "gap_ms": .integer(seam.gap), "unrecorded": .integer(seam.unrecorded),
                    ])
                }),
            "bytes": .number(report.bytes),
            "not_checked": .array([
                .members(["code": "ledger.entries", "message": .phrase(EvidenceText.unchecked)])
            ]),
            "exit_statuses": .array(statuses.map { .number($0.rawValue) }), "milliseconds": .integer(milliseconds),
        ])
    }

    /// One line for each file, and one for each piece that is missed.
    var lines: [JSONValue] {
        report.files.map(json(of:))
            + missing.map { .members(["verdict": "missing", "pieces": .array([json(of: $0)])]) }
    }

    private func json(of file: EvidenceReport.File) -> JSONValue {
        var pieces: [RecordedPiece]?
        var (named, basis, message): (RecordedPiece?, EvidenceReport.Basis?, Phrase?)
        var parts: [EvidenceReport.Part]?
        let verdict: String
        switch file.verdict {
        case .matches(let all, let other):
            (pieces, named, verdict) = (all, other, other == nil ? "matches" : "misnamed")
        case .differs(let all, let reason): (parts, basis, verdict) = (all, reason, "differs")
        case .unknown: verdict = "unknown"
        case .unreadable(let defect): (message, verdict) = (defect.phrase, "unreadable")
        }
        return .members([
            "path": .string(file.path), "verdict": .string(verdict), "size": .number(file.size),
            "sha256": file.digest.map { .string($0.hex) }, "pieces": pieces.map { .array($0.map(json(of:))) },
            "named": named.map(json(of:)), "basis": basis.map { .string($0.rawValue) },
            "parts": parts.map { .array($0.map(json(of:))) }, "message": message.map { .phrase($0) },
        ])
    }

    private func json(of part: EvidenceReport.Part) -> JSONValue {
        let (outcome, piece, expected): (String, RecordedPiece?, RecordedPiece?) =
            switch part.outcome {
            case .matches(let found): ("matches", found, nil)
            case .misplaced(let found, let due): ("misplaced", found, due)
            case .differs(let due): ("differs", nil, due)
            case .cut(let due): ("cut", nil, due)
            case .incomparable(let due): ("incomparable", nil, due)
            case .surplus: ("surplus", nil, nil)
            }
        return .members([
            "offset": .number(part.offset), "length": .number(part.length), "outcome": .string(outcome),
            "piece": piece.map(json(of:)), "expected": expected.map(json(of:)),
        ])
    }

    private func json(of piece: RecordedPiece) -> JSONValue {
        let session = piece.recording.session
        return .members([
            "exam": .string(session.exam), "sitting": .string(session.sitting),
            "candidate": .string(session.candidate), "track": .string(piece.recording.track.rawValue),
            "recording": .string(piece.recording.id), "first": .integer(piece.first), "last": .integer(piece.last),
            "start_ms": .integer(piece.start.milliseconds), "duration_ms": .integer(piece.duration),
            "bytes": .integer(piece.bytes), "index": .number(piece.index), "event": .string(piece.event.text),
        ])
    }
}
