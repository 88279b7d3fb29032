import Audit
import Exam
import Primitives

extension RuleCase {
    static let mainUploads = [
        RuleCase("UPL-01", .pass, "all three"),
        RuleCase("UPL-01", .notApplicable, "not finished") { $0.remove(.finishTimedOut) },
        RuleCase("UPL-01", .fail, "the screen is missing") { $0.removeUpload(.screen) },
        RuleCase("UPL-01", .fail, "none at all") { $0.remove(.uploadCompleted) },
        RuleCase("UPL-02", .pass, "recorded, uploaded and stored alike"),
        RuleCase("UPL-02", .notApplicable, "nothing uploaded") { $0.remove(.uploadCompleted) },
        RuleCase("UPL-02", .fail, "a manifest more was recorded") {
            $0.upload(9999, from: $0.start, until: $0.start + 1)
        },
        RuleCase("UPL-02", .fail, "another upload than recorded") {
            $0.removeUpload(.mic)
            $0.complete(.mic, root: HistoryBuilder.hash("other"), at: $0.end + 60_000)
        },
        RuleCase("UPL-02", .fail, "other bytes are stored") {
            $0.store(.camera, root: HistoryBuilder.hash("other"), at: $0.end + 240_000)
        },
        RuleCase("UPL-02", .pass, "only the last check counts") { day in
            day.store(.camera, root: HistoryBuilder.hash("other"), at: day.end + 60_500)
        },
        RuleCase("UPL-02", .insufficientEvidence, "a recording is not checked") { day in
            day.drafts.removeAll { draft in
                if case .storageVerified(let data) = draft.payload { data.stream == .mic } else { false }
            }
        },
        RuleCase("UPL-02", .pass, "manifests that arrive in another order") { day in
            day.removeUpload(.mic)
            for number in [2, 1] as [Int64] {
                day.add(
                    .uploadManifestRecorded(
                        UploadManifestRecorded(
                            recID: "m", stream: .mic, first: number + 1_000_000, last: number + 1_000_000, startMs: 0,
                            durMs: 1, bytes: 1, root: HistoryBuilder.hash("mic \(number)"))),
                    at: day.end + (2000 - number), by: .computer)
            }
            let root = day.manifestRoot(.mic)
            day.complete(.mic, root: root, at: day.end + 60_000)
            day.store(.mic, root: root, at: day.end + 62_000)
        },
        RuleCase("UPL-03", .notApplicable, "undisturbed"),
        RuleCase("UPL-03", .fail, "disturbed, and completed", severity: .notice) { $0.disturb() },
        RuleCase("UPL-03", .fail, "disturbed, and not completed", severity: .adjudication) {
            $0.disturb()
            $0.removeUpload(.camera)
        },
        RuleCase("UPL-04", .notApplicable, "no failure"),
        RuleCase("UPL-04", .notApplicable, "completed in the end") { $0.failUpload(.screen, at: $0.end + 59_000) },
        RuleCase("UPL-04", .fail, "failed after its completion and left alone") {
            $0.failUpload(.screen, at: $0.end + 61_000)
        },
        RuleCase("UPL-04", .fail, "the guide was opened before") {
            $0.openGuide(at: $0.end + 60_999)
            $0.failUpload(.screen, at: $0.end + 61_000)
        },
        RuleCase("UPL-04", .pass, "the guide was opened after") {
            $0.failUpload(.screen, at: $0.end + 61_000)
            $0.openGuide(at: $0.end + 61_001)
        },
        RuleCase("UPL-04", .pass, "tried again") {
            $0.failUpload(.screen, at: $0.end + 61_000)
            $0.add(
                .uploadRetried(UploadRetried(stream: .screen, attemptNo: 2)), at: $0.end + 61_500, by: .computer)
        },
        RuleCase("UPL-04", .pass, "support was asked") {
            $0.failUpload(.screen, at: $0.end + 61_000)
            $0.contact(.upload, at: $0.end + 62_000)
        },
        RuleCase("UPL-04", .fail, "support was asked about something else") {
            $0.failUpload(.screen, at: $0.end + 61_000)
            $0.contact(.info, at: $0.end + 62_000)
        },
        RuleCase("UPL-05", .notApplicable, "stayed"),
        RuleCase("UPL-05", .pass, "just after the last upload") { $0.goHome(at: $0.end + 60_001) },
        RuleCase("UPL-05", .fail, "a millisecond before the uploads") { $0.goHome(at: $0.end + 59_999) },
        RuleCase("UPL-05", .fail, "with one recording not uploaded") {
            $0.removeUpload(.screen)
            $0.goHome(at: $0.end + 90_000)
        },
    ]

