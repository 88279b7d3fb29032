import Audit
import Exam
import Primitives
import Transparency

extension RuleCase {
    static let mainUploads = [
        RuleCase("UPL-01", .pass, "all three"),
        RuleCase("UPL-01", .notApplicable, "not finished") { $0.remove(.finishTimedOut) },
        RuleCase("UPL-01", .fail, "the screen is missing") { $0.removeUpload(.screen) },
        RuleCase("UPL-01", .fail, "none at all") { $0.remove(.uploadCompleted) },
        RuleCase("UPL-02", .pass, "recorded, uploaded and stored alike"),
        RuleCase("UPL-02", .notApplicable, "nothing uploaded") { $0.remove(.uploadCompleted) },
        RuleCase("UPL-02", .fail, "a manifest more was recorded") { $0.upload(9999, from: $0.start, until: $0.start + 1) },
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

extension HistoryBuilder {
    /// Uploads and stored recordings as the manifests of the session say, and both clients seen after the end.
    mutating func closeUploads() {
        remove(.uploadCompleted)
        for stream in UploadCompleted.Stream.allCases {
            let root = manifestRoot(stream)
            complete(stream, root: root, at: end + 60_000)
            store(stream, root: root, at: end + 61_000)
        }
        attest(.pc, at: end + 231_000)
        attest(.phone, at: end + 232_000)
    }

    /// The root over the roots of a recording's manifests so far.
    func manifestRoot(_ stream: UploadCompleted.Stream) -> Digest {
        let manifests = drafts.compactMap { draft -> (Int64, Int, Digest)? in
            guard case .uploadManifestRecorded(let data) = draft.payload, data.stream.rawValue == stream.rawValue
            else { return nil }
            return (data.first, draft.order, data.root)
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        return MerkleTree.root(of: manifests.map { MerkleTree.leafHash($0.2.bytes.span) })
    }

    mutating func complete(_ stream: UploadCompleted.Stream, root: Digest, at time: Instant) {
        add(
            .uploadCompleted(UploadCompleted(recID: "m", stream: stream, first: 1, last: 1, bytes: 1, root: root)),
            at: time, by: .computer)
    }

    mutating func store(_ stream: UploadCompleted.Stream, root: Digest, at time: Instant) {
        guard let stored = StorageVerified.Stream(rawValue: stream.rawValue) else { return }
        add(
            .storageVerified(StorageVerified(recID: "m", stream: stored, first: 1, last: 1, bytes: 1, root: root)),
            at: time)
    }

    mutating func removeUpload(_ stream: UploadCompleted.Stream) {
        drafts.removeAll { draft in
            if case .uploadCompleted(let data) = draft.payload { data.stream == stream } else { false }
        }
    }

    mutating func disturb() {
        add(.uploadDisturbed(UploadDisturbed(kind: .pageClosed)), at: end + 30_000, by: .computer)
    }

    mutating func failUpload(_ stream: UploadFailed.Stream, at time: Instant) {
        add(.uploadFailed(UploadFailed(stream: stream, reason: "timeout")), at: time, by: .computer)
    }

    mutating func openGuide(at time: Instant) {
        add(.uploadGuideOpened(UploadGuideOpened()), at: time, by: .candidate)
    }

    mutating func goHome(at time: Instant) {
        add(.homeReturned(HomeReturned(pendingBytes: 0)), at: time, by: .candidate)
    }

    mutating func close(_ ticket: String, at time: Instant) {
        add(
            .supportTicketResolved(SupportTicketResolved(ticketID: ticket, outcome: .solved)), at: time, by: .support)
    }

    mutating func contactForOther(at time: Instant) {
        add(
            .supportContacted(
                SupportContacted(ticketID: "tk-9", channel: .phone, topic: .special, byCandidateSelf: false)),
            at: time, by: .support)
    }

    mutating func uninstall(at time: Instant) {
        add(.clientUninstallDetected(ClientUninstallDetected(app: .pc)), at: time)
    }

    mutating func attest(_ app: ClientAttested.App, at time: Instant) {
        add(
            .clientAttested(ClientAttested(app: app, version: "3", filesOk: true)), at: time,
            by: app == .pc ? .computer : .phone)
    }

    mutating func attestOnly(_ app: ClientAttested.App, at time: Instant) {
        remove(.clientAttested)
        attest(app, at: time)
    }

    mutating func lose(_ stream: ClientFileMissing.Stream, at time: Instant) {
        add(
            .clientFileMissing(ClientFileMissing(app: .pc, stream: stream, fileRef: "f", expected: .zero)), at: time,
            by: .computer)
    }

    mutating func releaseAlone(sittings: [String] = ["s-1"], withheld: [String] = [], at time: Instant) {
        add(
            .scoreReleased(
                ScoreReleased(
                    proposal: EventID(at: time, randomness: (9, 9)), sittings: sittings, withheld: withheld,
                    cohortRoot: .zero, atEvent: EventID(at: time, randomness: (9, 8)), scoresSha256: .zero,
                    scoresBytes: 1)),
            at: time, to: nil)
    }
}
