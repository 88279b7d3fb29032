public import Exam
public import Primitives
import Transparency

/// A candidate's whole history in one file, with everything that proves it (formats.md §7).
///
/// Nothing in it is believed before ``VerifiedBundle`` is made of it.
public struct DisputeBundle: Hashable, Sendable {
    /// The format's name and version.
    public static let format = "examledger-bundle/1"
    /// The largest file that is read, in bytes.
    public static let sizeLimit = 64 << 20

    /// A stream as the file gives it.
    public enum Stream: Hashable, Sendable {
        /// All of its entries, and its leaf's place in the index.
        case whole(position: UInt64, path: [Digest], entries: [[UInt8]])
        /// The proof that there is no such stream.
        case absent(StreamPlace)
    }

    /// The session whose history it is.
    public let subject: SessionName
    /// The note of the checkpoint that everything leads to.
    public let checkpoint: [UInt8]
    /// The stream index.
    public let index: ProvedEntry
    /// The streams by name, in the order of the file.
    public let streams: [(name: String, content: Stream)]
    /// Entry 0.
    public let opened: ProvedEntry
    /// Single entries of other streams: bindings of keys that speak in these, and the exam's first login where it
    /// decides which parameters were in force.
    public let related: [ProvedEntry]
    /// Openings of commitments to personal values.
    public let disclosures: [String]
    /// What an audit of it found, for reading; recomputed and never believed.
    public var report: JSONValue

    /// A bundle from its parts.
    public init(
        subject: SessionName, checkpoint: [UInt8], index: ProvedEntry, streams: [(name: String, content: Stream)],
        opened: ProvedEntry, related: [ProvedEntry] = [], disclosures: [String] = [], report: JSONValue = .null
    ) {
        self.subject = subject
        self.checkpoint = checkpoint
        self.index = index
        self.streams = streams
        self.opened = opened
        self.related = related
        self.disclosures = disclosures
        self.report = report
    }

    /// The streams that a bundle holds, in the order in which it is written.
    public static func streams(of subject: SessionName) -> [StreamName] {
        [
            .trust, .exam(subject.exam), .sitting(exam: subject.exam, sitting: subject.sitting), subject.stream,
        ]
    }

    /// Whether two bundles say the same.
    public static func == (left: DisputeBundle, right: DisputeBundle) -> Bool { left.json == right.json }

    /// A bundle is told by what it says.
    public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}

extension DisputeBundle {
    /// The log's keys as the file tells of them, not proved yet.
    func logKeys(_ problems: inout [VerificationProblem]) -> LogKeyHistory? {
        let trust = streams.first { $0.name.isSame(as: StreamName.trust.text) }
        guard case .whole(_, _, let entries)? = trust?.content else { return nil }
        return LogKeyHistory(opened: opened.bytes, trust: entries, &problems)
    }

    /// The file, with its line break.
    public var serialized: [UInt8] { Array((json.text + "\n").utf8) }

    var json: JSONValue {
        .members([
            "format": .string(DisputeBundle.format), "subject": .string(subject.stream.text),
            "checkpoint": .string(String(decoding: checkpoint, as: UTF8.self)), "index": index.json,
            "streams": .array(streams.map(DisputeBundle.json)), "opened": opened.json,
            "related": related.isEmpty ? nil : .array(related.map(\.json)),
            "disclosures": .array(disclosures.map { .string($0) }), "report": report,
        ])
    }

    private static func json(_ stream: (name: String, content: Stream)) -> JSONValue {
        switch stream.content {
        case .whole(let position, let path, let entries):
            .members([
                "name": .string(stream.name),
                "leaf": .members(["position": .number(position), "path": .hashes(path)]),
                "entries": .array(entries.map { .string(Base64.encode($0.span)) }),
            ])
        case .absent(let place): .members(["name": .string(stream.name), "absent": place.neighbours])
        }
    }
}

extension ProvedEntry {
    var json: JSONValue {
        .members(["entry": .string(Base64.encode(bytes.span)), "inclusion": .hashes(inclusion)])
    }
}

extension StreamPlace {
    /// The leaves between which the stream would stand.
    var neighbours: JSONValue {
        switch self {
        case .present: .null
        case .absent(let before, let after): .members(["before": before?.json, "after": after?.json])
        }
    }
}

extension ProvedLeaf {
    var json: JSONValue {
        .members([
            "name": .string(leaf.name), "count": .number(leaf.count), "last": .string(leaf.lastHash.hex),
            "position": .number(position), "path": .hashes(path),
        ])
    }
}

extension JSONValue {
    static func hashes(_ hashes: [Digest]) -> JSONValue { .array(hashes.map { .string($0.hex) }) }
}
