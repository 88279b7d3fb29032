/// Why something could not be done: the one error type of every room below the commands.
///
/// A check that failed is not an error but data (a finding, a problem in a report); an error means that the
/// check itself, or the act, could not be carried out. The text never contains a personal value.
public struct LedgerError: Error, Hashable, Sendable {
    /// A stable, dotted code such as `store.full`, for programs.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The dotted code.
        public let rawValue: String

        /// A code from its dotted form.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }

    /// What kind of failure it is.
    public let code: Code
    /// What went wrong, where and why.
    public let reason: Phrase
    /// What to do about it.
    public let hint: Phrase?

    /// A failure with its code, its reason and, where there is one, the way out.
    public init(_ code: Code, _ reason: Phrase, hint: Phrase? = nil) {
        self.code = code
        self.reason = reason
        self.hint = hint
    }

    /// Two errors are the same when their codes are: texts are for people.
    public static func == (lhs: LedgerError, rhs: LedgerError) -> Bool {
        lhs.code == rhs.code
    }

    /// Hashes the code, as equality does.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}

extension LedgerError.Code {
    /// Somebody asked to stop.
    public static let interrupted = Self(rawValue: "interrupted")
}

extension LedgerError {
    /// A person or the system asked to stop; nothing is said of what was not done.
    public static let interrupted = LedgerError(.interrupted, Phrase(en: "Interrupted.", zh: "已中断。"))
}
