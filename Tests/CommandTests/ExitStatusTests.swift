import Primitives
import Testing

@testable import Commands

/// Swift Testing has an `ExitStatus` of its own.
typealias ProgramStatus = Commands.ExitStatus

/// A status, and the codes of the failures that end with it.
struct ExpectedStatus: Sendable, CustomTestStringConvertible {
    let status: ProgramStatus
    let codes: [String]

    init(_ status: ProgramStatus, _ codes: String) {
        self.status = status
        self.codes = codes.split(separator: " ").map(String.init)
    }

    var testDescription: String { "\(status.rawValue)" }
}

@Suite("Exit statuses")
struct ExitStatusTests {
    /// The codes that can end a command, by the status that says so (cli.md, conventions).
    static let failures: [ExpectedStatus] = [
        ExpectedStatus(.done, "output.closed"),
        ExpectedStatus(
            .incomplete,
            "draw.late draw.file ledger.not-found zone.unknown zone.damaged witness.malformed witness.other-size"),
        ExpectedStatus(.integrityViolated, "store.damaged"),
        ExpectedStatus(
            .badSignature,
            "checkpoint.invalid witness.untrusted key.form key.hash key.algorithm key.name key.unsound key.cost"),
        ExpectedStatus(.inconsistentHistory, "ledger.behind witness.inconsistent witness.record"),
        ExpectedStatus(.noLedger, "ledger.missing store.missing store.not-a-directory witness.missing"),
        ExpectedStatus(.wouldOverwrite, "ledger.exists key.exists draw.nonce-exists witness.exists"),
        ExpectedStatus(.formatTooNew, "ledger.version store.version"),
        ExpectedStatus(.trustMaterialMissing, "key.missing key.empty policy.form witness.unknown-log"),
        ExpectedStatus(
            .keyNotPermitted,
            "key.mode key.public-given key.secret-given key.passphrase-needed key.passphrase-wrong "
                + "key.draw draw.nonce-mode key.passphrase-empty key.refused key.not-enrolled key.holder ledger.key "
                + "witness.log-key"
        ),
        ExpectedStatus(
            .inputOutput,
            "store.io store.full-disk store.full-map store.permission output.failed input.file input.process "
                + "key.unreadable key.write key.directory key.memory service.listen"
        ),
        ExpectedStatus(.usage, "usage time.invalid time.unresolved zone.invalid"),
        ExpectedStatus(.unavailable, "crypto.unavailable crypto.ecvrf service.curl-missing"),
        ExpectedStatus(.ownDefect, "store.order store.key"),
        ExpectedStatus(.busy, "store.busy"),
        ExpectedStatus(.interrupted, "interrupted"),
    ]

    @Test("a failure ends with the status that stands for it", arguments: failures)
    func failure(expected: ExpectedStatus) {
        for code in expected.codes {
            let error = LedgerError(LedgerError.Code(rawValue: code), Phrase(en: code, zh: code))
            #expect(ProgramStatus(error) == expected.status, "\(code)")
        }
    }

    @Test("a failure that nobody thought of is no finding and no success")
    func unknown() {
        let error = LedgerError(LedgerError.Code(rawValue: "moon.full"), Phrase(en: "-", zh: "-"))
        #expect(ProgramStatus(error) == .incomplete)
    }

    @Test("the statuses are those of the contract, each with a sentence of its own in both languages")
    func meanings() {
        let expected: [Int32] = [
            0, 1, 10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 24, 25, 30, 64, 69, 70, 75, 130, 143,
        ]
        #expect(ProgramStatus.allCases.map(\.rawValue) == expected)
        #expect(Set(ProgramStatus.allCases.map(\.meaning.en)).count == expected.count)
        #expect(Set(ProgramStatus.allCases.map(\.meaning.zh)).count == expected.count)
    }
}
