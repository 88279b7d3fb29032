import Exam
public import Primitives
import Transparency

/// Why a file is not of its format: the member where it departs from it.
public struct FormDefect: Error, Hashable, Sendable {
    let member: String

    /// What is wrong, in words.
    public var phrase: Phrase {
        Phrase(en: "The file is not of its format: see \(member).", zh: "文件不符合其格式：见 \(member)。")
    }

    var problem: ProofReport.Problem { ProofReport.Problem("proof.form", .integrity, phrase) }
}

/// Takes the members of a JSON object one by one; none may be left.
struct FormReader {
    private var members: [String: JSONValue] = [:]
    private let place: String

    init(_ value: JSONValue, _ place: String) throws(FormDefect) {
        guard case .object(let list) = value else { throw FormDefect(member: place) }
        self.place = place
        for member in list { members[member.name] = member.value }
        // Names that are equal as text and not as bytes are two members for one name.
        guard members.count == list.count else { throw FormDefect(member: place) }
    }

    /// The one strict reader's document.
    static func document(_ bytes: [UInt8]) throws(FormDefect) -> JSONValue {
        var tape = JSONTape()
        do throws(JSONDefect) { try tape.scan(bytes.span) } catch {
            throw FormDefect(member: "byte \(error.offset)")
        }
        return tape.value(JSONTape.root, bytes.span)
    }

    func defect(_ name: String) -> FormDefect { FormDefect(member: place.isEmpty ? name : "\(place).\(name)") }

    mutating func optional(_ name: String) -> JSONValue? { members.removeValue(forKey: name) }

    mutating func value(_ name: String) throws(FormDefect) -> JSONValue {
        guard let value = optional(name) else { throw defect(name) }
        return value
    }

    mutating func text(_ name: String) throws(FormDefect) -> String {
        guard case .string(let text) = try value(name) else { throw defect(name) }
        return text
    }

    mutating func number(_ name: String) throws(FormDefect) -> UInt64 {
        guard case .integer(let number) = try value(name), number >= 0 else { throw defect(name) }
        return UInt64(number)
    }

    mutating func object(_ name: String) throws(FormDefect) -> FormReader {
        try FormReader(try value(name), defect(name).member)
    }

    /// Bytes in Base64.
    mutating func bytes(_ name: String) throws(FormDefect) -> [UInt8] {
        guard let bytes = Base64.decode(try text(name)) else { throw defect(name) }
        return bytes
    }

    /// A digest in hex.
    mutating func digest(_ name: String) throws(FormDefect) -> Digest {
        guard let digest = Digest(hex: try text(name)) else { throw defect(name) }
        return digest
    }

    mutating func list(_ name: String) throws(FormDefect) -> [JSONValue] {
        guard case .array(let values) = try value(name) else { throw defect(name) }
        return values
    }

    mutating func texts(_ name: String) throws(FormDefect) -> [String] {
        var texts: [String] = []
        for value in try list(name) {
            guard case .string(let text) = value else { throw defect(name) }
            texts.append(text)
        }
        return texts
    }

    mutating func hashes(_ name: String) throws(FormDefect) -> [Digest] {
        let texts = try texts(name)
        let hashes = texts.compactMap(Digest.init(hex:))
        guard hashes.count == texts.count, hashes.count <= InclusionProof.lengthLimit else { throw defect(name) }
        return hashes
    }

    mutating func entries(_ name: String) throws(FormDefect) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        for text in try texts(name) {
            guard let bytes = Base64.decode(text), bytes.count <= EntryHeader.entryLimit else { throw defect(name) }
            entries.append(bytes)
        }
        return entries
    }

    mutating func proved(_ name: String) throws(FormDefect) -> ProvedEntry {
        try FormReader.proved(try value(name), defect(name).member)
    }

    static func proved(_ value: JSONValue, _ place: String) throws(FormDefect) -> ProvedEntry {
        var reader = try FormReader(value, place)
        let bytes = try reader.bytes("entry")
        guard bytes.count <= EntryHeader.entryLimit else { throw reader.defect("entry") }
        let entry = ProvedEntry(bytes: bytes, inclusion: try reader.hashes("inclusion"))
        try reader.end()
        return entry
    }

    /// The neighbours between which a stream would stand.
    mutating func absence(_ name: String) throws(FormDefect) -> StreamPlace {
        var reader = try object(name)
        let (before, after) = (reader.optional("before"), reader.optional("after"))
        try reader.end()
        return .absent(
            before: try before.map { (value) throws(FormDefect) in try FormReader.leaf(value, "\(name).before") },
            after: try after.map { (value) throws(FormDefect) in try FormReader.leaf(value, "\(name).after") })
    }

    static func leaf(_ value: JSONValue, _ place: String) throws(FormDefect) -> ProvedLeaf {
        var reader = try FormReader(value, place)
        let last = try reader.digest("last")
        let name = try reader.text("name")
        guard name.utf8.count <= UInt16.max else { throw reader.defect("name") }
        let leaf = ProvedLeaf(
            leaf: StreamIndex.Leaf(name: name, count: try reader.number("count"), lastHash: last),
            position: try reader.number("position"), path: try reader.hashes("path"))
        try reader.end()
        return leaf
    }

    /// Nothing may be left.
    func end() throws(FormDefect) {
        if let name = members.keys.sorted().first { throw defect(name) }
    }
}
