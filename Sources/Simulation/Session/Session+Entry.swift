import Exam
import Primitives

// §7 to §9: entry, devices and personal data, and the waiting page.
extension Session {
    var mainID: String { "m-\(plan.names.digits)" }

    /// From the refreshed button to the waiting page.
    mutating func enter() {
        let permitted = plan.sitting.permittedFrom
        let entered = plan.entry.at ?? max(moments.noticed + 5000, permitted + plan.entry.jitter)
        moments.entered = entered
        let refreshed = EntryStateRefreshed(enabledBefore: entered - 2200 >= permitted, enabledAfter: true)
        script.say(.candidate(.pc), receivedAt: entered - 2200, .entryStateRefreshed(refreshed))
        let requested = script.say(
            .candidate(.pc), receivedAt: entered - 120,
            .entryRequested(
                EntryRequested(displayCount: plan.entry.displays, virtualDisplay: plan.entry.isVirtual)))
        if case .onEntry = plan.lot { assign(at: entered - 60, .entry, cause: requested) }
        script.say(
            .platform, receivedAt: entered,
            .entryGranted(
                EntryGranted(
                    roomID: plan.room, displayCount: plan.entry.displays, virtualDisplay: plan.entry.isVirtual)),
            cause: requested)
        startMainRecording(at: entered + plan.recording.startDelay)
        confirmDevices(at: entered + 4000)
    }

    private mutating func startMainRecording(at time: Int64) {
        moments.recordingStart = time
        script.say(
            .pc, at: time,
            .mainRecordingStarted(MainRecordingStarted(recID: mainID, streams: plan.recording.streams)))
        for (stream, rate) in [(UploadLiveStarted.Stream.camera, 1100), (.mic, 100), (.screen, 800)] {
            script.say(
                .pc, at: time + 300,
                .uploadLiveStarted(UploadLiveStarted(stream: stream, bitrateKbps: Int64(rate), backlogBytes: 0)))
        }
    }

    private mutating func confirmDevices(at time: Int64) {
        let level = script.random.within(-22 ... -9)
        script.say(.candidate(.pc), at: time, .deviceListRefreshed(DeviceListRefreshed(cameras: 1, mics: 2)))
        script.say(
            .candidate(.pc), at: time + 2000, .deviceCameraSelected(DeviceCameraSelected(deviceRef: "cam-1")))
        script.say(
            .candidate(.pc), at: time + 4000,
            .deviceMicrophoneSelected(DeviceMicrophoneSelected(deviceRef: "mic-1", levelPeakDbfs: level)))
        script.say(
            .candidate(.pc), at: time + 7000,
            .deviceConfirmed(DeviceConfirmed(cameraRef: "cam-1", microphoneRef: "mic-1", levelPeakDbfs: level)))
        let info = script.random.digest()
        script.say(.pc, at: time + 9000, .infoDisplayed(InfoDisplayed(infoHash: info)))
        let confirmed = time + 9000 + script.random.within(8000...16_000)
        script.say(.candidate(.pc), at: confirmed, .infoConfirmed(InfoConfirmed(infoHash: info)))
        moments.waiting = plan.entry.waitingAt ?? confirmed + 4000
        script.say(
            .candidate(.pc), receivedAt: moments.waiting,
            .waitingEntered(WaitingEntered(leadMs: -moments.waiting)))
    }
}
