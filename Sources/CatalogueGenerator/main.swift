import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    FileHandle.standardError.write(Data("usage: CatalogueGenerator SCHEMAS OUTPUT\n".utf8))
    exit(64)
}
do {
    let schemas = try SchemaFolder(at: URL(filePath: arguments[1]))
    try CatalogueWriter(schemas: schemas).source.write(toFile: arguments[2], atomically: true, encoding: .utf8)
} catch {
    FileHandle.standardError.write(Data("error: the schemas cannot be read: \(error)\n".utf8))
    exit(1)
}
