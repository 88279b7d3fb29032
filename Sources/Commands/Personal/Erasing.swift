import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// One step of an erasure, with the personal store held alone.
struct Erasing {
    /// How a step ended.
    enum End {
        /// A first officer's act waits for a second.
        case proposed(by: String)
        /// Something stands against it, and the log says so.
        case refused(ErasureOrder.Hold, Receipt)
        /// The key is gone; the entry says so.
        case erased(at: UInt64)
    }

    /// Asks whether to go on; throws where not.
    typealias Question = (Phrase, TerminalContext) throws(LedgerError) -> Void

    let order: ErasureOrder
    private let session: SessionName
    private let desk: ActDesk
    private let speaker: Speaker
    private let folder: PersonalFolder
    private let context: TerminalContext

    private var owner: PersonalOwner { .candidate(session) }
    private var store: LedgerStore { desk.store }

    init(_ session: SessionName, at desk: ActDesk, _ context: TerminalContext) throws(LedgerError) {
        self.session = session
        self.desk = desk
        self.context = context
        speaker = try desk.speaker(for: .erasureKeyDestroyed)
        // Held before anything is decided: nobody reads while the file is put in the place of another.
        folder = try PersonalFolder(beside: desk.store.directory, .alone)
        let prefix = try desk.store.prefix()
        let surroundings = try desk.store.context(exam: session.exam, sitting: session.sitting, asOf: prefix)
        let history = try desk.store.history(of: session.candidate, in: surroundings, asOf: prefix)
        let audit = try LedgerAudit(desk.store, asOf: prefix).run(only: [session])
        order = ErasureOrder(history, findings: audit.findings)
    }

    /// Does what is left of an act that the log has: the approval, the destruction, or nothing.
    func finish(_ act: RecordedEvent, agreed: Question) throws(LedgerError) -> End {
        var words: [VerifiedStatement] = []
        if !order.isApproved {
            try check(act, approvedBy: speaker)
            words.append(try approval(of: act.id, by: desk.signer, speaker))
        }
        let hasKey = try PersonalStore(folder, forWriting: true).hasKey(of: owner)
        if hasKey || !words.isEmpty { try destroy(recording: words, agreed: agreed) }
        return .erased(at: act.index)
    }

    /// Records that something stands against it, and lets go of what a first officer signed.
    func refuse(_ hold: ErasureOrder.Hold) throws(LedgerError) -> End {
        let receipt = try desk.append(
            Act(session, .erasureRefused(ErasureRefused(reason: hold.reason))), by: speaker, context)
        try PersonalStore(folder, forWriting: true).withdrawProposal(for: owner)
        return .refused(hold, receipt)
    }

    /// Signs as the first officer, or approves as the second and destroys the key.
    func erase(basis: String?, second: SigningKey?, agreed: Question) throws(LedgerError) -> End {
        if let second {
            // Before anything is recorded: the same person is no second one, with whatever key.
            let other = Speaker(second, role: try store.role(of: second, for: .approvalRecorded))
            guard !other.name.isSame(as: speaker.name) else { throw .secondOfficer(speaker.name) }
            let proposal = try propose(basis)
            return try complete(proposal, by: second, agreed: agreed)
        }
        let waiting = try PersonalStore(folder, forWriting: true).proposal(for: owner, in: store)
        guard let waiting, !waiting.act.statement.actor.id.isSame(as: speaker.name) else {
            if waiting != nil, basis == nil { throw .secondOfficer(speaker.name) }
            _ = try propose(basis)
            return .proposed(by: speaker.name)
        }
        return try complete(waiting, by: desk.signer, agreed: agreed)
    }

    /// Signs the act, keeps it beside the log, and records the request where there is none.
    private func propose(_ basis: String?) throws(LedgerError) -> ErasureProposal {
        guard let basis, !basis.allSatisfy(\.isWhitespace), let retentionEnd = order.retentionEnd else {
            throw .usage("--basis must say on what legal basis.", "--basis 须说明法律依据。")
        }
        let personal = try PersonalStore(folder, forWriting: true)
        let act = ErasureKeyDestroyed(
            keyCommit: try personal.keyCommitment(of: owner), legalBasis: basis,
            retentionEndAt: retentionEnd.milliseconds)
        let statement = try desk.statement(Act(session, .erasureKeyDestroyed(act)), by: speaker, [], context)
        let proposal = ErasureProposal(VerifiedStatement(statement, signedBy: desk.signer))
        if order.request == nil {
            _ = try desk.append(
                Act(session, .erasureRequested(ErasureRequested(legalBasis: basis))), by: speaker, context)
        }
        try personal.propose(proposal, for: owner)
        return proposal
    }

