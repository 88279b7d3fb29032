import Primitives

extension JSONValue {
    /// The value at a path of member names; `nil` where there is none.
    subscript(path: String...) -> JSONValue? { value(at: path[...]) }

    /// The same with another value at a path; a member that is not there is put at the end.
    func setting(_ path: String..., to value: JSONValue) -> JSONValue { replacing(path[...], with: value) }

    /// The same without the member at a path.
    func removing(_ path: String...) -> JSONValue { replacing(path[...], with: nil) }

    /// The names of an object's members.
    var names: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.name)
    }

    private func value(at path: ArraySlice<String>) -> JSONValue? {
        guard let name = path.first else { return self }
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value.value(at: path.dropFirst())
    }

    private func replacing(_ path: ArraySlice<String>, with value: JSONValue?) -> JSONValue {
        guard case .object(var members) = self, let name = path.first else { return value ?? self }
        let index = members.firstIndex { $0.name == name }
        let rest = path.dropFirst()
        let old = index.map { members[$0].value } ?? .object([])
        let new = rest.isEmpty ? value : old.replacing(rest, with: value)
        switch (index, new) {
        case (let index?, let new?): members[index] = Member(name, new)
        case (let index?, nil): members.remove(at: index)
        case (nil, let new?): members.append(Member(name, new))
        case (nil, nil): break
        }
        return .object(members)
    }
}
