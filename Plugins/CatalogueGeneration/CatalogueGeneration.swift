import Foundation
import PackagePlugin

/// Writes Swift from the schemas whenever one of them changes.
@main
struct CatalogueGeneration: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let schemas = context.package.directoryURL.appending(path: "schemas")
        let output = context.pluginWorkDirectoryURL.appending(path: "Catalogue.generated.swift")
        let inputs = try FileManager.default.contentsOfDirectory(at: schemas, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
        return [
            .buildCommand(
                displayName: "Writing the catalogue from the schemas",
                executable: try context.tool(named: "CatalogueGenerator").url,
                arguments: [schemas.path, output.path],
                inputFiles: inputs,
                outputFiles: [output]
            )
        ]
    }
}
