import Glibc
import Primitives
import Transparency

/// The file of a trust policy, as somebody outside hands it on.
enum PolicyFile {
    /// The policy that a file states.
    ///
    /// - Throws: `policy.missing` where there is no such file, `policy.form`, what reading it throws.
    static func read(_ path: String) throws(LedgerError) -> TrustPolicy {
        guard access(path, F_OK) == 0 else { throw missing(path) }
        return try TrustPolicy(text: TextFile.read(path))
    }

    /// That there is no policy.
    ///
    /// - Parameter name: the file that was named, or the option that was not given.
    static func missing(_ name: String) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "policy.missing"),
            Phrase(
                en: "There is no trust policy (\(name)): without one nothing says whom to believe.",
                zh: "没有信任策略（\(name)）：缺少它便无从得知应信任谁。"),
            hint: Phrase(
                en: "Give the one that the board published: --policy FILE.", zh: "请用 --policy FILE 给出主管方公布的策略。"))
    }
}
