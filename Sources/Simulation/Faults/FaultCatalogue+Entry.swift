import Exam
import Primitives

// ENTRY, FOCUS, SHOT, OPS, DEV, INFO and WAIT.
extension FaultCatalogue {
    static let entry: [Fault] = [
        Fault(
            "entry-before-permission", [.entry, .login], .blocks("ENTRY-01"),
            shape: { plan in
                plan.entry.at = plan.sitting.permittedFrom - 1
                plan.login.at = min(plan.login.at, plan.sitting.permittedFrom - 240_000)
            }),
        Fault(
            "entry-at-permission", [.entry, .login],
            shape: { plan in
                plan.entry.at = plan.sitting.permittedFrom
                plan.login.at = min(plan.login.at, plan.sitting.permittedFrom - 240_000)
            }),
        Fault(
            "entry-at-end-of-permission", [.whole], .note("WAIT-01"),
            shape: { plan in
                plan.entry.at = plan.sitting.permittedUntil
            }),
        Fault(
            "entry-after-permission", [.whole], .blocks("ENTRY-01"), .note("WAIT-01"),
            shape: { plan in
                plan.entry.at = plan.sitting.permittedUntil + 1
            }),
        Fault("entry-with-two-displays", [.entry], .blocks("ENTRY-02")) { $0.entry.displays = 2 },
        Fault("entry-with-virtual-display", [.entry], .blocks("ENTRY-02")) { $0.entry.isVirtual = true },
        Fault(
            "second-display", [.display], .adjudicate("ENTRY-03"), rate: 100,
            edit: { session in
                session.attachDisplay(at: session.midExam)
            }),
        Fault(
            "second-display-after-end", [.display],
            edit: { session in
                session.attachDisplay(at: session.end + 1)
            }),
        Fault(
            "second-display-at-end", [.display], .adjudicate("ENTRY-03"),
            edit: { session in
                session.attachDisplay(at: session.end)
            }),
        Fault(
            "second-display-before-entry", [.display],
            edit: { session in
                session.attachDisplay(at: session.moments.entered - 30_000)
            }),
        Fault("recording-starts-late", [.recording], .adjudicate("ENTRY-04")) { plan in
            plan.recording.startDelay = plan.parameters.startGraceMs + 1
        },
        Fault("recording-starts-at-limit", [.recording]) { plan in
            plan.recording.startDelay = plan.parameters.startGraceMs
        },
        Fault("screen-not-recorded", [.recording], .adjudicate("ENTRY-04")) { $0.recording.streams = [.camera, .mic] },
        Fault("manifests-late", [.recording, .network], .note("ENTRY-05")) { plan in
            plan.recording.longManifest = (at: -30_000, length: plan.parameters.liveGapMs + 1)
        },
        Fault("manifests-at-limit", [.recording, .network]) { plan in
            plan.recording.longManifest = (at: -30_000, length: plan.parameters.liveGapMs)
        },
        Fault("stream-gap", [.recording, .network], .adjudicate("REC-01")) { plan in
            plan.recording.holes = [.init(streams: [.mic], at: 70_000, length: plan.parameters.recGapMs + 1)]
        },
        Fault("stream-gap-at-limit", [.recording, .network]) { plan in
            plan.recording.holes = [.init(streams: [.mic], at: 70_000, length: plan.parameters.recGapMs)]
        },
        Fault(
            "refused-though-permitted", [.entry], .adjudicate("ENTRY-06"),
            edit: { session in
                session.refuseEntry([.notPermitted])
            }),
        Fault(
            "refused-though-lot", [.entry, .lot], .adjudicate("ENTRY-06"),
            shape: {
                $0.lot = .drawn(answeredAfter: 300)
            }, edit: { $0.refuseEntry([.lotMissing]) }),
        Fault(
            "refused-though-pledged", [.entry, .pledge], .adjudicate("ENTRY-06"),
            edit: { session in
                session.refuseEntry([.pledgeMissing])
            }),
        Fault(
            "refused-though-noticed", [.entry, .pledge], .adjudicate("ENTRY-06"),
            edit: { session in
                session.refuseEntry([.noticeMissing])
            }),
        Fault(
            "refused-though-recording", [.entry, .evidence], .adjudicate("ENTRY-06"),
            edit: { session in
                session.refuseEntry([.evidenceNotRecording])
            }),
        Fault(
            "refused-though-one-display", [.entry, .display], .adjudicate("ENTRY-06"),
            edit: { session in
                session.refuseEntry([.multipleDisplays])
            }),
        Fault("refused-as-late", [.entry], .adjudicate("ENTRY-06"), edit: { $0.refuseEntry([.late]) }),
        Fault(
            "refused-for-two-displays", [.entry, .display],
            edit: { session in
                session.refuseEntry([.multipleDisplays], displays: 2)
            }),
        Fault(
            "button-stays-grey", [.entry, .lot, .pledge, .evidence], .adjudicate("ENTRY-06"),
            shape: {
                $0.lot = .drawn(answeredAfter: 300)
            },
            edit: { session in
                session.script.change(.entryStateRefreshed) {
                    $0.payload = .entryStateRefreshed(EntryStateRefreshed(enabledBefore: false, enabledAfter: false))
                }
            }),
    ]

