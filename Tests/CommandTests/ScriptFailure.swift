/// Why a script or a document failed, with the place and what the program had said.
struct ScriptFailure: Error, CustomStringConvertible {
    let description: String
}
