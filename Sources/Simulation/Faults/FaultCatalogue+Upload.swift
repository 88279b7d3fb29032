import Exam
import Primitives

// UPL, SUP and CLIENT.
extension FaultCatalogue {
    static let uploads: [Fault] = [
        Fault("upload-retried", [.upload], rate: 200) { $0.upload.troubles[.screen] = .failsAndRetries },
        Fault("upload-given-up", [.upload], .adjudicate("UPL-01"), .adjudicate("UPL-04"), rate: 100, state: .uploading)
        {
            $0.upload.troubles[.screen] = .fails
        },
        Fault(
            "upload-given-up-by-guide", [.upload], .adjudicate("UPL-01"), state: .uploading,
            shape: { plan in
                plan.upload.troubles[.screen] = .fails
            },
            edit: { session in
                session.script.say(
                    .candidate(.pc), at: session.moments.recordingStop + 90_000, .uploadGuideOpened(UploadGuideOpened())
                )
            }),
        Fault(
            "upload-given-up-by-ticket", [.upload, .support], .adjudicate("UPL-01"), state: .uploading,
            shape: { plan in
                plan.upload.troubles[.mic] = .fails
            },
            edit: { session in
                session.contactSupport(.upload, at: session.end + 300_000, resolvedAt: session.end + 900_000)
            }),
        Fault("upload-stored-otherwise", [.upload], .blocks("UPL-02"), edit: { $0.storeOtherwise(.camera) }),
        Fault("upload-unverified", [.upload], .blocks("UPL-02").insufficient) { $0.upload.unverified = [.mic] },
        Fault("upload-disturbed", [.upload], .note("UPL-03"), edit: { $0.disturbUpload() }),
        Fault(
            "upload-disturbed-and-given-up", [.upload], .note("UPL-03").weighing(.adjudicate),
            .adjudicate("UPL-01"), .adjudicate("UPL-04"), state: .uploading,
            shape: { $0.upload.troubles[.camera] = .fails }, edit: { $0.disturbUpload() }),
        Fault(
            "home-before-upload", [.upload], .blocks("UPL-05"),
            edit: { session in
                session.script.move(.homeReturned, receivedAt: session.moments.lastUpload - 1)
            }),
        Fault(
            "home-refused", [.upload],
            edit: { session in
                let time = session.moments.lastUpload - 5000
                session.script.say(
                    .platform, receivedAt: time, .homeReturnRefused(HomeReturnRefused(pendingBytes: 900_000)))
            }),
        Fault("never-home", [.upload]) { $0.upload.returnsHome = false },
    ]

    static let support: [Fault] = [
        Fault(
            "ticket-open", [.support], .adjudicate("SUP-01"),
            edit: { session in
                session.contactSupport(.special, at: session.end + 600_000, resolvedAt: nil)
            }),
        Fault(
            "ticket-by-another", [.support], .adjudicate("SUP-01").weighing(.note),
            edit: { session in
                session.contactSupport(
                    .special, at: session.end + 600_000, resolvedAt: session.end + 900_000, byself: false)
            }),
        Fault(
            "ticket-open-by-another", [.support], .adjudicate("SUP-01"),
            edit: { session in
                session.contactSupport(.special, at: session.end + 600_000, resolvedAt: nil, byself: false)
            }),
        Fault(
            "ticket", [.support],
            edit: { session in
                session.contactSupport(.special, at: session.end + 600_000, resolvedAt: session.end + 900_000)
            }),
    ]

    static let clients: [Fault] = [
        Fault(
            "client-uninstalled", [.clients], .adjudicate("CLIENT-01"),
            edit: { session in
                session.script.say(
                    .phone, at: session.plan.sitting.watchEnd + 60_000,
                    .clientUninstallDetected(ClientUninstallDetected(app: .phone)))
            }),
        Fault(
            "client-warned", [.clients],
            edit: { session in
                session.script.say(
                    .phone, at: session.plan.sitting.watchEnd - 60_000,
                    .clientUninstallWarned(ClientUninstallWarned(app: .phone)))
            }),
        Fault(
            "file-lost", [.clients, .evidenceUpload], .adjudicate("CLIENT-02"),
            edit: { session in
                session.loseFile(at: session.end + 6000)
            }),
        Fault(
            "file-lost-after-upload", [.clients, .evidenceUpload], .adjudicate("CLIENT-02").weighing(.note),
            edit: { session in
                session.loseFile(at: session.plan.sitting.watchEnd - 30_000)
            }),
        Fault(
            "client-not-seen-again", [.clients], .note("CLIENT-03"), .adjudicate("CLIENT-01").insufficient,
            edit: { session in
                session.script.remove(.clientAttested) { $0.speaker == .pc }
            }),
        Fault(
            "client-uninstalled-unseen", [.clients], .adjudicate("CLIENT-01"), .note("CLIENT-03"),
            edit: { session in
                session.script.remove(.clientAttested) { $0.speaker == .phone }
                session.script.say(
                    .phone, at: session.plan.sitting.watchEnd,
                    .clientUninstallDetected(ClientUninstallDetected(app: .phone)))
            }),
    ]
}
