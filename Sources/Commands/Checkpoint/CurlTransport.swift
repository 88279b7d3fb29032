import Glibc
import Ledger
import Primitives
import Transparency

/// Posts requests to witnesses through the system's `curl`: its TLS is kept up to date by the distribution.
///
/// All requests run at once; each has its own time-out.
enum CurlTransport {
    private static let seconds = 10
    private static let replyLimit = 65_536

    /// The replies, in the order of the requests.
    static func send(_ calls: [WitnessCall]) -> [Result<WitnessReply, LedgerError>] {
        let processes = calls.map { call in
            Result { () throws(LedgerError) in try CurlProcess(arguments(for: call.url), input: call.body) }
        }
        return processes.map { process in
            process.flatMap { process in Result { () throws(LedgerError) in try reply(of: process) } }
        }
    }

    /// Fixed but for the address: no settings of the user's, no other protocol, no redirect.
    private static func arguments(for url: String) -> [String] {
        [
            "curl", "--disable", "--silent", "--show-error", "--globoff", "--proto", "=http,https", "--max-redirs", "0",
            "--connect-timeout", "5", "--max-time", String(seconds), "--max-filesize", String(replyLimit),
            "--user-agent", "examledger/\(VersionCommand.program)", "--header", "Expect:",
            "--header", "Content-Type: text/plain; charset=utf-8", "--data-binary", "@-",
            "--write-out", "\n%{http_code} %{content_type}", "--url", url,
        ]
    }

    private static func reply(of process: CurlProcess) throws(LedgerError) -> WitnessReply {
        let (status, output, errors) = process.finish(limit: replyLimit + 1_024)
        guard status == 0, let end = output.lastIndex(of: 0x0A) else {
            if status == 127 { throw .curlMissing }
            let reason = String(decoding: errors.prefix(300), as: UTF8.self).split(separator: "\n").first.map(
                String.init)
            throw .unreachable(reason ?? "curl: \(status)")
        }
        let trailer = String(decoding: output[(end + 1)...], as: UTF8.self).split(separator: " ", maxSplits: 1)
        guard let code = trailer.first.flatMap({ Int($0) }) else { throw .unreachable("curl: no status") }
        return WitnessReply(
            status: code, contentType: trailer.count > 1 ? String(trailer[1]) : "", body: Array(output[..<end]))
    }
}

extension LedgerError {
    /// The program that carries requests is not installed.
    static let curlMissing = LedgerError(
        Code(rawValue: "service.curl-missing"),
        Phrase(
            en: "The program curl, which carries requests to witnesses, is not installed.",
            zh: "未安装用于向见证方发送请求的程序 curl。"),
        hint: Phrase(
            en: "Install curl, or use --request and --cosigned to carry the files by hand.",
            zh: "请安装 curl，或用 --request 与 --cosigned 以文件方式传递。"))

    fileprivate static func unreachable(_ reason: String) -> LedgerError {
        LedgerError(
            Code(rawValue: "service.unreachable"),
            Phrase(en: "it cannot be reached: \(reason)", zh: "无法连接：\(reason)"))
    }
}

/// One run of `curl`, started and then waited for.
struct CurlProcess {
    private let process: pid_t
    private let output: Int32
    private let errors: Int32

    /// Starts it and hands it its input, which is smaller than a pipe holds.
    init(_ arguments: [String], input: [UInt8]) throws(LedgerError) {
        var ends: [Int32] = []
        defer { for place in [0, 3, 5] where place < ends.count { close(ends[place]) } }
        for _ in 0..<3 {
            var pair: [Int32] = [-1, -1]
            guard pipe(&pair) == 0 else { throw .curlStart(errno) }
            // One request's pipe must not stay open in another's process.
            for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            ends += pair
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (place, descriptor) in [(0, STDIN_FILENO), (3, STDOUT_FILENO), (5, STDERR_FILENO)] {
            posix_spawn_file_actions_adddup2(&actions, ends[place], descriptor)
        }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process: pid_t = 0
        let failure = posix_spawnp(&process, arguments[0], &actions, nil, &words, environ)
        guard failure == 0 else {
            for place in [1, 2, 4] { close(ends[place]) }
            if failure == ENOENT { throw .curlMissing }
            throw .curlStart(failure)
        }
        var rest = input[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        close(ends[1])
        self.process = process
        output = ends[2]
        errors = ends[4]
    }

    /// Waits for its end; whoever says more than the limit is ended.
    func finish(limit: Int) -> (status: Int32, output: [UInt8], errors: [UInt8]) {
        let said = CurlProcess.read(output, limit: limit)
        if said.count > limit { kill(process, SIGKILL) }
        let complaint = CurlProcess.read(errors, limit: limit)
        close(output)
        close(errors)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return (status & 0x7F == 0 ? status >> 8 & 0xFF : -1, said, complaint)
    }

    private static func read(_ descriptor: Int32, limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}

extension LedgerError {
    fileprivate static func curlStart(_ number: Int32) -> LedgerError {
        let reason = Phrase.system(number)
        return LedgerError(
            Code(rawValue: "input.process"),
            Phrase(en: "The program curl cannot be started: \(reason.en).", zh: "无法启动程序 curl：\(reason.zh)。"))
    }
}
