import Foundation
import Primitives
import Signing
import TestSupport
import Testing

@Suite("Key files")
struct KeyFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static let secretLine = "PRIVATE+KEY+a-01+4abc0b60+ASJSW+VTmAt3xRrZDmrKawNcATKTAjJJIYKRuyb6Xyl8"
    static let publicLine = "a-01+4abc0b60+AQXpjJNbwnsauOfwKyaOqitbtSn8YcdRVkuR83/K+rrX"

    static let refusedSecrets: [(String, String)] = [
        ("", "key.empty"), ("\n", "key.empty"), ("hello", "key.form"), (publicLine, "key.public-given"),
        (secretLine + "\n\n", "key.form"), (secretLine + "\n" + secretLine, "key.form"),
        (secretLine + " ", "key.form"), (" " + secretLine, "key.form"), (secretLine + "\r\n", "key.form"),
        ("PRIVATE+KEY+", "key.form"), ("PRIVATE+KEY+a-01+4abc0b60", "key.form"),
        ("PRIVATE+KEY++4abc0b60+ASJSW+VTmAt3xRrZDmrKawNcATKTAjJJIYKRuyb6Xyl8", "key.name"),
        ("PRIVATE+KEY+a 01+4abc0b60+ASJSW+VTmAt3xRrZDmrKawNcATKTAjJJIYKRuyb6Xyl8", "key.name"),
        ("PRIVATE+KEY+a-02+4abc0b60+ASJSW+VTmAt3xRrZDmrKawNcATKTAjJJIYKRuyb6Xyl8", "key.hash"),
        ("PRIVATE+KEY+a-01+4ABC0B60+ASJSW+VTmAt3xRrZDmrKawNcATKTAjJJIYKRuyb6Xyl8", "key.form"),
        ("PRIVATE+KEY+a-01+4abc0b61+ASJSW+VTmAt3xRrZDmrKawNcATKTAjJJIYKRuyb6Xyl8", "key.hash"),
        ("PRIVATE+KEY+a-01+4abc0b60+AiJSW+VTmAt3xRrZDmrKawNcATKTAjJJIYKRuyb6Xyl8", "key.algorithm"),
        ("PRIVATE+KEY+a-01+4abc0b60+ASJSW+VTmAt3xRrZDmrKawNcATKTAjJJIYKRuyb6Xy==", "key.form"),
        ("PRIVATE+KEY+a-01+4abc0b60+", "key.form"),
        ("examledger-secret-key/1 argon2id 2 67108864 AAAA AAAA AAAA", "key.form"),
        (String(repeating: "x", count: 5000), "key.form"),
    ]

    func file(_ text: String, mode: Int = 0o600) throws -> String {
        let path = folder.url.appending(path: UUID().uuidString).path
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    @Test("a secret key is read with and without its line break", arguments: ["", "\n"])
    func secret(end: String) throws {
        let key = try KeyFile.signingKey(at: file(KeyFileTests.secretLine + end))
        #expect(key.name == "a-01")
        #expect(key.publicKey.id.hex == "9973a4593fb1bfa762187c0c5b1666b2")
        #expect(key.verificationKey.text == KeyFileTests.publicLine)
    }

    @Test("a written key reads back, in mode 0600, and is never overwritten")
    func writing() throws {
        let key = try SigningKey.generate(name: "c-0001")
        let path = folder.url.appending(path: "c-0001.key").path
        try KeyFile.write(key, to: path)
        #expect(try KeyFile.signingKey(at: path).publicKey == key.publicKey)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(throws: LedgerError("key.exists")) { try KeyFile.write(key, to: path) }
        let publicPath = folder.url.appending(path: "c-0001.vkey").path
        try KeyFile.write(key.verificationKey, to: publicPath)
        #expect(try KeyFile.verificationKey(at: publicPath) == key.verificationKey)
        #expect(throws: LedgerError("key.write")) {
            try KeyFile.write(key, to: folder.path + "/absent/c-0001.key")
        }
    }

    @Test("a passphrase opens its key, another does not, and a changed file is refused")
    func passphrase() throws {
        let key = try SigningKey.generate(name: "a-01")
        let path = folder.url.appending(path: "protected.key").path
        let passphrase = Array("correct horse".utf8)
        try KeyFile.write(key, to: path, passphrase: passphrase, cost: .interactive)
        #expect(try KeyFile.signingKey(at: path, passphrase: passphrase).publicKey == key.publicKey)
        #expect(throws: LedgerError("key.passphrase-needed")) { try KeyFile.signingKey(at: path) }
        #expect(throws: LedgerError("key.passphrase-wrong")) {
            try KeyFile.signingKey(at: path, passphrase: Array("correct house".utf8))
        }
        #expect(throws: LedgerError("key.passphrase-empty")) { try KeyFile.signingKey(at: path, passphrase: []) }
        #expect(throws: LedgerError("key.secret-given")) { try KeyFile.verificationKey(at: path) }
        let line = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!line.contains("a-01"))
        let cheaper = try file(line.replacing("argon2id 2 ", with: "argon2id 1 "))
        #expect(throws: LedgerError("key.passphrase-wrong")) {
            try KeyFile.signingKey(at: cheaper, passphrase: passphrase)
        }
        let dear = try file(line.replacing(" 67108864 ", with: " 99999999999999 "))
        #expect(throws: LedgerError("key.cost")) { try KeyFile.signingKey(at: dear, passphrase: passphrase) }
    }

    @Test(
        "a mode that lets others in is refused, with the command that mends it",
        arguments: [0o644, 0o640, 0o604, 0o660])
    func mode(mode: Int) throws {
        let path = try file(KeyFileTests.secretLine, mode: mode)
        let error = try #require(throws: LedgerError.self) { try KeyFile.signingKey(at: path) }
        #expect(error == LedgerError("key.mode"))
        #expect(error.hint?.en == "chmod 600 \(path)")
    }

    @Test("a public key may be readable by all")
    func publicMode() throws {
        #expect(try KeyFile.verificationKey(at: file(KeyFileTests.publicLine, mode: 0o644)).name == "a-01")
    }

    @Test(
        "what is not a secret key is refused, each in its own way",
        arguments: KeyFileTests.refusedSecrets)
    func refusals(text: String, code: String) throws {
        let path = try file(text)
        let error = try #require(throws: LedgerError.self) { try KeyFile.signingKey(at: path) }
        #expect(error == LedgerError(code))
        #expect(error.reason.en.hasPrefix(path) && error.reason.zh.hasPrefix(path))
    }

    @Test(
        "what is not a public key is refused, each in its own way",
        arguments: [
            (secretLine, "key.secret-given"), ("a-01", "key.form"), ("", "key.empty"),
            ("a-01+4abc0b60+AQXpjJNbwnsauOfwKyaOqitbtSn8YcdRVkuR83/K+rrY", "key.hash"),
            ("a-01+4abc0b60+AQXpjJNbwnsauOfwKyaOqitbtSn8YcdRVkuR83/K+rr=", "key.form"),
        ])
    func publicRefusals(text: String, code: String) throws {
        #expect(throws: LedgerError(code)) { try KeyFile.verificationKey(at: file(text)) }
    }

    @Test("an unsound public key is refused even where its line is in order")
    func unsound() throws {
        let identity = try VerificationKey(
            name: "x", publicKey: PublicKey(#require(Digest(hex: KeyTests.unsoundKeys[0]))))
        #expect(throws: LedgerError("key.unsound")) { try VerificationKey(text: identity.text) }
    }

    @Test("a missing file, a directory and a pipe each get a clear word")
    func notFiles() throws {
        #expect(throws: LedgerError("key.missing")) { try KeyFile.signingKey(at: folder.path + "/absent.key") }
        #expect(throws: LedgerError("key.directory")) { try KeyFile.signingKey(at: folder.path) }
        let pipe = folder.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(throws: LedgerError("key.form")) { try KeyFile.signingKey(at: pipe) }
    }

    @Test(
        "a name with white space, a control character or a plus sign names no key",
        arguments: ["", "a b", "a+b", "a\u{2003}b", "a\u{1}"])
    func names(name: String) throws {
        #expect(throws: LedgerError("key.name")) { try SigningKey.generate(name: name) }
    }
}
