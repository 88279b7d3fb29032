import Glibc
public import Primitives

/// A file that is to be held against the ledger.
public struct EvidenceFile: Hashable, Sendable {
    /// Its path as people read it.
    public let path: String
    /// The path byte for byte: a name need not be text.
    let bytes: [UInt8]

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        path = String(decoding: bytes, as: UTF8.self)
    }

    /// The folder that it lies in, byte for byte.
    var folder: ArraySlice<UInt8> { bytes[..<(bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0)] }

    /// The files that paths name, each once: a file itself, and all of a folder, however deep, in the order of their
    /// numbers and names.
    ///
    /// In a folder, what begins with a dot is passed over, and a link to another folder is not followed.
    ///
    /// - Throws: `input.file` for a path where nothing is, or a folder that cannot be read.
    public static func list(_ paths: [String]) throws(LedgerError) -> [EvidenceFile] {
        var files: [EvidenceFile] = []
        var seen: Set<EvidenceFile> = []
        for path in paths {
            var bytes = Array(path.utf8)
            while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
            for file in try EvidenceFile(bytes: bytes).expanded() where seen.insert(file).inserted {
                files.append(file)
            }
        }
        return files
    }

    /// How many bytes regular files have together, as far as the system says.
    public static func bytes(of files: [EvidenceFile]) -> UInt64 {
        files.reduce(0) { total, file in
            var status = stat()
            guard file.withPath({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else { return total }
            return total + UInt64(clamping: status.st_size)
        }
    }

    private func expanded() throws(LedgerError) -> [EvidenceFile] {
        switch kind(followingLinks: true) {
        case S_IFDIR: return try walked()
        case nil where errno == ENOENT || errno == ENOTDIR: throw .unreadableFile(path, errno)
        default: return [self]
        }
    }

    /// The kind of file at the path; `nil` with `errno` where there is none to see.
    private func kind(followingLinks: Bool) -> mode_t? {
        var status = stat()
        let result = withPath { path in followingLinks ? stat(path, &status) : lstat(path, &status) }
        return result == 0 ? status.st_mode & S_IFMT : nil
    }

    private func walked() throws(LedgerError) -> [EvidenceFile] {
        guard let folder = withPath({ opendir($0) }) else { throw .unreadableFile(path, errno) }
        var names: [[UInt8]] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name.first != UInt8(ascii: ".") { names.append(name) }
        }
        closedir(folder)
        var files: [EvidenceFile] = []
        for name in names.sorted(by: NaturalOrder.precedes) {
            let file = EvidenceFile(bytes: bytes + [UInt8(ascii: "/")] + name)
            switch file.kind(followingLinks: false) {
            case S_IFDIR: files += try file.walked()
            case S_IFLNK where file.kind(followingLinks: true) == S_IFDIR: continue
            default: files.append(file)
            }
        }
        return files
    }

    func withPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("a path ends with a zero") }
            return body(start)
        }
    }
}

/// The order in which people number files: digits by their value, everything else by its bytes.
enum NaturalOrder {
    static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        var (left, right) = (left[...], right[...])
        while let a = left.first, let b = right.first {
            if isDigit(a), isDigit(b) {
                let (x, y) = (takeNumber(&left), takeNumber(&right))
                if x.count != y.count { return x.count < y.count }
                if !x.elementsEqual(y) { return x.lexicographicallyPrecedes(y) }
            } else {
                if a != b { return a < b }
                left.removeFirst()
                right.removeFirst()
            }
        }
        return left.count < right.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The digits in front, without leading zeros.
    private static func takeNumber(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = bytes.prefix(while: isDigit)
        bytes = bytes[digits.endIndex...]
        return digits.drop { $0 == UInt8(ascii: "0") }
    }
}

extension LedgerError {
    static func unreadableFile(_ path: String, _ code: Int32) -> LedgerError {
        let cause = Phrase.system(code)
        return LedgerError(
            LedgerError.Code(rawValue: "input.file"),
            Phrase(en: "\(path) cannot be read: \(cause.en).", zh: "无法读取 \(path)：\(cause.zh)。"))
    }
}
