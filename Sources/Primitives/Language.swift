/// The languages in which everything for people exists.
public enum Language: String, CaseIterable, Hashable, Sendable {
    /// English.
    case en
    /// Simplified Chinese.
    case zhHans = "zh-Hans"

    /// The language an environment asks for: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set decides.
    ///
    /// Whatever begins with `zh` means Chinese and everything else English (cli.md, Conventions). The environment is
    /// passed in, so that nothing below the terminal reads the process's own.
    public init(environment: (String) -> String?) {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty }
        self = set.map { $0.utf8.starts(with: "zh".utf8) } == true ? .zhHans : .en
    }
}

extension Phrase {
    /// The sentence in one language.
    public subscript(language: Language) -> String {
        switch language {
        case .en: en
        case .zhHans: zh
        }
    }
}
