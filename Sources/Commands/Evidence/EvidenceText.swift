import Ledger
import Primitives
import Terminal

/// What recordings were found to be, for people and for programs.
struct EvidenceText {
    let report: EvidenceReport
    private let isPartial: Bool
    private let zones: ExamZones

    init(_ report: EvidenceReport, isPartial: Bool, zones: ExamZones) {
        self.report = report
        self.isPartial = isPartial
        self.zones = zones
    }

    /// The pieces that are missed.
    var missing: [RecordedPiece] { isPartial ? [] : report.missing }

    /// All statuses that apply, the smallest first.
    var statuses: [ExitStatus] {
        var statuses: [ExitStatus] = []
        if report.hasContradiction { statuses.append(.integrityViolated) }
        if report.hasStray || !missing.isEmpty { statuses.append(.findings) }
        if report.hasUnreadable { statuses.append(.inputOutput) }
        return statuses
    }

    /// The exit status: the smallest that applies.
    var status: ExitStatus { statuses.first ?? .done }

    /// What this command never checks.
    static let unchecked = Phrase(
        en: "the ledger's own entries and signatures (examledger verify), and what the recordings show",
        zh: "账本自身的条目与签名（examledger verify），以及录像的内容")

    func write(_ context: TerminalContext) throws(LedgerError) {
        let style = context.outputStyle
        for file in report.files {
            let (word, tone) = EvidenceText.word(for: file.verdict)
            let label = DisplayWidth.pad(context.text(word), to: 10, alignment: .leading)
            let lines = details(of: file, context.language)
            let first = lines.first.map { lines.count == 1 ? "  \($0)" : "" } ?? ""
            try context.output.line(style.paint(label, tone) + (file.path + first).printable)
            if lines.count > 1 { for line in lines { try context.output.line("  \(line)".printable) } }
        }
        try context.write(missingLines(context.language).map { $0 } + seamLines(context.language))
        let count = report.files.count
        try context.output.line(
            context.text(
                Phrase(
                    en: "\(count) \(count == 1 ? "file" : "files"), \(report.bytes) bytes: \(summary(.en))",
                    zh: "\(count) 个文件，\(report.bytes) 字节：\(summary(.zhHans))")))
        try context.output.line(
            context.text(
                Phrase(
                    en: "not checked: \(EvidenceText.unchecked.en)", zh: "未检查：\(EvidenceText.unchecked.zh)")))
        guard statuses.count > 1 else { return }
        let codes = statuses.map { String($0.rawValue) }.joined(separator: ", ")
        try context.output.line(
            context.text(Phrase(en: "exit statuses that apply: \(codes)", zh: "适用的退出状态：\(codes)")))
    }

    static func word(for verdict: EvidenceReport.Verdict) -> (Phrase, Style.Tone) {
        switch verdict {
        case .matches(_, named: nil): (Phrase(en: "matches", zh: "一致"), .good)
        case .matches: (Phrase(en: "MISNAMED", zh: "名称不符"), .warning)
        case .differs: (Phrase(en: "DIFFERS", zh: "不一致"), .bad)
        case .unknown: (Phrase(en: "unknown", zh: "未知"), .warning)
        case .unreadable: (Phrase(en: "unread", zh: "未读取"), .warning)
        }
    }

    private func summary(_ language: Language) -> String {
        let verdicts = report.files.map(\.verdict)
        var shown: [String] = []
        func count(_ one: String, _ many: String, _ zh: String, _ matches: (EvidenceReport.Verdict) -> Bool) {
            let count = verdicts.filter(matches).count
            if count > 0 {
                shown.append(Phrase(en: "\(count) \(count == 1 ? one : many)", zh: "\(count) \(zh)")[language])
            }
        }
        count("matches", "match", "个一致") { if case .matches(_, named: nil) = $0 { true } else { false } }
        count("misnamed", "misnamed", "个名称不符") { if case .matches(_, named: .some) = $0 { true } else { false } }
        count("differs", "differ", "个不一致") { if case .differs = $0 { true } else { false } }
        count("unknown", "unknown", "个未知") { $0 == .unknown }
        count("unread", "unread", "个未读取") { if case .unreadable = $0 { true } else { false } }
        let files = shown.joined(separator: language == .en ? ", " : "，")
        let (lacking, all) = (report.missing.count, report.pieceCount)
        return files
            + Phrase(
                en: "; \(lacking) of \(all) recorded pieces without a file",
                zh: "；所记录的 \(all) 段中 \(lacking) 段没有文件")[language]
    }

    private func details(of file: EvidenceReport.File, _ language: Language) -> [String] {
        switch file.verdict {
        case .matches(let pieces, let named):
            var lines = EvidenceText.runs(pieces).map { text(of: $0, language) }
            if let named {
                lines.append(
                    Phrase(
                        en: "its name speaks of \(text(of: [named], .en))",
                        zh: "文件名所指为 \(text(of: [named], .zhHans))")[language])
            }
            return lines
        case .differs(let parts, let basis):
            return [reason(basis)[language]] + parts.map { text(of: $0, language) }
        case .unknown:
            let digest = file.digest?.hex ?? ""
            return [
                Phrase(
                    en: "no such digest is recorded, and nothing says which it should be: \(digest)",
                    zh: "没有记录此摘要，也无从得知应为哪一段：\(digest)")[language]
            ]
        case .unreadable(let defect): return [defect.phrase[language]]
        }
    }

