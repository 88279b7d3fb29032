import Exam
public import Primitives
public import Signing
public import Transparency

/// A release certificate checked offline: the file, a trust policy, and nothing else.
public struct CertificateCheck: Sendable {
    /// Somebody who signed, and whose signature counts.
    public struct Signer: Hashable, Sendable {
        /// The holder of the key.
        public let holder: String
        /// The key.
        public let key: KeyID
    }

    /// The certificate, where its payload could be read.
    public private(set) var certificate: ReleaseCertificate?
    /// Whose signatures count, by holder.
    public private(set) var signers: [Signer] = []
    /// How many different officers must sign; `nil` where entry 0 could not be believed.
    public private(set) var required: Int64?
    /// What is wrong.
    public private(set) var problems: [ProofReport.Problem] = []
    /// What was not checked.
    public private(set) var notChecked: [ProofReport.Point] = []
    /// The checkpoint that it rests on, once that is trusted.
    public private(set) var checkpoint: TrustedCheckpoint?
    /// The log's keys as the file tells of them; proved where nothing is wrong.
    private(set) var logKeys: LogKeyHistory?
    private var history: TrustHistory?

    /// Whether everything that was checked holds.
    public var holds: Bool { problems.isEmpty }
    /// Whether nothing is wrong but that signatures are still to come.
    public var awaitsSignatures: Bool { problems.allSatisfy { $0.code == CertificateCheck.tooFew } }

    private static let tooFew = "certificate.signers"

    /// Checks a certificate.
    ///
    /// - Parameters:
    ///   - file: the certificate's file.
    ///   - policy: whom to trust.
    ///   - scores: the SHA-256 and the length of the score file, where it is at hand.
    ///   - held: a checkpoint that was kept elsewhere, as a note.
    public init(
        _ file: CertificateFile, _ policy: TrustPolicy, scores: (sha256: Digest, bytes: UInt64)? = nil,
        held: [UInt8]? = nil
    ) {
        check(file, policy, scores, held)
        omit("certificate.gate", CertificateCheck.gate)
    }

    private mutating func check(
        _ file: CertificateFile, _ policy: TrustPolicy, _ scores: (sha256: Digest, bytes: UInt64)?, _ held: [UInt8]?
    ) {
        let certificate: ReleaseCertificate
        do throws(FormDefect) {
            certificate = try ReleaseCertificate(payload: file.envelope.payload)
        } catch {
            return wrong("certificate.payload", .integrity, error.phrase)
        }
        self.certificate = certificate
        checkScores(certificate, scores)
        var objections: [VerificationProblem] = []
        logKeys = LogKeyHistory(opened: file.opened.bytes, trust: file.trust.entries, &objections)
        let checkpoint: TrustedCheckpoint
        do throws(NoteDefect) {
            checkpoint = try policy.verify(Array(file.note.utf8), logKeys)
        } catch {
            wrong("checkpoint.invalid", .signature, error.advice)
            problems += objections.map(ProofReport.Problem.init)
            return
        }
        guard checkpoint.origin.isSame(as: certificate.ledger), checkpoint.size == certificate.size,
            checkpoint.root == certificate.root
        else { return wrong("certificate.checkpoint", .integrity, CertificateCheck.otherCheckpoint) }
        check(held, policy, against: checkpoint)
        self.checkpoint = checkpoint
        if policy.authority == nil { omit("certificate.authority", CertificateCheck.authority) }
        var found: [VerificationProblem] = []
        let history = TrustHistory(file, under: checkpoint, authority: policy.authority, &found)
        problems += found.map(ProofReport.Problem.init)
        guard let history else { return }
        self.history = history
        required = history.identity.approvalsRequired
        checkSignatures(file.envelope, certificate, history)
    }

    /// Why a key may not sign; `nil` where it may.
    public func objection(toSignatureBy key: PublicKey) -> Phrase? {
        guard let certificate, let history else { return CertificateCheck.unknown }
        guard let holder = CertificateCheck.holder(of: key, certificate, history) else {
            return CertificateCheck.notCounting(key.id)
        }
        return signers.first { $0.holder.isSame(as: holder) }.map { _ in
            Phrase(en: "\(holder) has signed already: another officer must", zh: "\(holder) 已签署，须由另一人签署")
        }
    }

    private static func holder(
        of key: PublicKey, _ certificate: ReleaseCertificate, _ history: TrustHistory
    ) -> String? {
        history.registry.enrolments(of: key.id).first { enrolment in
            enrolment.role == .administrator && enrolment.revokedAt == nil && enrolment.publicKey == key
                && enrolment.isValid(at: certificate.releasedAt)
        }?.holder
    }