    static let conduct: [Fault] = [
        Fault(
            "focus-lost-long", [.focus], .adjudicate("FOCUS-01"), rate: 300,
            edit: { session in
                session.loseFocus([session.parameters.focusAdjudicateMs], .userSwitch)
            }),
        Fault(
            "focus-lost-below-limit", [.focus], rate: 1200,
            edit: { session in
                session.loseFocus([session.parameters.focusAdjudicateMs - 1], .userSwitch)
            }),
        Fault(
            "focus-lost-often", [.focus], .adjudicate("FOCUS-01"),
            edit: { session in
                let count = Int(session.parameters.focusAdjudicateN)
                session.loseFocus(Array(repeating: session.parameters.focusIgnoreMs + 1, count: count), .userSwitch)
            }),
        Fault(
            "focus-lost-often-and-short", [.focus],
            edit: { session in
                let count = Int(session.parameters.focusAdjudicateN)
                session.loseFocus(Array(repeating: session.parameters.focusIgnoreMs, count: count), .userSwitch)
            }),
        Fault(
            "focus-lost-to-system", [.focus], .adjudicate("FOCUS-01").weighing(.note),
            edit: { session in
                session.loseFocus([session.parameters.focusAdjudicateMs], .osPopup)
            }),
        Fault(
            "focus-never-regained", [.focus], .adjudicate("FOCUS-01"),
            edit: { session in
                let moment = session.end - session.parameters.focusAdjudicateMs
                session.script.say(.pc, at: moment, .focusLost(FocusLost(cause: .userSwitch)))
            }),
        Fault(
            "screenshot", [.conduct], .adjudicate("SHOT-01"),
            edit: { session in
                session.script.say(
                    .pc, at: session.midExam,
                    .screenshotAttempted(ScreenshotAttempted(method: "print-screen", blocked: true)))
            }),
        Fault(
            "screenshot-after-end", [.conduct],
            edit: { session in
                session.script.say(
                    .pc, at: session.end + 1,
                    .screenshotAttempted(ScreenshotAttempted(method: "print-screen", blocked: true)))
            }),
        Fault(
            "unrelated-program", [.conduct], .adjudicate("OPS-01"),
            edit: { session in
                session.script.say(
                    .pc, at: session.midExam,
                    .operationUnrelatedDetected(OperationUnrelatedDetected(kind: .process, blocked: false)))
            }),
        Fault(
            "unrelated-program-after-end", [.conduct],
            edit: { session in
                session.script.say(
                    .pc, at: session.end + 1,
                    .operationUnrelatedDetected(OperationUnrelatedDetected(kind: .clipboard, blocked: true)))
            }),
        Fault("copying", [.conduct], .adjudicate("LEAK-01"), edit: { $0.flag(.copy, at: $0.midExam) }),
        Fault("leak-afterwards", [.conduct], .adjudicate("LEAK-01"), edit: { $0.flag(.leak, at: $0.end + 900_000) }),
        Fault("looking-up", [.conduct], .adjudicate("CHEAT-01"), edit: { $0.flag(.lookup, at: $0.midExam) }),
        Fault("second-person", [.conduct], .adjudicate("CHEAT-01"), edit: { $0.flag(.secondPerson, at: $0.midExam) }),
        Fault(
            "name-told", [.conduct], .adjudicate("ANON-01"),
            edit: { session in
                session.script.say(
                    .staff(.marker), at: session.end + 1_500_000,
                    .identityDisclosureFlagged(IdentityDisclosureFlagged(code: .name, atOffsetMs: session.midExam)))
            }),
        Fault(
            "dialect", [.conduct], .note("LANG-01"),
            edit: { session in
                session.script.say(
                    .staff(.marker), at: session.end + 1_500_000,
                    .speechFlagged(SpeechFlagged(code: .dialect, atOffsetMs: session.midExam)))
            }),
        Fault(
            "warned", [.conduct],
            edit: { session in
                session.script.say(
                    .staff(.invigilator), at: session.midExam,
                    .invigilatorWarningIssued(InvigilatorWarningIssued(code: .leaveSeat, atOffsetMs: session.midExam)))
            }),
    ]

