import Glibc
import Ledger
import Primitives
import Terminal

extension CertificateFile {
    /// The largest file that is read, in bytes.
    static let sizeLimit = 64 << 20

    /// Writes the certificate; durable on return.
    ///
    /// - Parameter isNew: whether nothing may be at the path; else the file is put in the place of the one there.
    func write(to path: String, isNew: Bool) throws(LedgerError) {
        let target = isNew ? path : path + ".new"
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (isNew ? O_EXCL : O_TRUNC)
        let descriptor = open(target, flags, 0o644)
        guard descriptor >= 0 else { throw .file(target, Phrase(en: "written", zh: "写入")) }
        defer { close(descriptor) }
        do throws(LedgerError) {
            let output = Output(descriptor: descriptor)
            try output.line(json.text)
            try output.flush()
            guard fsync(descriptor) == 0 else { throw .file(target, Phrase(en: "written", zh: "写入")) }
        } catch {
            unlink(target)
            throw error
        }
        if !isNew, rename(target, path) != 0 { throw .file(path, Phrase(en: "written", zh: "写入")) }
    }

    /// Reads the certificate at a path.
    ///
    /// - Throws: `certificate.invalid` for a file that is none.
    init(at path: String) throws(LedgerError) {
        let lines = try LineReader(path, limit: CertificateFile.sizeLimit)
        var bytes: [UInt8] = []
        var line: [UInt8] = []
        while bytes.count <= CertificateFile.sizeLimit, try lines.next(&line) { bytes += line + [UInt8(ascii: "\n")] }
        do throws(FormDefect) {
            try self.init(bytes)
        } catch {
            throw LedgerError(
                LedgerError.Code(rawValue: "certificate.invalid"),
                Phrase(
                    en: "\(path) is no release certificate: \(error.phrase.en)",
                    zh: "\(path) 不是公布证书：\(error.phrase.zh)"))
        }
    }
}

extension LedgerError {
    /// A file that would be written over.
    static func fileExists(_ path: String) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "key.exists"),
            Phrase(en: "\(path) is there already.", zh: "\(path) 已存在。"))
    }
}
