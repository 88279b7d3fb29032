import Exam
import Primitives

/// Clocks that can be compared.
extension IntegrityRules {
    static let int05 = Rule(
        "INT-05", Phrase(en: "Clock within tolerance", zh: "时钟偏差"), seed: "-", severity: .adjudication,
        parameters: ["clock_tol_ms"],
        events: [.heartbeatWindow, .ledgerClockStepped],
        summary: Phrase(
            en:
                "Device clocks keep to the ledger's, none runs backwards, and the ledger's made no step during the exam.",
            zh: "设备时钟与账本时钟相符且不倒退，考试期间账本时钟没有跳变。"),
        applies: Phrase(
            en: "there is a heartbeat.window or a ledger.clock.stepped",
            zh: "有 heartbeat.window 或 ledger.clock.stepped"),
        condition: Phrase(
            en: """
                Fails when the absolute clock_offset_ms of a heartbeat.window exceeds clock_tol_ms, or mono of one \
                device decreases in stream order within one boot_no, or a ledger.clock.stepped was received in [T + \
                login_open_ms, E + evidence_due_ms], without E up to now.
                """,
            zh: """
                有下列情形之一的，不通过：（一）任一 heartbeat.window 的 clock_offset_ms 的绝对值超过 clock_tol_ms；（二）同一设备的 mono 在同一 boot_no \
                之内按流内次序减小；（三）有 ledger.clock.stepped 在 [T + login_open_ms, E + evidence_due_ms] 内收到，没有 E 的，截至 now。
                """),
        judge: .candidate(clocks))

    private static func clocks(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let heartbeats = session.events.facts(.heartbeatWindow)
        let steps = session.surroundings.trust.all(.ledgerClockStepped)
        guard !heartbeats.isEmpty || !steps.isEmpty else { return .notApplicable }
        let tolerance = try session.parameters.clockTolMs
        let off = heartbeats.filter { abs($0.data.clockOffsetMs) > tolerance }
        let backwards = regressions(session)
        let stepped = steps.isEmpty ? [] : try steps.filter(during(session))
        guard !off.isEmpty || !backwards.isEmpty || !stepped.isEmpty else { return .pass }
        let largest = off.map(\.data.clockOffsetMs.magnitude).max() ?? 0
        return .fail(
            Phrase(
                en:
                    "\(off.count) heartbeats off by more than \(tolerance) ms (at most \(largest) ms), \(backwards.count) "
                    + "steps back of a device's clock, \(stepped.count) steps of the ledger's clock during the exam",
                zh: "\(off.count) 个心跳的时钟偏差超过 \(tolerance) 毫秒（最大 \(largest) 毫秒），设备时钟倒退 \(backwards.count) 次，"
                    + "考试期间账本时钟跳变 \(stepped.count) 次"),
            citing: off.map(\.event) + backwards + stepped,
            values: [
                "off": .number(off.count), "largest_offset_ms": .number(largest),
                "backwards": .number(backwards.count), "ledger_steps": .number(stepped.count),
            ])
    }

    /// In [T + login_open_ms, E + evidence_due_ms], without E up to now.
    private static func during(_ session: SessionView) throws(MissingBasis) -> (RecordedEvent) -> Bool {
        let parameters = try session.parameters
        let from = try session.start + parameters.loginOpenMs
        let until = session.end.map { $0 + parameters.evidenceDueMs } ?? session.now
        return { $0.receivedAt >= from && $0.receivedAt <= until }
    }

    /// The events at which a device's monotonic clock is behind an earlier event of the same boot.
    ///
    /// Only heartbeats name the boot, so an event counts for a boot when the heartbeats around it name the same one.
    private static func regressions(_ session: SessionView) -> [RecordedEvent] {
        struct Clock {
            var boot: Int64?
            var highest = Int64.min
            var since: [RecordedEvent] = []
        }
        var clocks: [TextKey: Clock] = [:]
        var regressions: [RecordedEvent] = []
        for event in session.history.events {
            guard let device = event.statement.device, event.statement.mono != nil else { continue }
            let key = TextKey(device)
            guard case .heartbeatWindow(let window) = event.payload else {
                clocks[key, default: Clock()].since.append(event)
                continue
            }
            var clock = clocks[key] ?? Clock()
            if clock.boot != window.bootNo {
                clock = Clock(boot: window.bootNo)
            }
            for event in clock.since + [event] {
                let mono = event.statement.mono ?? 0
                if mono < clock.highest { regressions.append(event) }
                clock.highest = max(clock.highest, mono)
            }
            clock.since = []
            clocks[key] = clock
        }
        return regressions
    }
}
