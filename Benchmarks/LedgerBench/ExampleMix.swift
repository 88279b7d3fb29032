import Exam
import Foundation
import Ledger
import Primitives
import Signing

/// The example exam day, many times over: every copy is a sitting of its own with its own candidates and keys.
struct ExampleMix {
    private let folder: URL
    private let staff: [String: SigningKey]
    private let lines: [(receivedAt: Int64, payload: String, signer: KeyID)]
    private let namesOfKeys: [KeyID: String]

    init(folder: URL) throws {
        self.folder = folder
        var keys: [String: SigningKey] = [:]
        var names: [KeyID: String] = [:]
        for file in try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "keys"), includingPropertiesForKeys: nil) where file.pathExtension == "key"
        {
            let text = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
            let name = file.deletingPathExtension().lastPathComponent
            keys[name] = try SigningKey(text: text)
            names[KeyID(publicKey: try SigningKey(text: text).publicKey.bytes)] = name
        }
        staff = keys
        namesOfKeys = names
        var reader = EnvelopeReader()
        lines = try String(contentsOf: folder.appending(path: "envelopes.ndjson"), encoding: .utf8)
            .split(separator: "\n").map { line in
                let signature = try reader.read(Array(line.utf8).span)
                return (
                    reader.receivedAt?.milliseconds ?? 0, String(decoding: reader.payload, as: UTF8.self),
                    signature.keyID
                )
            }
    }

    var authority: SigningKey? { staff["authority"] }

    /// Writes so many envelopes, in the order received, and returns how many there are.
    func write(_ count: Int, to file: URL) throws -> Int {
        let own = lines.filter { !$0.payload.contains("\"sitting\"") }
        let sitting = lines.filter { $0.payload.contains("\"sitting\"") }
        let copies = max(1, (count - own.count + sitting.count - 1) / sitting.count)
        var output: [(Int64, Int, [UInt8])] = []
        var order = 0
        for line in own {
            output.append((line.receivedAt, order, try envelope(line, payload: line.payload, key: name(line.signer))))
            order += 1
        }
        for copy in 0..<copies {
            let keys = try copy == 0 ? [:] : keysOfCopy(copy)
            for line in sitting {
                let payload = copy == 0 ? line.payload : rewritten(line.payload, copy, keys)
                let signer = name(line.signer)
                output.append((line.receivedAt, order, try envelope(line, payload: payload, key: signer, keys)))
                order += 1
            }
        }
        output.sort { ($0.0, $0.1) < ($1.0, $1.1) }
        let taken = output.prefix(count)
        var bytes: [UInt8] = []
        for line in taken { bytes.append(contentsOf: line.2) }
        try Data(bytes).write(to: file)
        return taken.count
    }

    private func name(_ keyID: KeyID) -> String { namesOfKeys[keyID] ?? "" }

    /// The candidates', clients' and phones' keys of a copy, by the names of the originals.
    private func keysOfCopy(_ copy: Int) throws -> [String: SigningKey] {
        var keys: [String: SigningKey] = [:]
        for (name, key) in staff where ["c-", "pc", "ph"].contains(String(name.prefix(2))) {
            let seed = SHA256.digest(of: Array("\(copy)/\(name)".utf8)).bytes
            keys[name] = try SigningKey(name: key.name, secret: SecretKey(seed: seed.span))
        }
        return keys
    }

    /// The statement with the ids, devices and keys of a copy.
    private func rewritten(_ payload: String, _ copy: Int, _ keys: [String: SigningKey]) -> String {
        let mark = String(format: "%03x", copy)
        var text = payload
        for prefix in ["\"c-0", "\"pc-0", "\"ph-0"] {
            text = text.replacing(prefix, with: prefix.dropLast() + mark + "-")
        }
        text = text.replacing("\"s-01-a\"", with: "\"s-\(mark)\"")
        if text.contains("key_id") {
            for (name, key) in keys {
                guard let original = staff[name] else { continue }
                text = text.replacing(original.publicKey.id.hex, with: key.publicKey.id.hex)
                text = text.replacing(original.publicKey.bytes.hex, with: key.publicKey.bytes.hex)
            }
        }
        return text.replacing(/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab])[0-9a-f]{3}(-[0-9a-f]{12})/) { match in
            "\(match.1)\(mark)\(match.2)"
        }
    }

    private func envelope(
        _ line: (receivedAt: Int64, payload: String, signer: KeyID), payload: String, key: String,
        _ keys: [String: SigningKey] = [:]
    ) throws -> [UInt8] {
        guard let signer = keys[key] ?? staff[key] else { throw BenchError.noKey(key) }
        var envelope = Envelope(
            payloadType: Envelope.eventType, signing: Array(payload.utf8), with: signer.secret)
        envelope.receivedAt = Instant(milliseconds: line.receivedAt)
        var bytes: [UInt8] = []
        envelope.write(to: &bytes)
        return bytes
    }
}

/// Why a measurement could not be made.
enum BenchError: Error, CustomStringConvertible {
    case noKey(String)
    case usage
    case phase(String)

    var description: String {
        switch self {
        case .noKey(let name): "the example day has no key \(name)"
        case .usage: "usage: ledger-bench [--events N] [--candidates N, 10 or more] [--format text|json]"
        case .phase(let name): "\(name) could not be measured"
        }
    }
}