    /// Approves what a first officer signed, records both, and destroys the key.
    private func complete(
        _ proposal: ErasureProposal, by key: SigningKey, agreed: Question
    ) throws(LedgerError) -> End {
        let second = Speaker(key, role: try store.role(of: key, for: .approvalRecorded))
        let now = try desk.now(context)
        let (statement, signer) = (proposal.act.statement, proposal.act.signature.keyID)
        let registry = try store.registry()
        do throws(Refusal) {
            // Whoever signed may have left since.
            _ = try registry.key(for: statement, signedBy: signer, at: now)
        } catch {
            try PersonalStore(folder, forWriting: true).withdrawProposal(for: owner)
            throw .refused(error)
        }
        try check(
            RecordedEvent(
                index: try store.size(), receivedAt: now, position: 0, keyID: signer, statement: statement),
            approvedBy: second)
        guard let act = proposal.received(at: desk.received) else { throw .secondOfficer(statement.actor.id) }
        let receipts = try destroy(
            recording: [act, try approval(of: statement.id, by: key, second)], agreed: agreed)
        return .erased(at: receipts[0].index)
    }

    private func check(_ act: RecordedEvent, approvedBy second: Speaker) throws(LedgerError) {
        let obstacle = ApprovalOrder.obstacle(
            to: act, by: second.name, key: second.key, role: second.role, in: try store.events(of: session.stream))
        if let obstacle { throw .outOfOrder(.approvalRecorded, obstacle) }
    }

    private func approval(
        of act: EventID, by key: SigningKey, _ speaker: Speaker
    ) throws(LedgerError) -> VerifiedStatement {
        let approval = ApprovalRecorded(subject: act, decision: .approve)
        return VerifiedStatement(
            try desk.statement(Act(session, .approvalRecorded(approval)), by: speaker, [], context), signedBy: key,
            receivedAt: desk.received)
    }

    @discardableResult
    private func destroy(
        recording words: [VerifiedStatement], agreed: Question
    ) throws(LedgerError) -> [Receipt] {
        let basis = words.first.flatMap { word -> String? in
            if case .erasureKeyDestroyed(let data) = word.statement.payload { data.legalBasis } else { nil }
        }
        try agreed(
            Phrase(
                en: "Destroy the personal values of \(session.candidate) for good\(basis.map { " (\($0))" } ?? "")?",
                zh: "确定永久销毁 \(session.candidate) 的个人信息\(basis.map { "（\($0)）" } ?? "")？"), context)
        let progress = Progress(Phrase(en: "writing the others anew", zh: "重写其余内容"), total: nil, context: context)
        defer { progress.finish() }
        let outcomes = try desk.writer.erase(
            owner, recording: words, at: context.clock(), in: folder
        ) { (count) throws(LedgerError) in progress.advance(by: count) }
        return try LedgerWriter.receipts(outcomes)
    }
}

extension Erasing.End {
    /// The exit status: a hold is a closed gate.
    var status: ExitStatus {
        switch self {
        case .proposed, .erased: .done
        case .refused: .gateClosed
        }
    }

    func write(
        _ format: OutputOptions.Format, _ session: SessionName, _ context: TerminalContext
    ) throws(LedgerError) {
        guard format == .text else {
            try JSONValue.members([
                "schema": "examledger-erasure/1", "stream": .string(session.stream.text), "outcome": .string(word),
                "index": index.map { .number($0) }, "reason": reason,
            ]).write(to: context)
            return
        }
        try context.output.line(context.text(phrase))
    }

    private var word: String {
        switch self {
        case .proposed: "proposed"
        case .refused: "refused"
        case .erased: "erased"
        }
    }

    private var index: UInt64? {
        switch self {
        case .proposed: nil
        case .refused(_, let receipt): receipt.index
        case .erased(let index): index
        }
    }

    private var reason: JSONValue? {
        guard case .refused(let hold, _) = self else { return nil }
        return .members(["code": .string(hold.reason.rawValue), "message": .phrase(hold.phrase)])
    }

    private var phrase: Phrase {
        switch self {
        case .proposed(let officer):
            Phrase(
                en: "signed by \(officer); nothing is destroyed until another officer runs it too",
                zh: "\(officer) 已签署；须由另一名人员再次运行后才会销毁")
        case .refused(let hold, let receipt):
            Phrase(
                en: "not erased: \(hold.phrase.en); recorded as entry \(receipt.index)",
                zh: "未删除：\(hold.phrase.zh)；已记录为第 \(receipt.index) 条")
        case .erased(let index):
            Phrase(en: "erased, logged at index \(index)", zh: "已删除，记录于第 \(index) 条")
        }
    }
}

extension LedgerError {
    fileprivate static func secondOfficer(_ first: String) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "key.second-officer"),
            Phrase(
                en: "\(first) is the first officer: another officer must approve.",
                zh: "\(first) 是第一名人员：须由另一名人员批准。"))
    }
}
