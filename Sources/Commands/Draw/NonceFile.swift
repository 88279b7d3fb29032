import Glibc
import Primitives
import Terminal

/// A contributor's random number, kept from commit to reveal: a file of one line in mode 0600.
///
///     examledger-draw-nonce/1 <64 hex, the draw> <64 hex, the nonce>
struct NonceFile {
    private static let version = "examledger-draw-nonce/1"

    let draw: Digest
    let nonce: Digest

    /// Reads the file; one that others may read is refused.
    init(_ path: String) throws(LedgerError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .file(path, Phrase(en: "read", zh: "读取")) }
        guard status.st_mode & 0o077 == 0 else {
            throw .draw(
                "nonce-mode", "\(path): Others may read this file; it must be readable by its owner alone.",
                "\(path)：其他用户可以读取此文件；它只能由所有者读取。",
                hint: Phrase(en: "chmod 600 \(path)", zh: "chmod 600 \(path)"))
        }
        let fields = try TextFile.read(path).split(whereSeparator: \.isWhitespace).map(String.init)
        guard fields.count == 3, fields[0] == NonceFile.version, let draw = Digest(hex: fields[1]),
            let nonce = Digest(hex: fields[2])
        else {
            throw .draw(
                "nonce-form", "\(path): This is not a file that examledger draw contribute wrote.",
                "\(path)：这不是 examledger draw contribute 写出的文件。")
        }
        (self.draw, self.nonce) = (draw, nonce)
    }

    /// Writes a new random number to a new file, durable on return.
    init(making path: String, for draw: Digest, _ context: TerminalContext) throws(LedgerError) {
        guard let nonce = Digest(context.randomness(Digest.width).span) else {
            throw .draw("randomness", "The system gave no random bytes.", "系统没有给出随机字节。")
        }
        (self.draw, self.nonce) = (draw, nonce)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw .file(path, Phrase(en: "written", zh: "写入")) }
            throw .draw(
                "nonce-exists", "\(path): There is a file already, and a random number is never overwritten.",
                "\(path)：文件已存在；随机数绝不会被覆盖。", hint: Phrase(en: "Choose another path.", zh: "请换一个路径。"))
        }
        defer { close(descriptor) }
        let output = Output(descriptor: descriptor)
        try output.line("\(NonceFile.version) \(draw.hex) \(nonce.hex)")
        try output.flush()
        guard fsync(descriptor) == 0 else { throw .file(path, Phrase(en: "written", zh: "写入")) }
    }
}
