import Exam
import Primitives

extension DisputeBundle {
    /// The bundle that a file holds.
    init(_ bytes: [UInt8]) throws(FormDefect) {
        guard bytes.count <= DisputeBundle.sizeLimit else {
            throw FormDefect(member: "byte \(DisputeBundle.sizeLimit)")
        }
        var reader = try FormReader(try FormReader.document(bytes), "")
        guard try reader.text("format").isSame(as: DisputeBundle.format) else { throw reader.defect("format") }
        guard case .candidate(let exam, let sitting, let candidate)? = StreamName(try reader.text("subject")) else {
            throw reader.defect("subject")
        }
        var streams: [(name: String, content: Stream)] = []
        for (place, value) in try reader.list("streams").enumerated() {
            streams.append(try DisputeBundle.stream(value, "streams[\(place)]"))
        }
        var related: [ProvedEntry] = []
        if let value = reader.optional("related") {
            guard case .array(let values) = value, !values.isEmpty else { throw reader.defect("related") }
            for (place, value) in values.enumerated() {
                related.append(try FormReader.proved(value, "related[\(place)]"))
            }
        }
        self.init(
            subject: SessionName(exam: exam, sitting: sitting, candidate: candidate),
            checkpoint: Array(try reader.text("checkpoint").utf8), index: try reader.proved("index"),
            streams: streams, opened: try reader.proved("opened"), related: related,
            disclosures: try reader.texts("disclosures"), report: try reader.value("report"))
        try reader.end()
    }

    private static func stream(
        _ value: JSONValue, _ place: String
    ) throws(FormDefect) -> (name: String, content: Stream) {
        var reader = try FormReader(value, place)
        let name = try reader.text("name")
        let content: Stream
        if let leaf = reader.optional("leaf") {
            var members = try FormReader(leaf, "\(place).leaf")
            let (position, path) = (try members.number("position"), try members.hashes("path"))
            try members.end()
            content = .whole(position: position, path: path, entries: try reader.entries("entries"))
        } else {
            content = .absent(try reader.absence("absent"))
        }
        try reader.end()
        return (name, content)
    }
}
