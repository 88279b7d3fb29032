import Ledger
import Primitives
import Terminal

/// What a certificate's check came to, for people and for programs.
struct CertificateText {
    let check: CertificateCheck

    /// The exit status: the smallest that applies.
    var status: ExitStatus {
        if check.problems.contains(where: { $0.category == .integrity }) { return .integrityViolated }
        return check.holds ? .done : .badSignature
    }

    func write(_ output: OutputOptions, _ context: TerminalContext) throws(LedgerError) {
        if output.format == .text { try text(context) } else { try json.write(to: context) }
    }

    private var json: JSONValue {
        .members([
            "schema": "examledger-certificate-check/1", "holds": .bool(check.holds),
            "certificate": check.certificate?.json,
            "certificate_sha256": check.certificate.map { .string($0.digest.hex) },
            "signers": .array(
                check.signers.map { .members(["holder": .string($0.holder), "key_id": .string($0.key.hex)]) }),
            "required": check.required.map { .integer($0) },
            "problems": .array(
                check.problems.map { .members(["code": .string($0.code), "message": .phrase($0.phrase)]) }),
            "not_checked": .array(
                check.notChecked.map { .members(["code": .string($0.code), "message": .phrase($0.phrase)]) }),
        ])
    }

    private func text(_ context: TerminalContext) throws(LedgerError) {
        let verdict =
            check.holds
            ? Phrase(en: "the certificate holds", zh: "证书有效") : Phrase(en: "the certificate does NOT hold", zh: "证书不成立")
        try context.output.line(context.outputStyle.paint(context.text(verdict), check.holds ? .good : .bad))
        if let certificate = check.certificate {
            let sittings = certificate.sittings.joined(separator: ", ")
            try context.write([
                context.text(
                    Phrase(
                        en: "\(certificate.ledger), \(certificate.exam): \(sittings), on \(certificate.size) entries; "
                            + "\(certificate.withheld.count) withheld; scores \(certificate.scoresSHA256.hex) "
                            + "(\(certificate.scoresBytes) bytes)",
                        zh: "\(certificate.ledger)，\(certificate.exam)：\(sittings)，依据 \(certificate.size) 条；"
                            + "暂缓 \(certificate.withheld.count) 名；成绩文件 \(certificate.scoresSHA256.hex)"
                            + "（\(certificate.scoresBytes) 字节）"))
            ])
        }
        let holders = check.signers.map(\.holder).joined(separator: ", ")
        let required = check.required.map { String($0) } ?? "?"
        try context.write([
            context.text(
                Phrase(
                    en: "signed by \(check.signers.count) of \(required) officers: \(holders)",
                    zh: "已签署 \(check.signers.count) 名，须 \(required) 名：\(holders)"))
        ])
        for problem in check.problems { try context.write(["  \(problem.code): \(context.text(problem.phrase))"]) }
        if !check.notChecked.isEmpty {
            try context.output.line(context.text(Phrase(en: "not checked:", zh: "未检查：")))
        }
        for omission in check.notChecked { try context.write(["  \(context.text(omission.phrase))"]) }
    }
}
