import Testing

@Suite("Console blocks of documents")
struct ConsoleDocumentTests {
    private let fence = "```"

    private func document(_ block: String) -> ConsoleDocument {
        ConsoleDocument(name: "d.md", text: "# Title\n\n\(fence)console\n\(block)\n\(fence)\n\n    $ not run\n")
    }

    @Test(
        "what is promised comes true",
        arguments: [
            "$ echo one\none", "$ printf '1\\n2\\n3\\n'\n1\n...\n3", "$ printf '1\\n2\\n'\n...\n2", "$ echo anything",
            "$ echo size 42, root ab\nsize ..., root ...", "$ echo one >&2\none", "$ echo a \\\n  b\na b",
            "$ echo 考试 > f\n$ cat f\n考试", "$ false  # exit 1",
        ])
    func holds(block: String) throws {
        #expect(!document(block).steps.isEmpty)
        try document(block).run()
    }

    @Test(
        "what is not is told with its place",
        arguments: [
            ("$ echo one\ntwo", "d.md:4: echo one\n[said]\none\n\n[promised]\ntwo"), ("$ false", "exit status 1"),
            ("$ true  # exit 13", "promised 13"), ("$ printf '1\\n2\\n'\n1", "[promised]"),
            ("$ echo 1\n1\n2", "[promised]"), ("$ printf '1\\n3\\n'\n1\n...\n2", "[promised]"),
        ])
    func fails(block: String, message: String) throws {
        let failure = try #require(throws: ScriptFailure.self) { try document(block).run() }
        #expect(failure.description.contains(message), "\(failure)")
    }
}
