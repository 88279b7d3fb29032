import Exam
import Primitives

/// EVID: the phone that films the room (§4, §11).
enum EvidenceRules {
    static let all = [
        evid01, evid02, evid03, evid04, evid05, evid06, evid07, evid08, evid09, evid10, evid11, evid12,
    ]

    static let evid01 = Rule(
        "EVID-01", Phrase(en: "Bound before start", zh: "开考前绑定"), seed: "§4", severity: .adjudication,
        events: [.evidenceBound],
        summary: Phrase(en: "The phone is bound before the start.", zh: "开考之前应绑定佐证手机。"),
        applies: .entered,
        condition: Phrase(en: "Fails when no evidence.bound with t < T.", zh: "没有满足 t < T 的 evidence.bound 的，不通过。"),
        judge: .candidate(bound))

    private static func bound(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        let start = try session.start
        let bindings = session.events.all(.evidenceBound)
        if bindings.contains(where: { $0.receivedAt < start }) { return .pass }
        return .fail(
            Phrase(en: "no phone is recorded as bound before the start", zh: "没有记录在开考之前绑定佐证手机"),
            citing: [entry] + bindings, values: ["start": .time(start)])
    }

    static let evid02 = Rule(
        "EVID-02", Phrase(en: "Right project, one phone per candidate", zh: "绑定唯一"), seed: "§4", severity: .blocking,
        events: [.evidenceQrDisplayed, .evidenceBound, .evidenceRecordingStopped],
        summary: Phrase(
            en: "The phone is bound by this exam's code, shown in this session, and to one candidate at a time.",
            zh: "手机凭本场考试、本次会话显示的二维码绑定，同一时间只属于一名考生。"),
        applies: Phrase(en: "there is an evidence.bound", zh: "有 evidence.bound"),
        condition: Phrase(
            en: """
                Fails when evidence.bound.project_id differs from the exam id, or its qr_id was not displayed in this \
                stream, or its phone_device_id is bound in another candidate's stream with overlapping interval \
                [t(evidence.bound), t(evidence.recording.stopped) or now].
                """,
            zh: """
                有下列情形之一的，不通过：（一）evidence.bound.project_id 与考试标识不同；（二）其 qr_id 未曾在本流中显示；（三）其 phone_device_id 在其他考生的流中绑定，\
                且区间 [t(evidence.bound), t(evidence.recording.stopped) 或 now] 相重叠。
                """),
        looksBeyond: true,
        judge: .candidate(unique))

    private static func unique(_ session: SessionView) -> Judgement {
        let bindings = session.events.facts(.evidenceBound)
        guard !bindings.isEmpty else { return .notApplicable }
        let codes = Set(session.events.facts(.evidenceQrDisplayed).map { TextKey($0.data.qrID) })
        let foreign = bindings.filter {
            !$0.data.projectID.isSame(as: session.history.context.exam) || !codes.contains(TextKey($0.data.qrID))
        }
        let shared = bindings.flatMap { others(sharing: $0, session) }
        guard !foreign.isEmpty || !shared.isEmpty else { return .pass }
        let phones = bindings.filter { !others(sharing: $0, session).isEmpty }.map(\.event)
        return .fail(
            Phrase(
                en:
                    "\(foreign.count) bindings by a code of another project or not shown here; \(shared.count) bindings "
                    + "of the same phone to another candidate at the same time",
                zh: "\(foreign.count) 次绑定使用了其他项目或未在此显示的二维码；同一手机同时绑定其他考生 \(shared.count) 次"),
            citing: (foreign.map(\.event) + phones).map(Citation.init) + shared.map(\.bound),
            values: ["foreign": .number(foreign.count), "shared": .number(shared.count)])
    }

    private static func others(
        sharing binding: Fact<EvidenceBound>, _ session: SessionView
    ) -> [CrossReferences.PhoneUse] {
        let stopped = session.events.all(.evidenceRecordingStopped).first { $0.index > binding.event.index }
        let until = stopped?.receivedAt ?? session.now
        return session.references.uses(ofPhone: binding.data.phoneDeviceID).filter { use in
            use.stream != session.history.stream
                && use.from <= until && binding.event.receivedAt <= use.until ?? session.now
        }
    }

    static let evid03 = Rule(
        "EVID-03", Phrase(en: "Evidence recording before start", zh: "开考前开录"), seed: "§4", severity: .adjudication,
        events: [.evidenceRecordingStarted],
        summary: Phrase(en: "The evidence recording starts before the exam does.", zh: "佐证录制应在开考之前开始。"),
        applies: .entered,
        condition: Phrase(
            en: "Fails when no evidence.recording.started with o < T.",
            zh: "没有满足 o < T 的 evidence.recording.started 的，不通过。"),
        judge: .candidate(started))

    private static func started(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        let start = try session.start
        let recordings = session.events.all(.evidenceRecordingStarted)
        if recordings.contains(where: { session.clock.time(of: $0) < start }) { return .pass }
        return .fail(
            Phrase(en: "no evidence recording is recorded as started before the exam", zh: "没有记录在开考之前开始佐证录制"),
            citing: [entry] + recordings, values: ["start": .time(start)])
    }