    private func reason(_ basis: EvidenceReport.Basis) -> Phrase {
        switch basis {
        case .name: Phrase(en: "held against the segment that its name speaks of", zh: "与文件名所指的分段比对")
        case .order: Phrase(en: "held against the segment between its neighbours", zh: "与前后文件之间的分段比对")
        case .size: Phrase(en: "held against the only segment of its size without a file", zh: "与唯一同样大小且没有文件的分段比对")
        case .content: Phrase(en: "held against the recording that its other parts belong to", zh: "与其余部分所属的录制比对")
        }
    }

    private func text(of part: EvidenceReport.Part, _ language: Language) -> String {
        let place = Phrase(
            en: "\(part.length) bytes from \(part.offset): ", zh: "自第 \(part.offset) 字节起 \(part.length) 字节：")
        func piece(_ piece: RecordedPiece, _ language: Language) -> String { text(of: [piece], language) }
        let phrase =
            switch part.outcome {
            case .matches(let found): Phrase(en: piece(found, .en), zh: piece(found, .zhHans))
            case .misplaced(let found, let due):
                Phrase(
                    en: "OUT OF PLACE: \(piece(found, .en)), where \(piece(due, .en)) is due",
                    zh: "位置不符：\(piece(found, .zhHans))，此处应为 \(piece(due, .zhHans))")
            case .differs(let due):
                Phrase(
                    en: "OTHER BYTES than \(piece(due, .en)), \(due.bytes) bytes",
                    zh: "字节不符：应为 \(piece(due, .zhHans))，\(due.bytes) 字节")
            case .cut(let due):
                Phrase(
                    en: "ENDS TOO EARLY for \(piece(due, .en)), \(due.bytes) bytes",
                    zh: "过早结束：应为 \(piece(due, .zhHans))，\(due.bytes) 字节")
            case .incomparable(let due):
                Phrase(
                    en: "cannot be compared: \(piece(due, .en)) has one digest for all its segments",
                    zh: "无法比对：\(piece(due, .zhHans)) 的各分段只有一个共同摘要")
            case .surplus: Phrase(en: "BEHIND THE LAST SEGMENT", zh: "位于最后一段之后")
            }
        return place[language] + phrase[language]
    }

    private func missingLines(_ language: Language) -> [String] {
        EvidenceText.runs(missing).map { run in
            Phrase(en: "missing   \(text(of: run, .en))", zh: "缺少      \(text(of: run, .zhHans))")[language]
        }
    }

    private func seamLines(_ language: Language) -> [String] {
        report.seams.map { seam in
            let (before, after) = (seam.before, seam.after)
            let name = EvidenceText.name(of: before, language)
            let numbers = "\(before.last)/\(after.first)"
            let gap =
                seam.gap < 0
                ? Phrase(en: "overlap by \(-seam.gap) ms", zh: "重叠 \(-seam.gap) 毫秒")
                : Phrase(en: "a hole of \(seam.gap) ms", zh: "间隔 \(seam.gap) 毫秒")
            let unrecorded =
                seam.unrecorded == 0
                ? Phrase(en: "", zh: "")
                : Phrase(
                    en: ", no record of \(seam.unrecorded) segments between",
                    zh: "，其间 \(seam.unrecorded) 段没有记录")
            return Phrase(
                en: "recorded  \(name) \(numbers): \(gap.en)\(unrecorded.en) (#\(before.index), #\(after.index))",
                zh: "记录      \(name) \(numbers)：\(gap.zh)\(unrecorded.zh)（#\(before.index)、#\(after.index)）")[language]
        }
    }

    /// Consecutive pieces of one recording, in words.
    private func text(of run: [RecordedPiece], _ language: Language) -> String {
        guard let first = run.first, let last = run.last else { return "" }
        let zone = zones.zone(ofExam: first.recording.session.exam)
        let end = Instant(milliseconds: last.start.milliseconds &+ last.duration)
        let times = "\(zone.text(first.start)) – \(zone.text(end))"
        let events = first.index == last.index ? "#\(first.index)" : "#\(first.index)…#\(last.index)"
        let numbers =
            first.first == last.last
            ? Phrase(en: "segment \(first.first)", zh: "第 \(first.first) 段")
            : Phrase(en: "segments \(first.first) to \(last.last)", zh: "第 \(first.first) 至 \(last.last) 段")
        let name = EvidenceText.name(of: first, language)
        return Phrase(
            en: "\(name) \(numbers.en), \(times) (\(events))", zh: "\(name) \(numbers.zh)，\(times)（\(events)）")[
                language]
    }

    private static func name(of piece: RecordedPiece, _ language: Language) -> String {
        "\(piece.recording.session.candidate) \(piece.recording.track.title[language]) \(piece.recording.id)"
    }

    /// Pieces that follow each other in one recording, together.
    static func runs(_ pieces: [RecordedPiece]) -> [[RecordedPiece]] {
        var runs: [[RecordedPiece]] = []
        for piece in pieces {
            if let last = runs.last?.last, last.recording == piece.recording, last.last &+ 1 == piece.first {
                runs[runs.count - 1].append(piece)
            } else {
                runs.append([piece])
            }
        }
        return runs
    }
}

extension RecordingName.Track {
    /// Its name for people.
    var title: Phrase {
        switch self {
        case .evidence: Phrase(en: "evidence", zh: "佐证视频")
        case .camera: Phrase(en: "camera", zh: "摄像头")
        case .mic: Phrase(en: "mic", zh: "麦克风")
        case .screen: Phrase(en: "screen", zh: "屏幕")
        }
    }
}
