import Foundation
import Glibc
import LMDB
import Primitives
import TestSupport
import Testing

@Suite("A killed writer")
struct CrashTests {
    @Test("every acknowledged commit survives kill -9", arguments: [3, 20, 57, 110])
    func killed(milliseconds: UInt32) async throws {
        let folder = try TemporaryFolder()
        let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
            [path = folder.path as String, milliseconds] in
            let environment = try Environment(
                path: path + "/store", mode: .readWrite(create: true), tables: ["entries"])
            Thread.detachNewThread {
                usleep(milliseconds * 1000)
                kill(getpid(), SIGKILL)
            }
            for batch in UInt64(0)... {
                try environment.fill(batch * 7..<batch * 7 + 7)
                // The acknowledgement leaves the process before the next commit begins.
                let line = Array("\(batch)\n".utf8)
                write(STDOUT_FILENO, line, line.count)
            }
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        let acknowledged = output.split(separator: "\n").last.flatMap { UInt64($0) }.map { ($0 + 1) * 7 } ?? 0
        let environment = try Environment(
            path: folder.path + "/store", mode: .readWrite(create: true), tables: ["entries"])
        let keys = try environment.keys()
        #expect(UInt64(keys.count) >= acknowledged && UInt64(keys.count) <= acknowledged + 7)
        #expect(keys == Array(0..<UInt64(keys.count)))
        try environment.fill(UInt64(keys.count)..<UInt64(keys.count) + 7)
    }
}
