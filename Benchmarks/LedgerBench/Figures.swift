import Primitives

/// What a run measured, as text for people and as one JSON object for programs.
struct Figures {
    struct Measured {
        let seconds: Double
        let count: Int
        let peakBytes: Int

        var perSecond: Double { Double(count) / seconds }
    }

    var events = 0
    var signaturesPerSecond = 0.0
    var appendsPerSecond = 0.0
    var fsyncMilliseconds = 0.0
    var phases: [Phase: Measured] = [:]
    var replayMilliseconds: Double?

    /// A phase's rate as a share of raw signature verification.
    private func ratio(_ phase: Phase) -> Double {
        (phases[phase]?.perSecond ?? 0) / signaturesPerSecond
    }

    private var peakMegabytes: Double { Double(phases.values.map(\.peakBytes).max() ?? 0) / 1_000_000 }

    var text: String {
        var lines = [
            "probe   raw signature verification, all cores  \(whole(signaturesPerSecond)) /s",
            "probe   raw LMDB append, same bytes and batch  \(whole(appendsPerSecond)) /s",
            "probe   durable write of 4 KiB                 \(decimals(fsyncMilliseconds)) ms",
        ]
        for phase in Phase.allCases {
            guard let measured = phases[phase] else { continue }
            let unit = phase == .audit ? "sessions" : "events"
            let share = phase == .ingest || phase == .verify ? "   \(decimals(ratio(phase))) of raw verification" : ""
            lines.append(
                "\(phase.rawValue.padded(8))\(whole(measured.perSecond).leading(10)) \(unit)/s"
                    + "   \(whole(Double(measured.peakBytes) / 1_000_000)) MB peak\(share)")
        }
        if let replayMilliseconds {
            lines.append("replay  \(decimals(replayMilliseconds).leading(10)) ms for one session, as a whole process")
        }
        lines.append("peak memory of any phase: \(whole(peakMegabytes)) MB; \(events) events; every commit durable")
        return lines.joined(separator: "\n")
    }

    /// Decimal members are written as numbers with three places.
    var json: String {
        var members = [
            #""schema":"examledger-bench/1""#, #""events":\#(events)"#, #""durability":"fsync""#,
            #""probe":{"signature_verifications_per_second":\#(decimals(signaturesPerSecond)),"#
                + #""appends_per_second":\#(decimals(appendsPerSecond)),"fsync_ms":\#(decimals(fsyncMilliseconds))}"#,
        ]
        for phase in Phase.allCases {
            guard let measured = phases[phase] else { continue }
            let unit = phase == .audit ? "sessions" : "events"
            let share = phase == .ingest || phase == .verify ? #","ratio_to_probe":\#(decimals(ratio(phase)))"# : ""
            members.append(
                #""\#(phase.rawValue)":{"\#(unit)_per_second":\#(decimals(measured.perSecond)),"#
                    + #""seconds":\#(decimals(measured.seconds)),"peak_bytes":\#(measured.peakBytes)\#(share)}"#)
        }
        if let replayMilliseconds { members.append(#""replay":{"process_ms":\#(decimals(replayMilliseconds))}"#) }
        members.append(#""peak_bytes":\#(phases.values.map(\.peakBytes).max() ?? 0)"#)
        return "{" + members.joined(separator: ",") + "}"
    }

    private func whole(_ value: Double) -> String { String(Int(value.rounded())) }

    private func decimals(_ value: Double) -> String {
        let thousandths = Int((value * 1_000).rounded())
        let fraction = String(thousandths % 1_000)
        return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate func leading(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