    private mutating func checkSignatures(
        _ envelope: JointEnvelope, _ certificate: ReleaseCertificate, _ history: TrustHistory
    ) {
        for signature in envelope.signatures {
            let key = history.registry.enrolments(of: signature.keyID).first?.publicKey
            guard let key, let holder = CertificateCheck.holder(of: key, certificate, history) else {
                wrong("certificate.key", .signature, CertificateCheck.notCounting(signature.keyID))
                continue
            }
            guard envelope.verifies(signature, by: key) else {
                wrong(
                    "signature.invalid", .signature,
                    Phrase(en: "the signature of \(holder) does not hold", zh: "\(holder) 的签名无效"))
                continue
            }
            guard !signers.contains(where: { $0.holder.isSame(as: holder) }) else { continue }
            signers.append(Signer(holder: holder, key: signature.keyID))
        }
        signers.sort { $0.holder.utf8.lexicographicallyPrecedes($1.holder.utf8) }
        guard signers.count < history.identity.approvalsRequired else { return }
        wrong(
            CertificateCheck.tooFew, .signature,
            Phrase(
                en: "\(signers.count) different officers have signed, \(history.identity.approvalsRequired) must",
                zh: "已有 \(signers.count) 名不同人员签署，须有 \(history.identity.approvalsRequired) 名"))
    }

    private mutating func checkScores(
        _ certificate: ReleaseCertificate, _ scores: (sha256: Digest, bytes: UInt64)?
    ) {
        guard let scores else { return omit("certificate.scores", CertificateCheck.scores) }
        guard scores.sha256 != certificate.scoresSHA256 || scores.bytes != certificate.scoresBytes else { return }
        wrong("certificate.scores", .integrity, CertificateCheck.otherScores)
    }

    private mutating func check(
        _ held: [UInt8]?, _ policy: TrustPolicy, against checkpoint: TrustedCheckpoint
    ) {
        guard let held else { return omit("certificate.checkpoint", CertificateCheck.notHeld) }
        do throws(NoteDefect) {
            let own = try policy.verify(held, logKeys)
            guard own.origin.isSame(as: checkpoint.origin) else { throw .originUnknown(own.origin) }
            if own.size != checkpoint.size {
                omit("certificate.consistency", CertificateCheck.otherSize)
            } else if own.root != checkpoint.root {
                wrong("certificate.fork", .integrity, CertificateCheck.fork)
            }
        } catch {
            wrong("checkpoint.invalid", .signature, ProofReport.Problem(held: error).phrase)
        }
    }

    private mutating func wrong(_ code: String, _ category: ProofReport.Problem.Category, _ phrase: Phrase) {
        problems.append(ProofReport.Problem(code, category, phrase))
    }

    private mutating func omit(_ code: String, _ phrase: Phrase) {
        notChecked.append(ProofReport.Point(code, phrase.en, phrase.zh))
    }
}

extension CertificateCheck {
    private static let otherCheckpoint = Phrase(
        en: "the checkpoint in the file is not the one that the certificate names", zh: "文件中的检查点与证书所指不符")
    private static let otherScores = Phrase(
        en: "the score file is not the one that was released", zh: "成绩文件与所公布的不一致")
    private static let fork = Phrase(
        en: "the checkpoint that was held elsewhere is of another log", zh: "外部持有的检查点属于另一份日志")
    private static func notCounting(_ key: KeyID) -> Phrase {
        Phrase(
            en: "key \(key.hex) is no administrator's key that counts at the release",
            zh: "密钥 \(key.hex) 并非公布时有效的管理员密钥")
    }

    private static let unknown = Phrase(en: "the certificate cannot be believed", zh: "证书不可信")

    private static let scores = Phrase(
        en: "the score file itself (--scores FILE)", zh: "成绩文件本身（--scores FILE）")
    private static let authority = Phrase(
        en: "that the authority is the right one: the policy names none", zh: "主管方密钥是否正确：信任策略未指明")
    private static let notHeld = Phrase(
        en: "that the checkpoint is of the log that others see (--checkpoint FILE, held elsewhere)",
        zh: "检查点是否属于他人所见的日志（--checkpoint FILE，外部持有）")
    private static let otherSize = Phrase(
        en: "that the checkpoint held elsewhere and the certificate's are of one log: they have other sizes, and the "
            + "ledger's proof of consistency is not in the file",
        zh: "外部持有的检查点与证书的检查点是否同属一份日志：两者大小不同，文件中没有一致性证明")
    private static let gate = Phrase(
        en: "the findings, the approvals and the draws behind the certificate, and that no key was revoked after the "
            + "last entry shown of the trust stream: the ledger shows them (examledger audit, examledger verify)",
        zh: "证书所依据的审计结果、批准和抽签，以及在所示信任流最后一条之后是否有密钥被吊销：须查账本（examledger audit、examledger verify）")
}
