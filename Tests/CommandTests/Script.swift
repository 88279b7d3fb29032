import Foundation
import TestSupport
import Testing

/// A test of the program as text: commands line by line, then the files they start from.
///
/// The form is that of Go's `testscript`: `#` begins a comment, `-- name --` a file, and `!` turns `exec`, `stdout`,
/// `stderr` and `exists` round.
///
/// - `exec PROGRAM WORD…` must end with status 0 (`! exec`: with another), and never by a signal
/// - `exit N` is the status of the last run; `stdout REGEX`, `stderr REGEX` look into what it said
/// - `cmp FILE FILE`, `cp FILE TARGET`, where the first may be `stdout` or `stderr`; `exists FILE`
/// - `env NAME=VALUE` from here on; `stdin FILE|stdout` for the next run
/// - `mkdir FOLDER`, `chmod MODE FILE`, `tamper FILE --at N [--xor HEX | --truncate]`
///
/// `$WORK` is the script's own folder, in which it runs, and `$EXAMPLE` the example exam day.
struct Script: Sendable, CustomTestStringConvertible {
    struct Line: Sendable {
        let number: Int
        let text: String
    }

    let name: String
    let lines: [Line]
    let files: [(name: String, text: String)]

    var testDescription: String { name }

    init(name: String, text: String) {
        self.name = name
        var lines: [Line] = []
        var files: [(name: String, text: String)] = []
        // Swift sees "\r\n" as one character, so lines are cut between scalars.
        var rows = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        if rows.last == "" { rows.removeLast() }
        for (index, row) in rows.enumerated() {
            if row.hasPrefix("-- "), row.hasSuffix(" --"), row.utf8.count > 6 {
                files.append((String(row.dropFirst(3).dropLast(3)), ""))
            } else if let last = files.indices.last {
                files[last].text += row + "\n"
            } else {
                lines.append(Line(number: index + 1, text: row))
            }
        }
        self.lines = lines
        self.files = files
    }

    /// Every script of the folder `Scripts`, by name.
    static let all: [Script] = {
        let folder = Repository.root.appending(path: "Tests/CommandTests/Scripts")
        let urls = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return urls.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.compactMap { url in
            (try? String(contentsOf: url, encoding: .utf8)).map { Script(name: url.lastPathComponent, text: $0) }
        }
    }()
}
