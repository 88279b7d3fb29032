import Foundation

/// The part of JSON Schema 2020-12 that the documents under `schemas/` use.
final class Schema: Decodable {
    struct Annotations: Decodable {
        var order: Int?
        var title_zh: String?
        var description_zh: String?
        var `class`: String?
        var scope: String?
        var seed: String?
        var effect: String?
    }

    struct Constant: Decodable {
        let text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }

    /// A value as people write it.
    struct Value: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int64.self) {
                text = String(number)
            } else if let isTrue = try? container.decode(Bool.self) {
                text = String(isTrue)
            } else {
                text = try container.decode(String.self)
            }
        }
    }

    /// A schema, or the `true` and `false` that JSON Schema allows in its place.
    struct Property: Decodable {
        let schema: Schema?

        init(from decoder: any Decoder) throws {
            schema = try? Schema(from: decoder)
        }
    }

    var title: String?
    var description: String?
    var type: String?
    var reference: String?
    var pattern: String?
    var `enum`: [String]?
    var required: [String]?
    var properties: [String: Property]?
    var items: Schema?
    var constant: Constant?
    var standard: Value?
    var definitions: [String: Schema]?
    var unit: String?
    var annotations: Annotations?
    var oneOf: [Schema]?

    enum CodingKeys: String, CodingKey {
        case title, description, type, pattern, `enum`, required, properties, items, oneOf
        case reference = "$ref"
        case constant = "const"
        case standard = "default"
        case definitions = "$defs"
        case unit = "x-unit"
        case annotations = "x-examledger"
    }

    /// A schema that says nothing.
    static var empty: Schema { Schema() }

    private init() {}

    /// The number of bytes that a text of hex digits of a fixed length stands for.
    var hexByteCount: Int? {
        guard let digits = pattern?.firstMatch(of: /\{(\d+)\}/).flatMap({ Int($0.1) }) else { return nil }
        return digits / 2
    }

    func property(_ name: String) -> Schema? { properties?[name]?.schema }
}

/// All documents of the folder, families in their order.
struct SchemaFolder {
    struct Family {
        let name: String
        let schema: Schema
    }

    let families: [Family]
    let parameters: Schema

    init(at folder: URL) throws {
        var families: [Family] = []
        var parameters: Schema?
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where file.lastPathComponent.hasSuffix(".schema.json") {
            let name = String(file.lastPathComponent.dropLast(".schema.json".count))
            let schema = try JSONDecoder().decode(Schema.self, from: Data(contentsOf: file))
            switch name {
            case "common": continue
            case "parameters": parameters = schema
            default: families.append(Family(name: name, schema: schema))
            }
        }
        guard let parameters else { throw CocoaError(.fileNoSuchFile) }
        self.parameters = parameters
        self.families = families.sorted {
            ($0.schema.annotations?.order ?? 0) < ($1.schema.annotations?.order ?? 0)
        }
    }
}
