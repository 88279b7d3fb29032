import Exam
import Primitives

// What the clients say by themselves: heartbeats, the bridge over an outage, the last sign of life.
extension Session {
    /// One heartbeat a minute of each machine, from its first moment to its last.
    mutating func heartbeats() {
        for machine in Machine.allCases {
            guard let first = moments.firstBeat[machine], let last = moments.lastBeat[machine] else { continue }
            beat(machine, at: first, span: 1000)
            for (start, end) in Intervals.cut(first, max(first + 1000, last), every: 60_000) {
                beat(machine, at: end, span: end - start)
            }
        }
    }

    private mutating func beat(_ machine: Machine, at time: Int64, span: Int64) {
        script.say(
            .client(machine), at: time,
            .heartbeatWindow(
                HeartbeatWindow(
                    spanMs: span, n: max(1, span / 5000), maxGapMs: min(span, script.random.within(5000...5400)),
                    clockOffsetMs: plan.offsets[machine, default: 0], bootNo: 1)))
    }

    /// Both clients are there when everything is over.
    mutating func attest() {
        for (machine, app) in [(Machine.pc, ClientAttested.App.pc), (.phone, .phone)] {
            script.say(
                .client(machine), at: plan.sitting.watchEnd + script.random.within(0...40_000),
                .clientAttested(ClientAttested(app: app, version: Session.version, filesOk: true)))
        }
    }

    /// What the client of the PC says about a loss of the network, and the local recording over it.
    mutating func bridgeOutages() {
        for outage in plan.outages {
            let (lost, restored) = (outage.at, outage.at + outage.length)
            script.say(.pc, at: lost, .networkLost(NetworkLost(lastAckN: 0)))
            script.say(.pc, at: restored, .networkRestored(NetworkRestored(outageMs: outage.length, buffered: 0)))
            guard let delay = outage.localAfter else { continue }
            let rec = mainID + "-l\(outage.at / 1000)"
            script.say(.pc, at: lost + delay, .recordingLocalStarted(RecordingLocalStarted(recID: rec)))
            let stop = restored + outage.localStopsAfter
            script.say(
                .pc, at: stop,
                .recordingLocalStopped(RecordingLocalStopped(recID: rec, totalMs: stop - lost - delay)))
        }
    }

    /// What the PC said without network arrives when it is back, and the platform says which events those were.
    ///
    /// This comes last, so that nothing that happens meanwhile is left out.
    mutating func deliver() {
        for outage in plan.outages {
            let (lost, restored) = (script.origin + outage.at, script.origin + outage.at + outage.length)
            let received = restored + plan.latency[.pc, default: 0]
            var counts: [Speaker: Int64] = [:]
            for place in script.drafts.indices {
                let draft = script.drafts[place]
                guard draft.speaker.machine == .pc, draft.time >= lost, draft.time < restored else { continue }
                script.drafts[place].received = received
                counts[draft.speaker, default: 0] += 1
            }
            let acknowledged = script.drafts.filter { $0.speaker == .pc && $0.time < lost }.count
            script.change(.networkLost) { draft in
                guard draft.time == lost else { return }
                draft.payload = .networkLost(NetworkLost(lastAckN: Int64(acknowledged)))
            }
            let buffered = NetworkRestored(outageMs: outage.length, buffered: counts[.pc, default: 0])
            script.change(.networkRestored) { draft in
                if draft.time == restored { draft.payload = .networkRestored(buffered) }
            }
            for speaker in [Speaker.pc, .candidate(.pc)] where counts[speaker] != nil {
                announce(Draft.Batch(speaker: speaker, from: lost, until: restored), outage, after: received)
            }
        }
    }

    private mutating func announce(
        _ batch: Draft.Batch, _ outage: SessionPlan.Outage, after received: Instant
    ) {
        let ingested = OfflineBatchIngested(
            keyID: KeyID(publicKey: .zero), firstN: 0, lastN: 0, batchRoot: outage.claimedRoot ?? .zero,
            uploadDelayMs: outage.length)
        script.say(.platform, receivedAt: received - script.origin + 300, .offlineBatchIngested(ingested))
        script.drafts[script.drafts.count - 1].batch = batch
    }
}
