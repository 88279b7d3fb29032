import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

/// A ledger with a folder that it is published in.
final class PublishedLedger {
    let ledger: FreshLedger
    var path: String { ledger.folder.path + "/published" }

    init(_ count: Int = 0, clock: LedgerOpened.Clock = .ledger) throws {
        ledger = try FreshLedger(clock: clock)
        if count > 5 { try grow(to: count) }
    }

    /// Appends until the log has so many entries, signs and publishes.
    @discardableResult
    func grow(to size: Int, publishes: Bool = true) throws -> PublicationSummary? {
        try ledger.ingest(ledger.history(size - Int(ledger.store.size())))
        try ledger.store.signCheckpoint(with: ledger.logKey)
        return publishes ? try ledger.store.publish(to: path) : nil
    }

    var options: PublishedLog.Options { PublishedLog.Options(logKey: ledger.logKey.verificationKey) }

    func check(_ options: PublishedLog.Options? = nil) throws -> VerificationReport {
        try PublishedLog(path).check(options ?? self.options)
    }

    /// The files below the folder, by path.
    var files: [String: Data] {
        get throws {
            var files: [String: Data] = [:]
            let all = try FileManager.default.subpathsOfDirectory(atPath: path)
            for name in all {
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
                if !isFolder.boolValue { files[name] = try Data(contentsOf: URL(filePath: path + "/" + name)) }
            }
            return files
        }
    }

    func url(_ file: String) -> URL { URL(filePath: path + "/" + file) }

    /// Changes the bytes of one file.
    func change(_ file: String, _ change: (inout Data) -> Void) throws {
        var bytes = try Data(contentsOf: url(file))
        change(&bytes)
        try bytes.write(to: url(file))
    }
}

extension FreshLedger {
    /// A ledger under the same keys whose history is another one.
    static func fork(of other: FreshLedger) throws -> FreshLedger {
        let fork = try FreshLedger(like: other)
        fork.now = Instant(milliseconds: FreshLedger.opening.milliseconds + 1)
        return fork
    }
}

/// A change to a published folder, and what must be found.
struct PublishedChange: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let codes: Set<String>
    let index: UInt64?
    let file: String?
    let make: @Sendable (PublishedLedger) throws -> Void

    init(
        _ description: String, _ codes: Set<String>, at index: UInt64? = nil, in file: String? = nil,
        _ make: @escaping @Sendable (PublishedLedger) throws -> Void
    ) {
        testDescription = description
        self.codes = codes
        self.index = index
        self.file = file
        self.make = make
    }
}
