import Exam
import Primitives

/// CLIENT: the clients and their files stay in place until the scores are released (§11).
enum ClientRules {
    static let all = [client01, client02, client03]

    static let client01 = Rule(
        "CLIENT-01", Phrase(en: "Not uninstalled before release", zh: "勿卸载"), seed: "§11", severity: .adjudication,
        events: [.clientUninstallDetected, .clientAttested, .scoreReleased],
        summary: Phrase(en: "Neither client is uninstalled before the scores are released.", zh: "成绩公布之前不得卸载两端软件。"),
        applies: .finished,
        condition: Phrase(
            en: "Fails when a client.uninstall.detected lies before score.released (or there is none).",
            zh: "有 client.uninstall.detected 在 score.released 之前（或没有 score.released）的，不通过。"),
        insufficient: Phrase(en: "CLIENT-03 fails", zh: "CLIENT-03 不通过"),
        judge: .candidate(installed))

    private static func installed(_ session: SessionView) -> Judgement {
        guard let end = session.end else { return .notFinished }
        let removals = beforeRelease(session.events.all(.clientUninstallDetected), session)
        if let first = removals.first {
            return .fail(
                Phrase(
                    en: "a client was found uninstalled at \(session.text(first.receivedAt)); "
                        + releaseText(session).en,
                    zh: "\(session.text(first.receivedAt)) 检测到软件被卸载；\(releaseText(session).zh)"),
                citing: removals, values: ["removals": .number(removals.count)])
        }
        let unseen = unseen(session, since: end)
        guard !unseen.isEmpty else { return .pass }
        return .insufficient(
            Phrase(
                en: "no removal is recorded, but neither is the presence of: \(names(unseen).en)",
                zh: "没有记录卸载，但也没有记录以下软件在位：\(names(unseen).zh)"))
    }

    static let client02 = Rule(
        "CLIENT-02", Phrase(en: "Local files kept", zh: "文件完好"), seed: "§11", severity: .adjudication,
        severityNote: Phrase(en: "N where its stream was uploaded completely before it", zh: "其媒体流在此之前已完整上传时为 N"),
        events: [.clientFileMissing, .uploadCompleted, .evidenceUploadCompleted],
        summary: Phrase(en: "Recorded files are kept until the scores are released.", zh: "成绩公布之前保留本地录像文件。"),
        applies: .finished,
        condition: Phrase(
            en: "Fails when a client.file.missing lies before score.released (or there is none).",
            zh: "有 client.file.missing 在 score.released 之前（或没有 score.released）的，不通过。"),
        judge: .candidate(kept))

    private static func kept(_ session: SessionView) -> Judgement {
        guard session.end != nil else { return .notFinished }
        let release = session.release?.index ?? .max
        let missing = session.events.facts(.clientFileMissing).filter { $0.event.index < release }
        guard let first = missing.first else { return .pass }
        let lost = missing.filter { !isUploaded($0, session) }
        return .fail(
            Phrase(
                en: "\(missing.count) files missing, the first found at \(session.text(first.event.receivedAt)); "
                    + "\(lost.count) of a recording with no completed upload recorded before",
                zh: "缺失文件 \(missing.count) 个，第一个于 \(session.text(first.event.receivedAt)) 发现；"
                    + "其中 \(lost.count) 个所属录像此前没有记录上传完成"),
            citing: missing.map(\.event),
            values: ["missing": .number(missing.count), "not_uploaded": .number(lost.count)],
            severity: lost.isEmpty ? .notice : nil)
    }

    private static func isUploaded(_ file: Fact<ClientFileMissing>, _ session: SessionView) -> Bool {
        if file.data.stream == .evidence {
            return session.events.first(.evidenceUploadCompleted).map { $0.index < file.event.index } ?? false
        }
        return session.events.facts(.uploadCompleted).contains {
            $0.data.stream.rawValue == file.data.stream.rawValue && $0.event.index < file.event.index
        }
    }

    static let client03 = Rule(
        "CLIENT-03", Phrase(en: "Still installed when last seen", zh: "软件在位"), seed: "§11", severity: .notice,
        events: [.clientAttested],
        summary: Phrase(en: "Both clients are seen installed after the end.", zh: "面谈结束后两端软件均曾在位。"),
        applies: .finished,
        condition: Phrase(
            en: "Fails when pc or phone has no client.attested with t in [E, t(score.released) or now].",
            zh: "pc 或 phone 没有 t 在 [E, t(score.released) 或 now] 内的 client.attested 的，不通过。"),
        judge: .candidate(attested))

    private static func attested(_ session: SessionView) -> Judgement {
        guard let end = session.end else { return .notFinished }
        let unseen = unseen(session, since: end)
        guard !unseen.isEmpty else { return .pass }
        return .fail(
            Phrase(
                en: "no presence is recorded after the end at \(session.text(end)) of: \(names(unseen).en)",
                zh: "\(session.text(end)) 结束之后没有记录以下软件在位：\(names(unseen).zh)"),
            citing: session.times.finish.map { [$0] } ?? [],
            values: ["unseen": .array(unseen.map { .string($0.rawValue) }), "end": .time(end)])
    }

    /// The clients that nothing says were installed between the end and the release.
    private static func unseen(_ session: SessionView, since end: Instant) -> [ClientAttested.App] {
        let until = session.release?.receivedAt ?? session.now
        let seen = Set(
            session.events.facts(.clientAttested).filter { $0.event.receivedAt >= end && $0.event.receivedAt <= until }
                .map(\.data.app))
        return ClientAttested.App.allCases.filter { !seen.contains($0) }
    }

    private static func beforeRelease(_ events: [RecordedEvent], _ session: SessionView) -> [RecordedEvent] {
        let release = session.release?.index ?? .max
        return events.filter { $0.index < release }
    }

    private static func releaseText(_ session: SessionView) -> Phrase {
        guard let release = session.release else {
            return Phrase(en: "no release of the score is recorded", zh: "没有记录成绩公布")
        }
        let time = session.text(release.receivedAt)
        return Phrase(en: "the score was released at \(time)", zh: "成绩于 \(time) 公布")
    }

    private static func names(_ apps: [ClientAttested.App]) -> Phrase {
        let titles = apps.map { app in
            switch app {
            case .pc: Phrase(en: "PC client", zh: "电脑端")
            case .phone: Phrase(en: "phone client", zh: "手机端")
            }
        }
        return Phrase(
            en: titles.map(\.en).joined(separator: ", "), zh: titles.map(\.zh).joined(separator: "、"))
    }
}
