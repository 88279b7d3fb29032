import Primitives

/// What a run measured, as text for people and as one JSON object for programs.
struct Figures {
    struct Measured {
        let seconds: Double
        let count: Int
        let peakBytes: Int
        let processorSeconds: Double

        var perSecond: Double { Double(count) / seconds }
    }

    /// A simulated day and its audits.
    struct Day {
        let candidates: Int
        let events: Int
        /// Of everybody, as a process of its own.
        let audit: Measured
        /// Of one candidate; `count` is the entries read.
        let one: Measured

        /// Entries a second of processor time: what a core does.
        var perProcessorSecond: Double { Double(events) / audit.processorSeconds }
    }

    /// What outsiders are given of a large ledger, each as a whole process.
    struct Outside {
        let entries: Int
        let proofMilliseconds: Double
        let bundleMilliseconds: Double
        /// Of the whole log.
        let publishSeconds: Double
        /// How many entries came after it.
        let added: Int
        /// Of those.
        let publishAgainSeconds: Double
    }

    var events = 0
    var signaturesPerSecond = 0.0
    var appendsPerSecond = 0.0
    var fsyncMilliseconds = 0.0
    var phases: [Phase: Measured] = [:]
    var replayMilliseconds: Double?
    /// Simulated days, the smallest first.
    var days: [Day] = []
    var outside: Outside?

    /// How much more an entry costs in the largest day than in the smallest.
    private var growth: Double {
        guard let first = days.first, let last = days.last else { return 0 }
        return first.perProcessorSecond / last.perProcessorSecond
    }

    /// A phase's rate as a share of raw signature verification.
    private func ratio(_ phase: Phase) -> Double {
        (phases[phase]?.perSecond ?? 0) / signaturesPerSecond
    }

    /// What a phase's rate is a share of, if of anything: of verifying raw signatures, or of reading and hashing alone.
    private func share(_ phase: Phase) -> (value: Double, of: String)? {
        switch phase {
        case .ingest, .verify: (ratio(phase), "raw verification")
        case .hashOnly: ((phases[phase]?.perSecond ?? 0) / (phases[.scan]?.perSecond ?? .infinity), "the raw scan")
        case .scan, .since, .fold, .audit, .one: nil
        }
    }

    private var peakMegabytes: Double { Double(phases.values.map(\.peakBytes).max() ?? 0) / 1_000_000 }

    var text: String {
        var lines = [
            "probe   raw signature verification, all cores  \(whole(signaturesPerSecond)) /s",
            "probe   raw LMDB append, same bytes and batch  \(whole(appendsPerSecond)) /s",
            "probe   durable write of 4 KiB                 \(decimals(fsyncMilliseconds)) ms",
        ]
        for phase in Phase.ofMix {
            guard let measured = phases[phase] else { continue }
            let unit = phase == .audit ? "sessions" : "events"
            let share = share(phase).map { "   \(decimals($0.value)) of \($0.of)" } ?? ""
            let time = phase == .since ? "   \(measured.count) in \(decimals(measured.seconds * 1_000)) ms" : ""
            lines.append(
                "\(phase.rawValue.padded(10))\(whole(measured.perSecond).leading(10)) \(unit)/s\(time)"
                    + "   \(whole(Double(measured.peakBytes) / 1_000_000)) MB peak\(share)")
        }
        if let replayMilliseconds {
            lines.append("replay  \(decimals(replayMilliseconds).leading(10)) ms for one session, as a whole process")
        }
        lines += days.map(text(of:))
        if days.count > 1 { lines.append("cost of an entry, largest day to smallest: \(decimals(growth))") }
        if let outside { lines.append(text(of: outside)) }
        lines.append("peak memory of any phase: \(whole(peakMegabytes)) MB; \(events) events; every commit durable")
        return lines.joined(separator: "\n")
    }

    /// The figures as one JSON object.
    ///
    /// `raw_scan` is the probe of `verify_hash_only`; `verify_since` reads the last hundredth. Decimal members are
    /// written as numbers with three places.
    var json: String {
        var members = [
            #""schema":"examledger-bench/1""#, #""events":\#(events)"#, #""durability":"fsync""#,
            #""probe":{"signature_verifications_per_second":\#(decimals(signaturesPerSecond)),"#
                + #""appends_per_second":\#(decimals(appendsPerSecond)),"fsync_ms":\#(decimals(fsyncMilliseconds))}"#,
        ]
        for phase in Phase.ofMix {
            guard let measured = phases[phase] else { continue }
            let unit = phase == .audit ? "sessions" : "events"
            let share = share(phase).map { #","ratio_to_probe":\#(decimals($0.value))"# } ?? ""
            let events = phase == .since ? #","events":\#(measured.count)"# : ""
            members.append(
                #""\#(phase.member)":{"\#(unit)_per_second":\#(decimals(measured.perSecond)),"#
                    + #""seconds":\#(decimals(measured.seconds)),"peak_bytes":\#(measured.peakBytes)\#(events)\#(share)}"#
            )
        }
        if let replayMilliseconds { members.append(#""replay":{"process_ms":\#(decimals(replayMilliseconds))}"#) }
        if !days.isEmpty {
            let documents = days.map(json(of:))
            members.append(
                #""simulated":{"days":[\#(documents.joined(separator: ","))],"cost_growth":\#(decimals(growth))}"#)
        }
        if let outside { members.append(json(of: outside)) }
        members.append(#""peak_bytes":\#(phases.values.map(\.peakBytes).max() ?? 0)"#)
        return "{" + members.joined(separator: ",") + "}"
    }

    private func text(of day: Day) -> String {
        """
        audit of \(day.candidates) simulated candidates, \(day.events) entries: \(decimals(day.audit.seconds)) s, \
        \(whole(day.perProcessorSecond)) entries/s a core, \(whole(Double(day.audit.peakBytes) / 1_000_000)) MB peak; \
        of one of them: \(day.one.count) entries read, \(decimals(day.one.seconds * 1_000)) ms
        """
    }

    private func text(of outside: Outside) -> String {
        """
        of \(outside.entries) entries: proof of one \(decimals(outside.proofMilliseconds)) ms, bundle of a candidate \
        \(decimals(outside.bundleMilliseconds)) ms, publication \(decimals(outside.publishSeconds)) s, of \
        \(outside.added) more \(decimals(outside.publishAgainSeconds)) s
        """
    }

    private func json(of outside: Outside) -> String {
        let members = [
            #""entries":\#(outside.entries)"#, #""proof_process_ms":\#(decimals(outside.proofMilliseconds))"#,
            #""bundle_process_ms":\#(decimals(outside.bundleMilliseconds))"#,
            #""publish_seconds":\#(decimals(outside.publishSeconds))"#, #""added":\#(outside.added)"#,
            #""publish_added_seconds":\#(decimals(outside.publishAgainSeconds))"#,
        ]
        return #""outside":{"# + members.joined(separator: ",") + "}"
    }

    private func json(of day: Day) -> String {
        let members = [
            #""candidates":\#(day.candidates)"#, #""events":\#(day.events)"#,
            #""audit_seconds":\#(decimals(day.audit.seconds))"#,
            #""events_per_processor_second":\#(decimals(day.perProcessorSecond))"#,
            #""peak_bytes":\#(day.audit.peakBytes)"#, #""one_candidate_entries_read":\#(day.one.count)"#,
            #""one_candidate_ms":\#(decimals(day.one.seconds * 1_000))"#,
        ]
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
