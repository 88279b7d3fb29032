public import Foundation

/// Where the files are that tests read: the project's own examples, and conformance data that lies beside it.
public enum Repository {
    /// The project's folder.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of public conformance vectors; `nil` where it is absent, and tests over it say that they are skipped.
    public static var vectors: URL? {
        let folder = root.deletingLastPathComponent().appending(path: "shared/vectors")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }

    /// The example exam day.
    public static let examDay = root.appending(path: "examples/exam-day")

    /// The lines of a text file, without the empty last one.
    public static func lines(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }
}
