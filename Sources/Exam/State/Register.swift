import Primitives

/// A few values under names that compare as UTF-8 bytes: devices, threads, tickets, cases.
///
/// Two names that Unicode calls equivalent are two names here, as they are in the bytes that were signed.
public struct Register<Value: Hashable & Sendable>: Hashable, Sendable {
    /// A name and its value.
    public struct Entry: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The value.
        public internal(set) var value: Value
    }

    /// The entries, in ascending byte order of their names.
    public internal(set) var entries: [Entry] = []

    /// A register without entries.
    public init() {}

    /// The names, in ascending byte order.
    public var names: [String] { entries.map(\.name) }
    /// Whether there is no entry.
    public var isEmpty: Bool { entries.isEmpty }

    /// The value under a name; setting `nil` takes the entry out.
    public subscript(name: String) -> Value? {
        get {
            let (position, isThere) = place(of: name)
            return isThere ? entries[position].value : nil
        }
        set {
            let (position, isThere) = place(of: name)
            switch (newValue, isThere) {
            case (let value?, true): entries[position].value = value
            case (let value?, false): entries.insert(Entry(name: name, value: value), at: position)
            case (nil, true): entries.remove(at: position)
            case (nil, false): break
            }
        }
    }

    private func place(of name: String) -> (position: Int, isThere: Bool) {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].name.utf8.lexicographicallyPrecedes(name.utf8) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return (low, low < entries.count && entries[low].name.isSame(as: name))
    }
}
