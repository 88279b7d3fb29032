import Transparency

extension ProofReport {
    /// What the check of a release certificate came to, beside that of other files.
    public init(_ check: CertificateCheck) {
        self.init(.certificate)
        subject = check.certificate?.exam ?? ""
        checkpoint = check.checkpoint
        logKeys = check.logKeys
        problems = check.problems
        notChecked = check.notChecked
        guard check.holds, let checkpoint = check.checkpoint, let certificate = check.certificate else { return }
        extent = Extent(size: checkpoint.size, receivedAt: nil)
        let holders = check.signers.map(\.holder).joined(separator: ", ")
        verified = [
            .checkpoint(checkpoint),
            Point(
                "signers",
                "\(holders) signed the release of \(certificate.sittings.joined(separator: ", ")), by keys that the "
                    + "log enrols as administrators'.",
                "\(holders) 签署了 \(certificate.sittings.joined(separator: "、")) 的成绩公布，所用密钥在日志中登记为管理员密钥。"),
        ]
        notChecked = Point.noWitness(checkpoint) + notChecked
    }
}
