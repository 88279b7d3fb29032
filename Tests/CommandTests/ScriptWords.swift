/// The words of a script line, as a shell would see them.
enum ScriptWords {
    /// Splits a line at spaces.
    ///
    /// `'…'` is literal, `"…"` and bare words know `$NAME` and `${NAME}`, `#` before a word begins a comment. A
    /// backslash is itself, except before `"`, `$` and `\` within double quotes.
    static func split(_ line: String, environment: [String: String]) throws -> [String] {
        var words: [String] = []
        var word: String?
        var rest = line[...]
        while let character = rest.popFirst() {
            switch character {
            case " ", "\t":
                if let finished = word { words.append(finished) }
                word = nil
            case "#" where word == nil:
                return words
            case "'":
                guard let end = rest.firstIndex(of: "'") else { throw unterminated(line) }
                word = (word ?? "") + rest[..<end]
                rest = rest[rest.index(after: end)...]
            case "\"":
                word = try (word ?? "") + quoted(&rest, line: line, environment: environment)
            case "$":
                word = (word ?? "") + variable(&rest, environment: environment)
            default:
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }

    private static func quoted(
        _ rest: inout Substring, line: String, environment: [String: String]
    ) throws -> String {
        var text = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return text
            case "$": text += variable(&rest, environment: environment)
            case "\\":
                if let next = rest.first, "\"$\\".contains(next) {
                    text.append(next)
                    rest.removeFirst()
                } else {
                    text.append(character)
                }
            default: text.append(character)
            }
        }
        throw unterminated(line)
    }

    /// A `$` before anything but a name stands for itself, as at the end of a regular expression.
    private static func variable(_ rest: inout Substring, environment: [String: String]) -> String {
        let isBraced = rest.first == "{"
        let name = rest.dropFirst(isBraced ? 1 : 0).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard !name.isEmpty else { return "$" }
        rest = rest.dropFirst(name.count + (isBraced ? 2 : 0))
        return environment[String(name)] ?? ""
    }

    private static func unterminated(_ line: String) -> ScriptFailure {
        ScriptFailure(description: "a quote is not closed: \(line)")
    }
}
