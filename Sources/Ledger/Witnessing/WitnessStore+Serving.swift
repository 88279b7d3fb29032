public import Primitives
public import Transparency

extension WitnessStore {
    /// Answers what comes over HTTP: `POST /add-checkpoint`, and `GET /<hex of H(origin)>/checkpoint` for monitors
    /// (C2SP tlog-witness).
    ///
    /// - Parameter time: now, in seconds since the Unix epoch.
    /// - Throws: what `decide` throws; nothing was cosigned then.
    public func reply(
        to method: String, _ path: String, _ body: [UInt8], by witness: Witness, at time: UInt64
    ) throws(LedgerError) -> WitnessReply {
        if path == "/add-checkpoint" {
            guard method == "POST" else { return .short(405, "POST is asked for") }
            return try decide(body, by: witness, at: time).answer
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, parts[2] == "checkpoint" else { return .short(404, "not here") }
        guard method == "GET" || method == "HEAD" else { return .short(405, "GET is asked for") }
        guard let note = try cosignedNote(originHash: String(parts[1])) else { return .short(404, "never seen") }
        return WitnessReply(status: 200, contentType: WitnessReply.text, body: note)
    }
}

extension WitnessReply {
    fileprivate static func short(_ status: Int, _ text: String) -> WitnessReply {
        WitnessReply(status: status, contentType: WitnessReply.text, body: Array("\(text)\n".utf8))
    }
}