    static let devices: [Fault] = [
        Fault("devices-unconfirmed", [.devices], .note("DEV-01"), edit: { $0.script.remove(.deviceConfirmed) }),
        Fault(
            "device-lost", [.devices], .adjudicate("DEV-02"),
            edit: { session in
                session.script.say(
                    .pc, at: session.midExam,
                    .deviceLost(DeviceLost(kind: .camera, deviceRef: "cam-1", during: .answering)))
            }),
        Fault(
            "device-changed-at-start", [.devices], .adjudicate("DEV-02"),
            edit: { session in
                session.script.say(
                    .pc, at: 0,
                    .deviceChanged(
                        DeviceChanged(kind: .microphone, deviceRef: "mic-1", newDeviceRef: "mic-2", during: .answering))
                )
            }),
        Fault(
            "device-changed-before-start", [.devices],
            edit: { session in
                session.script.say(
                    .pc, at: -1,
                    .deviceChanged(
                        DeviceChanged(kind: .microphone, deviceRef: "mic-1", newDeviceRef: "mic-2", during: .waiting)))
            }),
        Fault(
            "microphone-silent", [.devices, .end, .network], .adjudicate("DEV-03"),
            shape: { plan in
                plan.end = .timedOut(late: 100)
            }, edit: { $0.silence(for: $0.parameters.silenceMs) }),
        Fault(
            "microphone-silent-below-limit", [.devices, .end, .network],
            shape: { plan in
                plan.end = .timedOut(late: 100)
            }, edit: { $0.silence(for: $0.parameters.silenceMs - 1) }),
        Fault(
            "microphone-unwatched", [.devices], .adjudicate("DEV-03").insufficient,
            edit: { session in
                session.script.remove(.audioWindow)
            }),
        Fault("info-unconfirmed", [.info], .note("INFO-01"), edit: { $0.script.remove(.infoConfirmed) }),
        Fault(
            "info-error", [.info, .support], rate: 40,
            edit: { session in
                session.reportInfoError(contactAfterEnd: 600_000, decided: true)
            }),
        Fault(
            "info-error-open", [.info, .support], .blocks("INFO-02"), rate: 10,
            edit: { session in
                session.reportInfoError(contactAfterEnd: session.parameters.contactDueMs, decided: false)
            }),
        Fault(
            "info-error-unreported", [.info, .support], .note("INFO-03"),
            edit: { session in
                session.reportInfoError(contactAfterEnd: nil, decided: true)
            }),
        Fault(
            "info-error-reported-too-soon", [.info, .support], .note("INFO-03"),
            edit: { session in
                session.reportInfoError(contactAfterEnd: -1, decided: true)
            }),
        Fault(
            "info-error-reported-late", [.info, .support], .note("INFO-03"),
            edit: { session in
                session.reportInfoError(contactAfterEnd: session.parameters.contactDueMs + 1, decided: true)
            }),
        Fault(
            "info-error-ends-session", [.info, .support, .sessions], .blocks("INFO-02"),
            edit: { session in
                let error = session.reportInfoError(contactAfterEnd: 0, decided: true)
                session.script.changeLast(.sessionEnded) { $0.cause = error }
            }),
        Fault("waiting-at-start", [.waiting], .note("WAIT-01")) { $0.entry.waitingAt = 0 },
        Fault("waiting-just-before-start", [.waiting]) { $0.entry.waitingAt = -1 },
        Fault("waiting-late", [.waiting], .note("WAIT-01")) { $0.entry.waitingAt = 20_000 },
        Fault(
            "never-waiting", [.waiting, .devices, .info], .note("WAIT-01"),
            edit: { session in
                session.script.remove(.waitingEntered)
            }),
    ]
}