    static let support = [
        RuleCase("SUP-01", .notApplicable, "no contact"),
        RuleCase("SUP-01", .fail, "an open ticket", severity: .adjudication) { $0.contact(.special, at: $0.start) },
        RuleCase("SUP-01", .pass, "a closed ticket") {
            $0.contact(.special, at: $0.start)
            $0.close("tk-1", at: $0.start + 1000)
        },
        RuleCase("SUP-01", .fail, "another ticket was closed", severity: .adjudication) {
            $0.contact(.special, at: $0.start)
            $0.close("tk-2", at: $0.start + 1000)
        },
        RuleCase("SUP-01", .fail, "by somebody else, and closed", severity: .notice) {
            $0.contactForOther(at: $0.start)
            $0.close("tk-9", at: $0.start + 1000)
        },
        RuleCase("SUP-01", .fail, "by somebody else, and another is open", severity: .adjudication) {
            $0.contactForOther(at: $0.start)
            $0.close("tk-9", at: $0.start + 1000)
            $0.contact(.special, at: $0.start)
        },
    ]

    static let clients = [
        RuleCase("CLIENT-01", .pass, "seen installed, never gone"),
        RuleCase("CLIENT-01", .notApplicable, "not finished") { $0.remove(.finishTimedOut) },
        RuleCase("CLIENT-01", .fail, "uninstalled") { $0.uninstall(at: $0.end + 300_000) },
        RuleCase("CLIENT-01", .fail, "uninstalled, and not seen") {
            $0.uninstall(at: $0.end + 300_000)
            $0.remove(.clientAttested)
        },
        RuleCase("CLIENT-01", .fail, "uninstalled just before the release") {
            $0.releaseAlone(at: $0.end + 400_000)
            $0.uninstall(at: $0.end + 399_999)
        },
        RuleCase("CLIENT-01", .pass, "uninstalled just after the release") {
            $0.releaseAlone(at: $0.end + 400_000)
            $0.uninstall(at: $0.end + 400_001)
        },
        RuleCase("CLIENT-01", .fail, "released were others only") {
            $0.releaseAlone(withheld: ["c-0001"], at: $0.end + 400_000)
            $0.uninstall(at: $0.end + 400_001)
        },
        RuleCase("CLIENT-01", .fail, "released was another sitting") {
            $0.releaseAlone(sittings: ["s-9"], at: $0.end + 400_000)
            $0.uninstall(at: $0.end + 400_001)
        },
        RuleCase("CLIENT-01", .insufficientEvidence, "one of them was not seen") { $0.attestOnly(.pc, at: $0.end + 1) },
        RuleCase("CLIENT-02", .pass, "nothing missing"),
        RuleCase("CLIENT-02", .notApplicable, "not finished") { $0.remove(.finishTimedOut) },
        RuleCase("CLIENT-02", .fail, "missing before its upload", severity: .adjudication) {
            $0.lose(.screen, at: $0.end + 59_000)
        },
        RuleCase("CLIENT-02", .fail, "missing after its upload", severity: .notice) {
            $0.lose(.screen, at: $0.end + 61_000)
        },
        RuleCase("CLIENT-02", .fail, "evidence missing after its upload", severity: .notice) {
            $0.lose(.evidence, at: $0.end + 201_000)
        },
        RuleCase("CLIENT-02", .fail, "evidence missing before its upload", severity: .adjudication) {
            $0.lose(.evidence, at: $0.end + 199_000)
            $0.lose(.screen, at: $0.end + 199_000)
        },
        RuleCase("CLIENT-02", .pass, "missing after the release") {
            $0.releaseAlone(at: $0.end + 400_000)
            $0.lose(.screen, at: $0.end + 400_001)
        },
        RuleCase("CLIENT-03", .pass, "both were seen"),
        RuleCase("CLIENT-03", .notApplicable, "not finished") { $0.remove(.finishTimedOut) },
        RuleCase("CLIENT-03", .fail, "the phone was not") { $0.attestOnly(.pc, at: $0.end + 1) },
        RuleCase("CLIENT-03", .pass, "at the very end") {
            $0.attestOnly(.pc, at: $0.end + -HistoryBuilder.transit)
            $0.attest(.phone, at: $0.end + -HistoryBuilder.transit)
        },
        RuleCase("CLIENT-03", .fail, "a millisecond before the end") {
            $0.attestOnly(.pc, at: $0.end + (-HistoryBuilder.transit - 1))
            $0.attest(.phone, at: $0.end + -HistoryBuilder.transit)
        },
        RuleCase("CLIENT-03", .pass, "as the score was released") {
            $0.releaseAlone(at: $0.end + 400_000)
            $0.attestOnly(.pc, at: $0.end + (400_000 - HistoryBuilder.transit))
            $0.attest(.phone, at: $0.end + 1)
        },
        RuleCase("CLIENT-03", .fail, "a millisecond after the release") {
            $0.releaseAlone(at: $0.end + 400_000)
            $0.attestOnly(.pc, at: $0.end + (400_001 - HistoryBuilder.transit))
            $0.attest(.phone, at: $0.end + 1)
        },
    ]
}
