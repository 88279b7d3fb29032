import Exam
import Primitives
import Transparency

/// UPL: the recordings of the PC client reach the platform (§10(9), §11).
enum UploadRules {
    static let all = [upl01, upl02, upl03, upl04, upl05]

    /// The recordings of the PC client that are uploaded.
    typealias Stream = UploadCompleted.Stream

    static let upl01 = Rule(
        "UPL-01", Phrase(en: "Main video uploaded", zh: "面谈视频上传"), seed: "§10(9) §11", severity: .adjudication,
        events: [.uploadCompleted],
        summary: Phrase(en: "Camera, microphone and screen are uploaded.", zh: "摄像头、麦克风和录屏均已上传。"),
        applies: .finished,
        condition: Phrase(
            en: "Fails when camera, mic or screen has no upload.completed in the prefix.",
            zh: "camera、mic 或 screen 在前缀中没有 upload.completed 的，不通过。"),
        judge: .candidate(uploaded))

    private static func uploaded(_ session: SessionView) -> Judgement {
        guard let finish = session.times.finish else { return .notFinished }
        let missing = missing(session)
        guard !missing.isEmpty else { return .pass }
        return .fail(
            Phrase(
                en: "no completed upload is recorded of: \(names(missing).en)",
                zh: "没有记录以下录像上传完成：\(names(missing).zh)"),
            citing: [finish] + session.events.all(.uploadFailed),
            values: ["missing": .array(missing.map { .string($0.rawValue) })])
    }

    /// The recordings without a completed upload; before an event, where one is given.
    private static func missing(_ session: SessionView, before index: UInt64 = .max) -> [Stream] {
        let completed = Set(
            session.events.facts(.uploadCompleted).filter { $0.event.index < index }.map(\.data.stream))
        return Stream.allCases.filter { !completed.contains($0) }
    }

    static func names(_ streams: [Stream]) -> Phrase {
        let titles = streams.map { stream in
            switch stream {
            case .camera: Phrase(en: "camera", zh: "摄像头")
            case .mic: Phrase(en: "microphone", zh: "麦克风")
            case .screen: Phrase(en: "screen", zh: "录屏")
            }
        }
        return Phrase(
            en: titles.map(\.en).joined(separator: ", "), zh: titles.map(\.zh).joined(separator: "、"))
    }

    static let upl02 = Rule(
        "UPL-02", Phrase(en: "Uploaded equals recorded", zh: "上传一致"), seed: "§10(9)", severity: .blocking,
        events: [.uploadManifestRecorded, .uploadCompleted, .storageVerified],
        summary: Phrase(en: "What was uploaded and is stored is what was recorded.", zh: "上传并存储的录像与录制时一致。"),
        applies: Phrase(en: "there is an upload.completed", zh: "有 upload.completed"),
        condition: Phrase(
            en: """
                Fails when for a stream root over the manifests' roots (by first) differs from root of \
                upload.completed or of the last storage.verified of the stream.
                """,
            zh: """
                就某一媒体流，对其各上传清单的根（按 first）所取的根，与该媒体流的 upload.completed 的 root 或最后一个 storage.verified 的 root 不同的，不通过。
                """),
        insufficient: Phrase(en: "a completed stream has no storage.verified", zh: "有上传完毕的媒体流没有 storage.verified"),
        judge: .candidate(stored))

    private static func stored(_ session: SessionView) -> Judgement {
        let uploads = session.events.facts(.uploadCompleted)
        guard !uploads.isEmpty else { return .notApplicable }
        let checks = session.events.facts(.storageVerified)
        var differing: [RecordedEvent] = []
        var unchecked: [Stream] = []
        for stream in Stream.allCases {
            let completed = uploads.filter { $0.data.stream == stream }
            guard !completed.isEmpty else { continue }
            let root = recordedRoot(stream, session)
            differing += completed.filter { $0.data.root != root }.map(\.event)
            if let check = checks.last(where: { $0.data.stream.rawValue == stream.rawValue }) {
                if check.data.root != root { differing.append(check.event) }
            } else {
                unchecked.append(stream)
            }
        }
        guard differing.isEmpty else {
            return .fail(
                Phrase(
                    en: "the root over the recorded manifests differs from that of \(differing.count) later records",
                    zh: "上传清单的根与之后 \(differing.count) 条记录的根不一致"),
                citing: differing, values: ["differing": .number(differing.count)])
        }
        guard !unchecked.isEmpty else { return .pass }
        return .insufficient(
            Phrase(
                en: "no check of what is stored is recorded of: \(names(unchecked).en)",
                zh: "没有记录对以下所存录像的核验：\(names(unchecked).zh)"),
            citing: uploads.filter { unchecked.contains($0.data.stream) }.map(\.event))
    }

    /// The root over the roots of a stream's manifests, in the order of their first segments.
    private static func recordedRoot(_ stream: Stream, _ session: SessionView) -> Digest {
        let manifests = session.events.facts(.uploadManifestRecorded)
            .filter { $0.data.stream.rawValue == stream.rawValue }
            .sorted { ($0.data.first, $0.event.index) < ($1.data.first, $1.event.index) }
        return MerkleTree.root(of: manifests.lazy.map { MerkleTree.leafHash($0.data.root.bytes.span) })
    }

