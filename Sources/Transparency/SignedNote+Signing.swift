internal import Primitives
public import Signing

extension SignedNote {
    /// What a key of some type signs: the text, for a cosignature behind the time (C2SP tlog-cosignature).
    private func message(timestamp: UInt64?) -> [UInt8] {
        guard let timestamp else { return Array(text.utf8) }
        return Array("cosignature/v1\ntime \(timestamp)\n\(text)".utf8)
    }

    /// Signs the text with a key of type 0x01 and adds the line.
    public mutating func sign(with key: SigningKey) {
        let blob = key.secret.sign(message(timestamp: nil).span).bytes
        let id = NoteKeyID(
            name: key.name, algorithm: NoteAlgorithm.ed25519.rawValue, key: key.publicKey.bytes.bytes.span)
        add(NoteSignature(name: key.name, keyID: id, blob: blob))
    }

    /// Cosigns the text as a witness, type 0x04, at a time in seconds since the Unix epoch, and adds the line.
    ///
    /// - Returns: the line, which is what a witness answers.
    @discardableResult
    public mutating func cosign(with key: SigningKey, timestamp: UInt64) -> NoteSignature {
        var blob: [UInt8] = []
        blob.append(bigEndian: timestamp)
        blob.append(key.secret.sign(message(timestamp: timestamp).span))
        let id = NoteKeyID(
            name: key.name, algorithm: NoteAlgorithm.cosignature.rawValue, key: key.publicKey.bytes.bytes.span)
        let signature = NoteSignature(name: key.name, keyID: id, blob: blob)
        add(signature)
        return signature
    }

    /// The signatures by known keys, each key once, in the order of their lines.
    ///
    /// Lines of unknown keys are passed over. A line that names a known key and does not verify spoils the note.
    ///
    /// - Throws: `signatureInvalid`, `unverified` where no known key has signed, `keysAmbiguous`.
    public func verified(by keys: [VerificationKey]) throws(NoteDefect) -> [VerifiedNoteSignature] {
        for (index, key) in keys.enumerated() {
            let isRepeated = keys[..<index].contains {
                $0.name.isSame(as: key.name) && $0.noteKeyID == key.noteKeyID && $0 != key
            }
            if isRepeated { throw .keysAmbiguous(name: key.name) }
        }
        var verified: [VerifiedNoteSignature] = []
        for signature in signatures {
            let key = keys.first {
                $0.noteKeyID == signature.keyID && $0.name.isSame(as: signature.name)
            }
            guard let key else { continue }
            guard let result = verify(signature, by: key) else { throw .signatureInvalid(name: key.name) }
            if !verified.contains(where: { $0.key == key }) { verified.append(result) }
        }
        guard !verified.isEmpty else { throw .unverified }
        return verified
    }

    private func verify(_ signature: NoteSignature, by key: VerificationKey) -> VerifiedNoteSignature? {
        switch key.algorithm {
        case .ed25519:
            guard let value = Signature(signature.blob.span),
                key.publicKey.verifies(value, over: message(timestamp: nil).span)
            else { return nil }
            return VerifiedNoteSignature(key: key, timestamp: nil)
        case .cosignature:
            guard signature.blob.count == 8 + Signature.width else { return nil }
            let timestamp = signature.blob.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard timestamp <= UInt64(Int64.max), let value = Signature(signature.blob.span.extracting(8...)),
                key.publicKey.verifies(value, over: message(timestamp: timestamp).span)
            else { return nil }
            return VerifiedNoteSignature(key: key, timestamp: timestamp)
        }
    }
}
