extension String {
    /// Whether two names are the same bytes: names that Unicode calls equivalent are two names.
    func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