    static let evid04 = Rule(
        "EVID-04", Phrase(en: "Front-camera pan before start", zh: "前置360°环拍"), seed: "§4", severity: .adjudication,
        parameters: ["pan_min_deg", "pan_min_ms", "self_visible_bp"],
        events: [.evidenceRecordingStarted, .evidencePanCompleted],
        summary: Phrase(
            en: "The front camera shows the whole room, with the candidate in view, before the start.",
            zh: "开考之前用前置摄像头环拍全景，且本人在镜头内。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when no evidence.pan.completed with o in [o(first evidence.recording.started), T) that has \
                camera front, sweep_deg >= pan_min_deg, duration_ms >= pan_min_ms and self_visible_bp >= \
                self_visible_bp.
                """,
            zh: """
                没有 o 在 [o(第一个 evidence.recording.started), T) 内，且 camera 为 front、sweep_deg >= pan_min_deg、duration_ms \
                >= pan_min_ms、self_visible_bp >= self_visible_bp 的 evidence.pan.completed 的，不通过。
                """),
        judge: .candidate(pan))

    private static func pan(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        let parameters = try session.parameters
        let start = try session.start
        let pans = session.events.facts(.evidencePanCompleted)
        if let recording = session.events.first(.evidenceRecordingStarted) {
            let from = session.clock.time(of: recording)
            let isShown = pans.contains { pan in
                let time = session.clock.time(of: pan.event)
                return time >= from && time < start && pan.data.camera == .front
                    && pan.data.sweepDeg >= parameters.panMinDeg && pan.data.durationMs >= parameters.panMinMs
                    && pan.data.selfVisibleBp >= parameters.selfVisibleBp
            }
            if isShown { return .pass }
        }
        return .fail(
            Phrase(
                en:
                    "no pan by the front camera of \(parameters.panMinDeg) degrees and \(parameters.panMinMs) ms with the "
                    + "candidate in view is recorded before the start; \(pans.count) others are",
                zh: "没有记录开考之前以前置摄像头完成、不少于 \(parameters.panMinDeg) 度和 \(parameters.panMinMs) 毫秒且本人在镜头内的环拍；"
                    + "另有 \(pans.count) 次环拍"),
            citing: [entry] + pans.map(\.event), values: ["pans": .number(pans.count)])
    }

    static let evid05 = Rule(
        "EVID-05", Phrase(en: "Phone fixed with the required view", zh: "固定机位"), seed: "§4", severity: .adjudication,
        events: [.evidencePositionFixed],
        summary: Phrase(
            en: "The phone stands where desk, screen, surroundings and candidate are seen.",
            zh: "手机固定在能拍到桌面、屏幕、周围环境和本人的位置。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when no evidence.position.fixed, or the last one has desk, screen, surroundings or person false.
                """,
            zh: "没有 evidence.position.fixed，或最后一个的 desk、screen、surroundings 或 person 为 false 的，不通过。"),
        judge: .candidate(position))

    private static func position(_ session: SessionView) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        guard let last = session.events.facts(.evidencePositionFixed).last else {
            return .fail(
                Phrase(en: "no fixed position of the phone is recorded", zh: "没有记录手机机位的固定"), citing: [entry])
        }
        let views = [
            ("desk", last.data.desk), ("screen", last.data.screen), ("surroundings", last.data.surroundings),
            ("person", last.data.person),
        ]
        let missing = views.filter { !$0.1 }.map(\.0)
        guard !missing.isEmpty else { return .pass }
        let names = missing.joined(separator: ", ")
        return .fail(
            Phrase(en: "the phone's view lacks: \(names)", zh: "手机机位未覆盖：\(names)"), citing: [last.event],
            values: ["missing": .array(missing.map { .string($0) })])
    }

    static let evid12 = Rule(
        "EVID-12", Phrase(en: "Scan trouble handled", zh: "二维码重试"), seed: "§4", severity: .notice,
        parameters: ["qr_fail_max"],
        events: [.evidenceQrScanFailed, .evidenceQrEnlarged, .supportContacted],
        summary: Phrase(
            en: "Trouble with the code is met by enlarging it or by contacting support.",
            zh: "二维码多次扫描失败时应放大二维码或联系技术服务。"),
        applies: Phrase(
            en: "there are >= qr_fail_max evidence.qr.scan.failed",
            zh: "evidence.qr.scan.failed 的个数 >= qr_fail_max"),
        condition: Phrase(
            en: "Fails when no evidence.qr.enlarged and no support.contacted{evidence}.",
            zh: "既没有 evidence.qr.enlarged，也没有 support.contacted{evidence} 的，不通过。"),
        judge: .candidate(scan))

    private static func scan(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let failures = session.events.all(.evidenceQrScanFailed)
        guard !failures.isEmpty, try failures.count >= session.parameters.qrFailMax else { return .notApplicable }
        let isContacted = session.events.facts(.supportContacted).contains { $0.data.topic == .evidence }
        if session.events.has(.evidenceQrEnlarged) || isContacted { return .pass }
        return .fail(
            Phrase(
                en: "\(failures.count) failed scans; neither an enlarged code nor a contact with support is recorded",
                zh: "扫描失败 \(failures.count) 次，既没有记录放大二维码，也没有记录联系技术服务"),
            citing: failures, values: ["failures": .number(failures.count)])
    }
}
