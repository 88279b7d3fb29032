public import Exam
public import Primitives

/// Whether a step of a dispute, of a record of misconduct or of a case is due, by what the candidate's stream holds.
///
/// The rules find afterwards what was done out of order (MIS, REL); this says it before, and names what is missing.
public struct CaseOrder: Sendable {
    private let disputes: Disputes
    private let records: [MisconductRecord]
    private let cases: [PenaltyCase]
    private let statementWindow: Int64?
    private let reviewers: Set<TextKey>

    /// The order that a candidate's history leaves.
    public init(_ history: SessionHistory) {
        disputes = Disputes(history.events)
        records = MisconductRecord.all(in: history.events)
        cases = PenaltyCase.all(in: history.events)
        statementWindow = history.context.parameters?.statementWindowMs
        let types: Set<EventType> = [.environmentReviewDecided, .recordingReviewed, .decisionIssued]
        reviewers = Set(
            history.events.filter { types.contains($0.type) }.map { TextKey($0.statement.actor.id) })
    }

    /// Why a step may not be taken; `nil` where nothing stands against it, or it is no step of these.
    ///
    /// - Parameters:
    ///   - payload: the step.
    ///   - actor: who would take it.
    ///   - now: when.
    public func obstacle(to payload: Payload, by actor: String, at now: Instant) -> Phrase? {
        obstacleOfDispute(payload, actor) ?? obstacleOfRecord(payload, actor)
            ?? obstacleOfCase(payload, actor, now)
    }

    // MARK: disputes

    private func obstacleOfDispute(_ payload: Payload, _ actor: String) -> Phrase? {
        switch payload {
        case .disputeFiled(let data):
            guard let known = disputes[data.disputeID] else { return nil }
            return Phrase(
                en: "a dispute \(known.id) was filed already, as #\(known.filed.index)",
                zh: "异议 \(known.id) 已提出，见 #\(known.filed.index)")
        case .disputeAcknowledged(let data):
            return notOpen(data.disputeID)
                ?? disputes[data.disputeID]?.acknowledged.map {
                    Phrase(en: "it was acknowledged already, as #\($0.index)", zh: "已受理，见 #\($0.index)")
                }
        case .disputeAssigned(let data):
            if let obstacle = notOpen(data.disputeID) { return obstacle }
            if disputes[data.disputeID]?.acknowledged == nil { return missing(.disputeAcknowledged) }
            return partial(data.assignee)
        case .disputeEvidenceAttached(let data): return notOpen(data.disputeID)
        case .disputeDecided(let data):
            if let obstacle = notOpen(data.disputeID) { return obstacle }
            guard let assignee = disputes[data.disputeID]?.assignee else { return missing(.disputeAssigned) }
            guard assignee.isSame(as: actor) else {
                return Phrase(
                    en: "it is assigned to \(assignee), not to \(actor)", zh: "该异议指派给 \(assignee)，而非 \(actor)")
            }
            return partial(actor)
        case .disputeWithdrawn(let data): return notOpen(data.disputeID)
        default: return nil
        }
    }

    private func notOpen(_ id: String) -> Phrase? {
        guard let dispute = disputes[id] else { return missing(.disputeFiled) }
        return dispute.ended.map {
            Phrase(en: "it has ended, as #\($0.index)", zh: "该异议已了结，见 #\($0.index)")
        }
    }

    /// Whoever reviewed or decided for this candidate does not judge the dispute (MIS-04).
    private func partial(_ judge: String) -> Phrase? {
        guard reviewers.contains(TextKey(judge)) else { return nil }
        return Phrase(
            en: "\(judge) reviewed or decided for this candidate and may not judge the dispute",
            zh: "\(judge) 曾复核或决定过该考生的事项，应当回避")
    }

    // MARK: records of misconduct

