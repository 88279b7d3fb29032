import Glibc
import Primitives
import Signing
import Transparency

/// The file of a trust policy, as somebody outside hands it on.
enum PolicyFile {
    /// The policy that a file states.
    ///
    /// - Throws: `policy.missing` where there is no such file, `policy.form`, what reading it throws.
    static func read(_ path: String) throws(LedgerError) -> TrustPolicy {
        guard access(path, F_OK) == 0 else { throw missing(path) }
        let text = try TextFile.read(path)
        do throws(LedgerError) { return try TrustPolicy(text: text) } catch { throw error.about(path) }
    }

    /// Puts a new log key in the place of an old one in a ledger's own policy, and keeps the policy before.
    ///
    /// - Returns: the file of the policy before; `nil` where there is none that names the old key.
    static func hand(
        _ directory: String, from old: VerificationKey, to new: VerificationKey
    ) throws(LedgerError) -> String? {
        let path = directory + "/policy.txt"
        guard access(path, F_OK) == 0, case let text = try TextFile.read(path), text.contains(old.text) else {
            return nil
        }
        var number = 1
        while access("\(path).\(number)", F_OK) == 0 { number += 1 }
        // A run that was interrupted may have kept it already.
        if number > 1, try TextFile.read("\(path).\(number - 1)").isSame(as: text) {
            number -= 1
        } else {
            try LedgerFolder.write(text, to: "\(path).\(number)")
        }
        let parts = text.split(separator: old.text, omittingEmptySubsequences: false)
        try LedgerFolder.write(parts.joined(separator: new.text), to: path)
        return "\(path).\(number)"
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
