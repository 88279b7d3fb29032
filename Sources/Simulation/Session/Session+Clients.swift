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

    /// What a machine said without network arrives when it is back, and the platform says which events those were.
    mutating func bridgeOutages() {
        for outage in plan.outages {
            let (lost, restored) = (outage.at, outage.at + outage.length)
            let buffered = script.drafts.filter { isBuffered($0, lost, restored) && $0.speaker == .pc }.count
            let acknowledged = script.drafts.filter { $0.speaker == .pc && $0.time < script.origin + lost }.count
            script.say(.pc, at: lost, .networkLost(NetworkLost(lastAckN: Int64(acknowledged))))
            if let delay = outage.localAfter {
                let rec = mainID + "-l\(outage.at / 1000)"
                script.say(.pc, at: lost + delay, .recordingLocalStarted(RecordingLocalStarted(recID: rec)))
                let stop = restored + outage.localStopsAfter
                script.say(
                    .pc, at: stop,
                    .recordingLocalStopped(RecordingLocalStopped(recID: rec, totalMs: stop - lost - delay)))
            }
            script.say(
                .pc, at: restored,
                .networkRestored(NetworkRestored(outageMs: outage.length, buffered: Int64(buffered))))
            arrive(lost, restored)
        }
    }

    private func isBuffered(_ draft: Draft, _ lost: Int64, _ restored: Int64) -> Bool {
        draft.speaker.machine == .pc
            && draft.time >= script.origin + lost && draft.time < script.origin + restored
    }

    private mutating func arrive(_ lost: Int64, _ restored: Int64) {
        let received = script.origin + restored + plan.latency[.pc, default: 0]
        var speakers: [Speaker] = []
        for place in script.drafts.indices where isBuffered(script.drafts[place], lost, restored) {
            script.drafts[place].received = received
            let speaker = script.drafts[place].speaker
            if !speakers.contains(speaker) { speakers.append(speaker) }
        }
        for speaker in speakers {
            let batch = OfflineBatchIngested(
                keyID: KeyID(publicKey: .zero), firstN: 0, lastN: 0, batchRoot: .zero, uploadDelayMs: restored - lost)
            script.say(.platform, receivedAt: received - script.origin + 300, .offlineBatchIngested(batch))
            script.drafts[script.drafts.count - 1].batch = Draft.Batch(
                speaker: speaker, from: script.origin + lost, until: script.origin + restored)
        }
    }
}
