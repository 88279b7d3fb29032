import Primitives

/// Personal members in the bytes of a statement that cannot be read as one.
public enum PersonalMembers {
    /// Whether the bytes are a statement with a personal value in clear: a name of the type's personal list in `data`,
    /// or a member of `personal` that is not a digest of 43 base64url digits (rules.json, PRIV-01).
    public static func areShown(in bytes: Span<UInt8>) -> Bool {
        var tape = JSONTape()
        guard (try? tape.scan(bytes)) != nil, tape.kind(JSONTape.root) == .object,
            let typeNode = member("type", of: JSONTape.root, tape, bytes),
            let type = tape.string(typeNode, bytes).flatMap({ EventType(rawValue: $0) })
        else { return false }
        let personal = EventDefinition.of(type)?.personal ?? []
        if let data = member("data", of: JSONTape.root, tape, bytes), tape.kind(data) == .object {
            for name in names(of: data, tape, bytes) where personal.contains(name) { return true }
        }
        guard let digests = member("personal", of: JSONTape.root, tape, bytes), tape.kind(digests) == .object
        else { return false }
        var name = digests + 1
        for _ in 0..<tape.childCount(digests) {
            if !isDigest(name + 1, tape, bytes) { return true }
            name = tape.next(name + 1)
        }
        return false
    }

    private static func isDigest(_ node: Int, _ tape: JSONTape, _ bytes: Span<UInt8>) -> Bool {
        guard tape.kind(node) == .string,
            let raw = tape.withSpan(node, bytes, { Base64.decode($0, .urlWithoutPadding) })
        else { return false }
        return raw.count == Digest.width
    }

    private static func member(_ wanted: String, of node: Int, _ tape: JSONTape, _ bytes: Span<UInt8>) -> Int? {
        var name = node + 1
        for _ in 0..<tape.childCount(node) {
            if tape.isString(name, bytes, wanted) { return name + 1 }
            name = tape.next(name + 1)
        }
        return nil
    }

    private static func names(of node: Int, _ tape: JSONTape, _ bytes: Span<UInt8>) -> [String] {
        var names: [String] = []
        var name = node + 1
        for _ in 0..<tape.childCount(node) {
            if let text = tape.string(name, bytes) { names.append(text) }
            name = tape.next(name + 1)
        }
        return names
    }
}
