import Glibc
public import Primitives

extension ZoneRules {
    /// The rules of a zone by its name in the IANA database, from the system's files.
    ///
    /// The name comes from a statement, so it is checked before it becomes part of a path.
    ///
    /// - Throws: `zone.invalid` for a name that none could have, `zone.unknown` where this system does not have it,
    ///   `zone.damaged` where its file is not a TZif file.
    public static func named(
        _ name: String, in folder: String = "/usr/share/zoneinfo"
    ) throws(LedgerError) -> ZoneRules {
        guard isName(name) else {
            throw LedgerError(
                LedgerError.Code(rawValue: "zone.invalid"),
                Phrase(
                    en: "“\(name.printable)” is not the name of a time zone.", zh: "“\(name.printable)”不是时区名称。"),
                hint: Phrase(
                    en: "Use a name of the IANA database, such as Asia/Shanghai.",
                    zh: "请使用 IANA 时区数据库中的名称，例如 Asia/Shanghai。"))
        }
        if name == "UTC" { return .utc }
        guard let bytes = contents(of: folder + "/" + name) else {
            throw LedgerError(
                LedgerError.Code(rawValue: "zone.unknown"),
                Phrase(en: "This system does not know the time zone \(name).", zh: "本系统没有时区 \(name)。"),
                hint: Phrase(
                    en: "Check its spelling, or install the package tzdata.", zh: "请检查拼写，或安装软件包 tzdata。"))
        }
        guard let rules = ZoneRules(name: name, tzif: bytes) else {
            throw LedgerError(
                LedgerError.Code(rawValue: "zone.damaged"),
                Phrase(
                    en: "\(folder)/\(name) is not a time zone file (RFC 8536).",
                    zh: "\(folder)/\(name) 不是时区文件（RFC 8536）。"),
                hint: Phrase(en: "Install the package tzdata again.", zh: "请重新安装软件包 tzdata。"))
        }
        return rules
    }

    private static func isName(_ name: String) -> Bool {
        guard 1...64 ~= name.utf8.count else { return false }
        return name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.allSatisfy(isNameByte)
        }
    }

    /// Without the dot there is no `..`, and no name of the database has one.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The bytes of a regular file of at most 64 KiB, several times the largest zone; `nil` for anything else.
    private static func contents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        var count = 0
        while count < bytes.count {
            let piece = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if piece < 0 && errno == EINTR { continue }
            guard piece >= 0 else { return nil }
            if piece == 0 { return Array(bytes[..<count]) }
            count += piece
        }
        return nil
    }
}
