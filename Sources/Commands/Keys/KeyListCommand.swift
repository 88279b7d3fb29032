import ArgumentParser
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Lists the registry.
struct KeyListCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the keys that the log has enrolled and revoked.",
        discussion: "examledger key list --role administrator")

    @Option(help: "Only keys of this role.")
    var role: Role?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let rows = try ledger.open(context).registry().all.flatMap { keyID, records in
            records.filter { role == nil || $0.role == role }.map { (keyID, $0) }
        }.sorted { $0.1.enrolledAt < $1.1.enrolledAt }
        switch output.format {
        case .text: try table(rows).write(to: context)
        case .json:
            try JSONValue.members(["schema": "examledger-keys/1", "keys": .array(rows.map(json))]).write(to: context)
        case .ndjson: for row in rows { try json(row).write(to: context) }
        }
        return .done

        func table(_ rows: [(KeyID, Enrolment)]) -> Table {
            var table = Table(
                [
                    Phrase(en: "holder", zh: "持有者"), Phrase(en: "role", zh: "角色"), Phrase(en: "key id", zh: "密钥标识"),
                    Phrase(en: "enrolled", zh: "登记于"), Phrase(en: "revoked", zh: "吊销于"),
                ].map { Table.Column(context.text($0)) })
            for (keyID, enrolment) in rows {
                table.add([
                    "\(enrolment.holder)", "\(enrolment.role.rawValue)", "\(keyID.hex)", "#\(enrolment.enrolledAt)",
                    Table.Cell(
                        enrolment.revokedAt.map { "#\($0)" } ?? "-", enrolment.revokedAt == nil ? nil : .warning),
                ])
            }
            return table
        }
    }

    private func json(_ row: (KeyID, Enrolment)) -> JSONValue {
        .members([
            "key_id": .string(row.0.hex), "holder": .string(row.1.holder), "role": .string(row.1.role.rawValue),
            "public_key": .string(row.1.publicKey.bytes.hex), "enrolled_at": .number(row.1.enrolledAt),
            "revoked_at": row.1.revokedAt.map { .number($0) },
            "valid_from_ms": row.1.validFrom.map { .integer($0.milliseconds) },
            "valid_until_ms": row.1.validUntil.map { .integer($0.milliseconds) },
        ])
    }
}