    private func obstacleOfRecord(_ payload: Payload, _ actor: String) -> Phrase? {
        func with(_ id: String, _ judge: (MisconductRecord) -> Phrase?) -> Phrase? {
            guard let record = records.first(where: { $0.id.isSame(as: id) }) else {
                return missing(.misconductRecorded)
            }
            return judge(record)
        }
        switch payload {
        case .misconductRecorded(let data):
            if let known = records.first(where: { $0.id.isSame(as: data.recordID) }) { return done(known.recorded) }
            guard data.evidenceRefs.isEmpty else { return nil }
            return Phrase(en: "it cites no evidence", zh: "未附任何证据")
        case .misconductNotified(let data): return with(data.recordID) { $0.notified.map(done) }
        case .misconductSigned(let data):
            return with(data.recordID) { record in
                record.notified == nil ? missing(.misconductNotified) : (record.signed ?? record.refused).map(done)
            }
        case .misconductSignatureRefused(let data):
            return with(data.recordID) { record in
                guard record.notified != nil else { return missing(.misconductNotified) }
                guard Set(data.witnesses.map { TextKey($0) }).count >= 2 else {
                    return Phrase(en: "two different witnesses are needed", zh: "须有两名不同的见证人")
                }
                return (record.signed ?? record.refused).map(done)
            }
        case .misconductCountersigned(let data):
            return with(data.recordID) { record in
                guard record.signed != nil || record.refused != nil else { return missing(.misconductSigned) }
                guard !record.recorded.statement.actor.id.isSame(as: actor) else {
                    return Phrase(en: "\(actor) made the record", zh: "\(actor) 是记录人")
                }
                return record.countersigned.map(done)
            }
        default: return nil
        }
    }

    // MARK: cases

    private func obstacleOfCase(_ payload: Payload, _ actor: String, _ now: Instant) -> Phrase? {
        switch payload {
        case .penaltyNoticeServed(let data):
            if let decided = found(data.caseID)?.decided { return done(decided) }
            guard let id = data.recordID else { return nil }
            guard let record = records.first(where: { $0.id.isSame(as: id) }) else {
                return missing(.misconductRecorded)
            }
            return record.countersigned == nil ? missing(.misconductCountersigned) : nil
        case .statementReceived(let data): return notHeard(data.caseID)
        case .evidenceReexamined(let data): return notHeard(data.caseID)
        case .decisionIssued(let data): return obstacle(toDeciding: data, by: actor, at: now)
        case .decisionServed(let data):
            guard let decided = found(data.caseID), decided.decided != nil else { return missing(.decisionIssued) }
            return decided.served.map(done)
        default: return nil
        }
    }

    private func found(_ id: String) -> PenaltyCase? { cases.first { $0.id.isSame(as: id) } }

    private func notHeard(_ id: String) -> Phrase? {
        guard let found = found(id), found.notice != nil else { return missing(.penaltyNoticeServed) }
        return found.decided.map(done)
    }

    private func obstacle(toDeciding data: DecisionIssued, by actor: String, at now: Instant) -> Phrase? {
        let known = found(data.caseID)
        if let decided = known?.decided { return done(decided) }
        if records.contains(where: { $0.recorded.statement.actor.id.isSame(as: actor) }) {
            return Phrase(en: "\(actor) recorded the misconduct and may not decide", zh: "\(actor) 是违纪记录人，不得作出决定")
        }
        // A decision that imposes nothing needs no hearing.
        guard data.outcome != .none else { return nil }
        guard let known, known.notice != nil, let servedAt = known.servedAt else {
            return missing(.penaltyNoticeServed)
        }
        guard let reexamined = known.reexamined else { return missing(.evidenceReexamined) }
        if let statement = known.statements.last {
            guard statement.index > reexamined.index else { return nil }
            return Phrase(
                en: "the evidence was not examined again since the statement #\(statement.index)",
                zh: "收到陈述申辩 #\(statement.index) 之后尚未复核证据")
        }
        guard let statementWindow else {
            return Phrase(en: "no parameters are in force", zh: "没有生效的参数")
        }
        let left = servedAt + statementWindow - now
        guard left > 0 else { return nil }
        return Phrase(
            en: "no statement.received is recorded, and the time for it ends in \(left) ms",
            zh: "没有记录 statement.received，陈述申辩期限还剩 \(left) 毫秒")
    }

    private func missing(_ type: EventType) -> Phrase {
        Phrase(en: "no \(type.rawValue) is recorded for it", zh: "没有相应的 \(type.rawValue) 记录")
    }

    private func done(_ event: RecordedEvent) -> Phrase {
        Phrase(
            en: "\(event.type.rawValue) is recorded already, as #\(event.index)",
            zh: "已有 \(event.type.rawValue) 记录，见 #\(event.index)")
    }
}