    static let upl03 = Rule(
        "UPL-03", Phrase(en: "Upload not disturbed", zh: "上传中勿操作"), seed: "§10(9)", severity: .notice,
        severityNote: Phrase(en: "J where UPL-01 fails too", zh: "UPL-01 亦不通过时为 J"),
        events: [.uploadDisturbed, .uploadCompleted],
        summary: Phrase(en: "Nothing disturbs the upload.", zh: "上传过程中不作任何操作。"),
        applies: Phrase(en: "there is an upload.disturbed", zh: "有 upload.disturbed"),
        condition: Phrase(en: "Fails when an upload.disturbed exists.", zh: "有 upload.disturbed 的，不通过。"),
        judge: .candidate(undisturbed))

    private static func undisturbed(_ session: SessionView) -> Judgement {
        let disturbances = session.events.all(.uploadDisturbed)
        guard let first = disturbances.first else { return .notApplicable }
        let isLacking = session.times.finish != nil && !missing(session).isEmpty
        return .fail(
            Phrase(
                en: "\(disturbances.count) disturbances of the upload, the first at \(session.text(first.receivedAt)); "
                    + (isLacking
                        ? "the upload is not recorded as complete" : "the upload was completed or may still be"),
                zh: "上传被干扰 \(disturbances.count) 次，第一次在 \(session.text(first.receivedAt))；"
                    + (isLacking ? "没有记录全部上传完成" : "上传已完成或仍可完成")),
            citing: disturbances, values: ["disturbances": .number(disturbances.count)],
            severity: isLacking ? .adjudication : nil)
    }

    static let upl04 = Rule(
        "UPL-04", Phrase(en: "Upload failure handled", zh: "失败按指引"), seed: "§10(9)", severity: .adjudication,
        events: [.uploadFailed, .uploadCompleted, .uploadGuideOpened, .uploadRetried, .supportContacted],
        summary: Phrase(
            en: "After a failed upload the guide is opened, the upload retried or support contacted.",
            zh: "上传失败后应查看视频指引、重试或联系技术服务。"),
        applies: Phrase(
            en: "an upload.failed has no later upload.completed of its stream",
            zh: "有 upload.failed，其后没有同一媒体流的 upload.completed"),
        condition: Phrase(
            en: """
                Fails when after it there is no upload.guide.opened, upload.retried or support.contacted{upload}.
                """,
            zh: "在其之后，upload.guide.opened、upload.retried 和 support.contacted{upload} 均没有的，不通过。"),
        judge: .candidate(handled))

    private static func handled(_ session: SessionView) -> Judgement {
        let completed = session.events.facts(.uploadCompleted)
        let open = session.events.facts(.uploadFailed).filter { failure in
            !completed.contains {
                $0.data.stream.rawValue == failure.data.stream.rawValue && $0.event.index > failure.event.index
            }
        }
        guard !open.isEmpty else { return .notApplicable }
        let steps =
            session.events.all(.uploadGuideOpened, .uploadRetried)
            + session.events.facts(.supportContacted).filter { $0.data.topic == .upload }.map(\.event)
        let lastStep = steps.map(\.index).max() ?? 0
        let unhandled = open.map(\.event).filter { $0.index >= lastStep }
        guard let first = unhandled.first else { return .pass }
        return .fail(
            Phrase(
                en: "the upload failed at \(session.text(first.receivedAt)); neither its completion nor a look at the "
                    + "guide, another try or a contact with support is recorded after it",
                zh: "\(session.text(first.receivedAt)) 上传失败，此后既没有记录上传完成，也没有记录查看指引、重试或联系技术服务"),
            citing: unhandled, values: ["failures": .number(unhandled.count)])
    }

    static let upl05 = Rule(
        "UPL-05", Phrase(en: "Home only after completion", zh: "上传完方可返回"), seed: "§11", severity: .blocking,
        events: [.homeReturned, .uploadCompleted],
        summary: Phrase(en: "The candidate returns home only after the upload.", zh: "上传完毕后方可返回首页。"),
        applies: Phrase(en: "there is a home.returned", zh: "有 home.returned"),
        condition: Phrase(
            en: "Fails when home.returned precedes the upload.completed of camera, mic or screen.",
            zh: "home.returned 先于 camera、mic 或 screen 的 upload.completed 的，不通过。"),
        judge: .candidate(returned))

    private static func returned(_ session: SessionView) -> Judgement {
        let returns = session.events.all(.homeReturned)
        guard !returns.isEmpty else { return .notApplicable }
        let early = returns.filter { !missing(session, before: $0.index).isEmpty }
        guard let first = early.first else { return .pass }
        let open = missing(session, before: first.index)
        return .fail(
            Phrase(
                en: "returned home at \(session.text(first.receivedAt)), before the completed upload of: "
                    + names(open).en,
                zh: "\(session.text(first.receivedAt)) 返回首页，此前以下录像尚未上传完成：\(names(open).zh)"),
            citing: early, values: ["missing": .array(open.map { .string($0.rawValue) })])
    }
}
