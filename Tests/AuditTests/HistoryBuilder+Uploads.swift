import Exam
import Primitives
import Transparency

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
