internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// One connection: collects a request within its limits, has it answered, and writes the answer.
///
/// The pipeline in front of it hands over one request at a time.
final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let service: HTTPService
    private let pool: NIOThreadPool
    private let load: ServiceLoad
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var deadline: Scheduled<Void>?

    init(_ service: HTTPService, _ pool: NIOThreadPool, _ load: ServiceLoad) {
        self.service = service
        self.pool = pool
        self.load = load
    }

    func channelActive(context: ChannelHandlerContext) {
        setDeadline(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body.removeAll(keepingCapacity: true)
        case .body(let part):
            guard head != nil else { return }
            guard body.count + part.readableBytes <= service.limits.bodySize else {
                refuseBody(context)
                return
            }
            body.append(contentsOf: part.readableBytesView)
        case .end:
            guard let head else { return }
            self.head = nil
            deadline?.cancel()
            answer(head, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// One deadline for a whole request, so that no slow sender holds a connection byte by byte.
    private func setDeadline(_ context: ChannelHandlerContext) {
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: .seconds(service.limits.requestSeconds)) {
            channel.close(promise: nil)
        }
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let request = RequestHandler.request(head, body)
        let service = service
        load.requests.add(1, ordering: .relaxed)
        pool.runIfActive(eventLoop: context.eventLoop) { service.answer(request) }
            .assumeIsolated()
            .whenComplete { result in
                switch result {
                case .success(let answer): self.write(answer, to: request, keepAlive: head.isKeepAlive, context)
                case .failure: context.close(promise: nil)
                }
                self.load.requests.subtract(1, ordering: .relaxed)
            }
    }

    private func refuseBody(_ context: ChannelHandlerContext) {
        guard let head else { return }
        self.head = nil
        let limit = service.limits.bodySize
        write(
            HTTPAnswer(status: 413, text: "a request is at most \(limit) bytes"),
            to: RequestHandler.request(head, []), keepAlive: false, context)
    }

    private func write(
        _ answer: HTTPAnswer, to request: HTTPRequest, keepAlive: Bool, _ context: ChannelHandlerContext
    ) {
        service.log(request, answer)
        let headers: HTTPHeaders = [
            "content-type": answer.contentType, "content-length": String(answer.body.count),
            "connection": keepAlive ? "keep-alive" : "close",
        ]
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request.method != "HEAD" {
            context.write(
                wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: answer.body)))), promise: nil)
        }
        let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        if keepAlive {
            setDeadline(context)
        } else {
            written.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        }
    }

    private static func request(_ head: HTTPRequestHead, _ body: [UInt8]) -> HTTPRequest {
        let path = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)[0]
        return HTTPRequest(method: head.method.rawValue, path: String(path), body: body)
    }
}
