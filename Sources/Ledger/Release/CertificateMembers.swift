import Primitives
import Signing

/// An object of a certificate being read: every member is asked for, and what nobody asked for is refused.
struct CertificateMembers {
    private let path: String
    private let members: [JSONValue.Member]

    init(_ value: JSONValue, at path: String = "", names: [String]) throws(CertificateDefect) {
        guard case .object(let members) = value else { throw .member(path) }
        for member in members where !names.contains(where: { $0.isSame(as: member.name) }) {
            throw .unknownMember(path + member.name)
        }
        self.path = path
        self.members = members
    }

    func value(_ name: String) throws(CertificateDefect) -> JSONValue {
        guard let member = members.first(where: { $0.name.isSame(as: name) }) else { throw .member(path + name) }
        return member.value
    }

    func object(_ name: String, names: [String]) throws(CertificateDefect) -> CertificateMembers {
        try CertificateMembers(value(name), at: path + name + ".", names: names)
    }

    func text(_ name: String) throws(CertificateDefect) -> String {
        guard case .string(let text) = try value(name) else { throw .member(path + name) }
        return text
    }

    func count(_ name: String) throws(CertificateDefect) -> UInt64 {
        guard case .integer(let number) = try value(name), number >= 0 else { throw .member(path + name) }
        return UInt64(number)
    }

    func list(_ name: String) throws(CertificateDefect) -> [JSONValue] {
        guard case .array(let values) = try value(name) else { throw .member(path + name) }
        return values
    }

    func texts(_ name: String) throws(CertificateDefect) -> [String] {
        var texts: [String] = []
        for value in try list(name) {
            guard case .string(let text) = value else { throw .member(path + name) }
            texts.append(text)
        }
        return texts
    }

    func bytes(_ name: String) throws(CertificateDefect) -> [UInt8] {
        guard let bytes = Base64.decode(try text(name)) else { throw .member(path + name) }
        return bytes
    }

    /// Byte strings in Base64.
    func byteStrings(_ name: String) throws(CertificateDefect) -> [[UInt8]] {
        var strings: [[UInt8]] = []
        for text in try texts(name) {
            guard let bytes = Base64.decode(text) else { throw .member(path + name) }
            strings.append(bytes)
        }
        return strings
    }

    /// A digest in hex.
    func digest(_ name: String) throws(CertificateDefect) -> Digest {
        guard let digest = Digest(hex: try text(name)) else { throw .member(path + name) }
        return digest
    }

    /// A digest in Base64, as checkpoints write roots.
    func root(_ name: String) throws(CertificateDefect) -> Digest {
        let bytes = try bytes(name)
        guard let digest = Digest(bytes.span) else { throw .member(path + name) }
        return digest
    }

    func path(_ name: String) throws(CertificateDefect) -> [Digest] {
        var digests: [Digest] = []
        for text in try texts(name) {
            guard let digest = Digest(hex: text) else { throw .member(path + name) }
            digests.append(digest)
        }
        return digests
    }

    /// The envelope that the object is.
    func envelope() throws(CertificateDefect) -> JointEnvelope {
        var signatures: [EnvelopeSignature] = []
        for value in try list("signatures") {
            let signature = try CertificateMembers(value, at: path + "signatures.", names: ["keyid", "sig"])
            let bytes = try signature.bytes("sig")
            let keyID = try signature.text("keyid")
            guard let keyID = KeyID(hex: keyID), let value = Signature(bytes.span),
                signatures.count < JointEnvelope.signatureLimit
            else { throw .member(path + "signatures") }
            signatures.append(EnvelopeSignature(keyID: keyID, signature: value))
        }
        return JointEnvelope(
            payloadType: try text("payloadType"), payload: try bytes("payload"), signatures: signatures)
    }
}
