/// A request as a service reads it: whole, and not larger than its limits allow.
public struct HTTPRequest: Hashable, Sendable {
    /// The method, in capitals as it was sent.
    public let method: String
    /// The path as it was sent, without query; percent-encoding is left as it is.
    public let path: String
    /// The body.
    public let body: [UInt8]

    /// A request with all its parts.
    public init(method: String, path: String, body: [UInt8]) {
        self.method = method
        self.path = path
        self.body = body
    }
}

/// What a service answers.
public struct HTTPAnswer: Hashable, Sendable {
    /// The status, such as 200.
    public let status: Int
    /// The media type of the body.
    public let contentType: String
    /// The body.
    public let body: [UInt8]

    /// An answer with all its parts.
    public init(status: Int, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// A short answer in words, with a line break at its end.
    public init(status: Int, text: String) {
        self.init(status: status, contentType: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
    }
}

/// What a service allows a stranger to take up.
public struct HTTPLimits: Hashable, Sendable {
    /// The largest body, in bytes.
    public let bodySize: Int
    /// How long a request may take to arrive, and a connection may wait for the next one, in seconds.
    public let requestSeconds: Int64
    /// How many connections may be open at once.
    public let connections: Int
    /// How long a stop waits for requests that are being answered, in seconds.
    public let stopSeconds: Int64

    /// Limits for small requests, unless told otherwise.
    public init(bodySize: Int, requestSeconds: Int64 = 10, connections: Int = 256, stopSeconds: Int64 = 5) {
        self.bodySize = bodySize
        self.requestSeconds = requestSeconds
        self.connections = connections
        self.stopSeconds = stopSeconds
    }
}
