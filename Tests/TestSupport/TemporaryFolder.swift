public import Foundation

/// A folder of one test's own, gone when the test lets go of it.
public final class TemporaryFolder: Sendable {
    /// Where it is.
    public let url: URL
    /// Its path.
    public var path: String { url.path }

    /// Makes an empty folder.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "examledger-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}
