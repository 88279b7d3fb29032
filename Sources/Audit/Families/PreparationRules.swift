import Exam
import Primitives

/// PREP: devices and network are ready (§1, §9).
enum PreparationRules {
    static let all = [prep01, prep02, prep03, prep04]

    static let prep01 = Rule(
        "PREP-01", Phrase(en: "Mandatory checks passed before entry", zh: "设备检查"), seed: "§1", severity: .notice,
        events: [.prepCheckRecorded, .entryGranted],
        summary: Phrase(en: "The required checks of the devices passed before entry.", zh: "进入面谈之前各项必检均已通过。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when one of os, camera, mic, network, pc_app, phone_app has no prep.check.recorded{pass} before \
                entry.granted.
                """,
            zh: "os、camera、mic、network、pc_app、phone_app 中任一项在 entry.granted 之前没有 prep.check.recorded{pass} 的，不通过。"),
        judge: .candidate(checks))

    private static func checks(_ session: SessionView) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        let required: [PrepCheckRecorded.Check] = [.os, .camera, .mic, .network, .pcApp, .phoneApp]
        let checks = recorded(session, before: entry)
        let missing = required.filter { check in
            !checks.contains { $0.data.check == check && $0.data.result == .pass }
        }.map(\.rawValue)
        guard !missing.isEmpty else { return .pass }
        let names = missing.joined(separator: ", ")
        return .fail(
            Phrase(
                en: "no passed check recorded before entry of: \(names)", zh: "进入面谈之前没有记录通过的检查：\(names)"),
            citing: [entry], values: ["missing": .array(missing.map { .string($0) })])
    }

    static let prep02 = Rule(
        "PREP-02", Phrase(en: "Battery sufficient", zh: "电量充足"), seed: "§1", severity: .notice,
        parameters: ["battery_min_bp"],
        events: [.prepCheckRecorded, .entryGranted],
        summary: Phrase(en: "Computer and phone have enough battery, or mains.", zh: "电脑和手机电量充足或接通电源。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when for pc (role device) or phone (role phone) the last battery check before entry.granted has \
                measured < battery_min_bp and mains is not true.
                """,
            zh: """
                pc（角色 device）或 phone（角色 phone）在 entry.granted 之前的最后一次 battery 检查，其 measured < battery_min_bp 且 mains \
                不为 true 的，不通过。
                """),
        insufficient: Phrase(
            en: "one of the two devices has no battery check with measured",
            zh: "两台设备之一没有带 measured 的 battery 检查"),
        judge: .candidate(battery))

    private static func battery(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        let least = try session.parameters.batteryMinBp
        let checks = recorded(session, before: entry).filter { $0.data.check == .battery }
        let devices = [Role.device, .phone].map { role in checks.filter { $0.event.statement.actor.role == role } }
        let low = devices.compactMap(\.last).filter {
            ($0.data.measured.map { $0 < least } ?? false) && $0.data.mains != true
        }
        if let first = low.first {
            let measured = first.data.measured ?? 0
            return .fail(
                Phrase(
                    en:
                        "\(measured) bp of battery and no mains on the \(first.event.statement.actor.role.rawValue), at "
                        + "least \(least) bp are asked for",
                    zh: "\(first.event.statement.actor.role.rawValue) 电量为万分之 \(measured) 且未接电源，要求至少万分之 \(least)"),
                citing: low.map(\.event),
                values: ["measured": .integer(measured), "battery_min_bp": .integer(least)])
        }
        guard devices.allSatisfy({ $0.contains { $0.data.measured != nil } }) else {
            return .insufficient(
                Phrase(
                    en: "no measured battery check is recorded before entry for both the computer and the phone",
                    zh: "进入面谈之前没有同时记录电脑和手机带测量值的电量检查"),
                citing: checks.map(\.event))
        }
        return .pass
    }

    static let prep03 = Rule(
        "PREP-03", Phrase(en: "Network sufficient", zh: "网络正常"), seed: "§1", severity: .notice,
        parameters: ["net_min_kbps"],
        events: [.prepCheckRecorded, .entryGranted],
        summary: Phrase(en: "The network is fast enough.", zh: "网络速率足够。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when the last network check (role device) before entry.granted has measured < net_min_kbps.
                """,
            zh: "entry.granted 之前的最后一次 network 检查（角色 device），其 measured < net_min_kbps 的，不通过。"),
        insufficient: Phrase(en: "no network check with measured", zh: "没有带 measured 的 network 检查"),
        judge: .candidate(network))

    private static func network(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        let least = try session.parameters.netMinKbps
        let checks = recorded(session, before: entry).filter {
            $0.data.check == .network && $0.event.statement.actor.role == .device
        }
        if let last = checks.last, let measured = last.data.measured, measured < least {
            return .fail(
                Phrase(
                    en: "\(measured) kbit/s at the last network check, at least \(least) kbit/s are asked for",
                    zh: "最近一次网络检查为 \(measured) kbit/s，要求至少 \(least) kbit/s"),
                citing: [last.event],
                values: ["measured": .integer(measured), "net_min_kbps": .integer(least)])
        }
        guard checks.contains(where: { $0.data.measured != nil }) else {
            return .insufficient(
                Phrase(
                    en: "no measured network check is recorded before entry", zh: "进入面谈之前没有记录带测量值的网络检查"),
                citing: checks.map(\.event))
        }
        return .pass
    }

    static let prep04 = Rule(
        "PREP-04", Phrase(en: "Mock completed", zh: "参加模拟"),
        seed: "§9", severity: .notice, severityNote: Phrase(en: "J where mock_mandatory", zh: "mock_mandatory 时为 J"),
        parameters: ["mock_mandatory"],
        events: [.mockCompleted],
        summary: Phrase(en: "The mock test was completed.", zh: "完成了模拟测试。"),
        applies: .entered,
        condition: Phrase(en: "Fails when no mock.completed in the stream.", zh: "流中没有 mock.completed 的，不通过。"),
        judge: .candidate(mock))

    private static func mock(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        guard !session.events.has(.mockCompleted) else { return .pass }
        let isMandatory = try session.parameters.mockMandatory
        return .fail(
            Phrase(en: "no completed mock test is recorded", zh: "没有记录完成的模拟测试"), citing: [entry],
            values: ["mock_mandatory": .bool(isMandatory)], severity: isMandatory ? .adjudication : nil)
    }

    private static func recorded(_ session: SessionView, before entry: RecordedEvent) -> [Fact<PrepCheckRecorded>] {
        session.events.facts(.prepCheckRecorded).filter { $0.event.index < entry.index }
    }
}
