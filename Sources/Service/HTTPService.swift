internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
public import Primitives
internal import Synchronization

/// A small HTTP/1.1 service: one function from request to answer, under limits.
///
/// TLS is for a reverse proxy in front of it.
public struct HTTPService: Sendable {
    /// What one stranger may take up.
    public let limits: HTTPLimits
    /// Answers a request; called on several threads at once, and may wait for a disk.
    public let answer: @Sendable (HTTPRequest) -> HTTPAnswer
    /// Told of every request that was answered.
    public let log: @Sendable (HTTPRequest, HTTPAnswer) -> Void

    /// A service with all its parts.
    public init(
        limits: HTTPLimits, answer: @escaping @Sendable (HTTPRequest) -> HTTPAnswer,
        log: @escaping @Sendable (HTTPRequest, HTTPAnswer) -> Void
    ) {
        self.limits = limits
        self.answer = answer
        self.log = log
    }

    /// Listens until it is asked to stop; requests that are being answered then are answered still.
    ///
    /// - Parameters:
    ///   - address: where to listen; port 0 takes any free one.
    ///   - ready: told the port once connections are taken.
    ///   - shouldStop: asked ten times a second.
    /// - Throws: `service.listen` where the address cannot be listened on, and what `ready` throws.
    public func run(
        on address: ListenAddress, ready: (Int) throws(LedgerError) -> Void, shouldStop: () -> Bool
    ) throws(LedgerError) {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let pool = NIOThreadPool(numberOfThreads: 4)
        pool.start()
        defer {
            try? group.syncShutdownGracefully()
            try? pool.syncShutdownGracefully()
        }
        let load = ServiceLoad()
        let channel = try listen(on: address, group, pool, load)
        try ready(channel.localAddress?.port ?? address.port)
        while !shouldStop() { usleep(100_000) }
        try? channel.close().wait()
        for _ in 0..<(limits.stopSeconds * 100) where load.requests.load(ordering: .relaxed) > 0 { usleep(10_000) }
    }

    private func listen(
        on address: ListenAddress, _ group: MultiThreadedEventLoopGroup, _ pool: NIOThreadPool, _ load: ServiceLoad
    ) throws(LedgerError) -> any Channel {
        do {
            return try ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 128)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    let open = load.connections.add(1, ordering: .relaxed).newValue
                    channel.closeFuture.whenComplete { _ in load.connections.subtract(1, ordering: .relaxed) }
                    guard open <= limits.connections else { return channel.close() }
                    return channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                        try pipeline.addHandler(RequestHandler(self, pool, load))
                    }
                }
                .bind(host: address.host, port: address.port).wait()
        } catch {
            throw .notListening(address, "\(error)")
        }
    }
}

/// How much a service has to do at the moment.
final class ServiceLoad: Sendable {
    let connections = Atomic<Int>(0)
    let requests = Atomic<Int>(0)
}

/// Where a service listens: a host and a port.
public struct ListenAddress: Hashable, Sendable {
    /// A name or a literal address, without brackets.
    public let host: String
    /// The port; 0 takes any free one.
    public let port: Int

    /// The address that a text states: `HOST:PORT`, `[IPv6]:PORT`; `nil` for any other.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.host = String(host)
        self.port = Int(port)
    }

    /// The address as it stands in a URL.
    public func text(port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension LedgerError {
    static func notListening(_ address: ListenAddress, _ reason: String) -> LedgerError {
        let place = address.text(port: address.port)
        return LedgerError(
            Code(rawValue: "service.listen"),
            Phrase(en: "\(place) cannot be listened on: \(reason).", zh: "无法在 \(place) 上监听：\(reason)。"),
            hint: Phrase(
                en: "Choose another address with --listen, or stop what uses this one.",
                zh: "请用 --listen 换一个地址，或停止占用该地址的程序。"))
    }
}
