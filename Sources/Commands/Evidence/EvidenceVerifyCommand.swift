import ArgumentParser
import Ledger
import Primitives
import Terminal

/// Reads recordings and says which recorded pieces they are.
struct EvidenceVerifyCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare recordings with the digests that the clients signed.",
        discussion: """
            A file is a segment, or several segments in a row; it is found by its bytes, and its name is only asked
            where they say nothing: ev-0003-007.mp4, or camera/7.mp4 in a folder m-0003. A folder stands for all files
            in it. What is recorded but has no file is missing: of the candidate or sitting that is named, else of the
            recordings that some file belongs to.
            Exit 10 where bytes contradict the ledger, 13 where a file is unknown or misnamed or a segment is missing,
            30 where a file cannot be read.

            examledger evidence verify --candidate c-0003 recordings/c-0003
            examledger evidence verify --partial ev-0003-007.mp4
            """)

    @Argument(help: ArgumentHelp("Recordings, or folders of them.", valueName: "file"))
    var files: [String]

    @Option(help: "The candidate whose recordings they are.")
    var candidate: String?

    @Option(help: "The sitting that they are from.")
    var sitting: String?

    @Flag(help: "Not all recordings are here: what has no file is not missed.")
    var partial = false

    @Option(help: "How many cores to use; all without it.")
    var jobs: Int?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        if let jobs, jobs < 1 { throw LedgerError.usage("--jobs must be at least 1.", "--jobs 不得小于 1。") }
        let store = try ledger.open(context)
        let pieces = try pieces(in: store)
        let files = try EvidenceFile.list(files)
        guard !files.isEmpty else {
            throw LedgerError.usage("There is no file in the folders that were named.", "所给文件夹中没有文件。")
        }
        let start = context.clock()
        let progress = Progress(
            Phrase(en: "reading", zh: "读取"), total: Int(clamping: EvidenceFile.bytes(of: files)), unit: .bytes,
            context: context)
        var shown: UInt64 = 0
        let report = try EvidenceReport.check(
            files, against: pieces, coversAll: candidate != nil || sitting != nil, jobs: jobs
        ) { bytes in
            progress.advance(by: Int(clamping: bytes - shown))
            shown = bytes
            return Interrupt.requested == nil
        }
        progress.finish()
        let text = EvidenceText(report, isPartial: partial, zones: try ExamZones(store))
        switch output.format {
        case .text: try text.write(context)
        case .json: try text.json(milliseconds: context.clock() - start).write(to: context)
        case .ndjson: for line in text.lines { try line.write(to: context) }
        }
        return text.status
    }

    /// What the ledger records of the recordings in question.
    private func pieces(in store: LedgerStore) throws(LedgerError) -> [RecordedPiece] {
        if let candidate {
            let all = try store.sessions(of: candidate)
            if all.isEmpty { throw .unknown(Phrase(en: "candidate", zh: "考生"), candidate) }
            guard let sitting else { return try store.recordedPieces(of: all) }
            return try store.recordedPieces(of: [SessionName.named(candidate, sitting: sitting, in: store)])
        }
        guard let sitting else { return try store.recordedPieces() }
        var isKnown = false
        try store.forEachSitting { (_, name) in isKnown = isKnown || name.isSame(as: sitting) }
        guard isKnown else { throw .unknown(Phrase(en: "sitting", zh: "场次"), sitting) }
        return try store.recordedPieces().filter { $0.recording.session.sitting.isSame(as: sitting) }
    }
}
