extension StringProtocol {
    /// Whether two texts are the same bytes, as they were signed: what Unicode calls equivalent may still differ.
    public func isSame(as other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }
}
