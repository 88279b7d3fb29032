import Foundation
import PackagePlugin

/// Writes into the program which revision of its source it is built from, where git tells.
///
/// Git is asked again when a source changes, and only then: what was said of a source stays true of it after a commit,
/// and no file of the repository's own is an input, without which a later build would fail. Only what is new is written.
@main
struct RevisionGeneration: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let output = context.pluginWorkDirectoryURL.appending(path: "SourceRevision.generated.swift")
        return [
            .buildCommand(
                displayName: "Asking for the revision of the source",
                executable: URL(filePath: "/bin/sh"),
                arguments: ["-c", Self.script, "sh", root.path, output.path],
                inputFiles: Self.inputs(root),
                outputFiles: [output]
            )
        ]
    }

    /// A repository around this one knows nothing of this source, and no git is no fault.
    private static let script = """
        revision=nil
        if test -e "$1/.git"; then
            name=$(git --no-optional-locks -C "$1" describe --always --exclude '*' --abbrev=12 --dirty 2>/dev/null) &&
                revision="\\"$name\\""
        fi
        cat > "$2.new" <<END
        /// The source that the program is built from.
        enum SourceRevision {
            /// The commit, with -dirty where files were changed since; nil where git did not tell.
            static let text: String? = $revision
        }
        END
        if cmp -s "$2.new" "$2"; then rm "$2.new"; else mv "$2.new" "$2"; fi
        """

    private static func inputs(_ root: URL) -> [URL] {
        let folders = ["Sources", "schemas", "Plugins"].flatMap { name in
            FileManager.default.enumerator(at: root.appending(path: name), includingPropertiesForKeys: nil)?
                .compactMap { $0 as? URL }.filter { !$0.pathExtension.isEmpty } ?? []
        }
        return folders + ["Package.swift", "Package.resolved"].map { root.appending(path: $0) }
    }
}
