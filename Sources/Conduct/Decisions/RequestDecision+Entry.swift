import Exam
import Primitives

/// Entry: the hard gate. All guards hold, or the refusal lists every one that does not.
extension RequestDecision {
    static func entry(_ data: EntryRequested, _ request: RecordedEvent, _ situation: Situation) -> RequestDecision {
        var conditions = Conditions<EntryRefused.Reason>()
        let terms = conditions.terms(situation.sitting)
        conditions.rostered(situation.session.state, nil)
        conditions.notBarred(situation.session.state, nil)
        conditions.notFinished(situation.session.state, nil)
        conditions.loggedIn(situation.session.state, nil)
        // Whoever comes to the door without having drawn is given the lot that was fixed (§5).
        let assigned = conditions.areMet ? assignment(request, situation) : []
        let session = situation.session.noting(assigned, after: request).state
        let guards = EntryGuards(
            session, situation.sitting.state,
            displays: Displays(count: data.displayCount, isVirtual: data.virtualDisplay), now: request.receivedAt)
        for condition in guards.all { conditions.require(condition) }
        conditions.notDeclined(session)
        guard conditions.areMet, let room = session.room else {
            guard !conditions.violated.isEmpty else {
                return RequestDecision(request, .unanswered, conditions.guards, assigned)
            }
            let refused = EntryRefused(reasons: conditions.violated, displayCount: data.displayCount)
            return RequestDecision(
                request, .refused, conditions.guards,
                assigned + [Saying(.entryRefused(refused), in: request.statement.stream, cause: request.id)])
        }
        let granted = EntryGranted(
            roomID: room, displayCount: data.displayCount, virtualDisplay: data.virtualDisplay)
        let sayings = assigned + [Saying(.entryGranted(granted), in: request.statement.stream, cause: request.id)]
        let entered = situation.session.noting(sayings, after: request)
        let timer = terms.flatMap { Timers.answering(entered.state, situation.sitting, $0, at: request.receivedAt) }
        return RequestDecision(request, .granted, conditions.guards, sayings + [timer].compactMap(\.self))
    }

    private static func assignment(_ request: RecordedEvent, _ situation: Situation) -> [Saying] {
        guard situation.session.state.lot == nil,
            case .success(let found) = Assignment.find(
                situation.session.state, situation.sitting, situation.lots)
        else { return [] }
        return [Assignment.saying(found, to: situation.session, because: .entry, cause: request.id)]
    }
}

extension Conditions<EntryRefused.Reason> {
    fileprivate mutating func require(_ condition: EntryGuards.Guard) {
        let (name, met, missing): (GuardName, Phrase, Phrase) =
            switch condition.reason {
            case .notPermitted:
                (
                    .entryPermitted, Phrase(en: "a permission of the room covers the moment", zh: "考场的允许时段涵盖此刻"),
                    Phrase(en: "no permission of the room covers the moment", zh: "考场没有涵盖此刻的允许时段")
                )
            case .late:
                (
                    .entryPermitted, Phrase(en: "a permission of the room covers the moment", zh: "考场的允许时段涵盖此刻"),
                    Phrase(en: "every permission of the room has ended", zh: "考场的允许时段均已结束")
                )
            case .lotMissing:
                (
                    .lotHeld, Phrase(en: "a lot was given", zh: "已有抽签号"),
                    Phrase(en: "no lot is recorded, and none could be given", zh: "没有记录抽签号，也无法分配")
                )
            case .pledgeMissing:
                (
                    .pledgeSigned, Phrase(en: "signed in the current version", zh: "已签署现行版本"),
                    Phrase(en: "no signature under the current version is recorded", zh: "没有记录对现行版本的签署")
                )
            case .noticeMissing:
                (
                    .noticeAcknowledged, Phrase(en: "acknowledged in the current version", zh: "已确认现行版本"),
                    Phrase(en: "no acknowledgement of the current version is recorded", zh: "没有记录对现行版本的确认")
                )
            case .evidenceNotRecording:
                (
                    .evidenceRecording, Phrase(en: "the phone records", zh: "手机正在录制"),
                    Phrase(en: "no recording of the phone is going on", zh: "没有记录手机正在录制")
                )
            case .multipleDisplays:
                (
                    .oneDisplay, Phrase(en: "the request names one display", zh: "请求注明一个显示器"),
                    Phrase(en: "the request names another number, or a virtual display", zh: "请求注明的数量不为一，或含虚拟显示器")
                )
            }
        require(
            name, condition.reason, condition.isMet, by: condition.event, condition.isMet ? met : missing)
    }

    /// The rules count a signed pledge as signed whatever follows; the catalogue lets nobody in who declined it last.
    fileprivate mutating func notDeclined(_ session: SessionState) {
        let declined = session.pledgeDeclined.flatMap { declined in
            session.pledge.map { $0.mark.index > declined.index } == true ? nil : declined
        }
        require(
            .pledgeNotDeclined, nil, declined == nil, by: declined,
            declined == nil
                ? Phrase(en: "no pledge.declined is recorded after the signature", zh: "签署之后没有记录拒签")
                : Phrase(en: "the pledge was declined, and not signed since", zh: "考生拒签承诺书，此后未再签署"))
    }
}
