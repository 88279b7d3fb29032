/// A sentence in both languages of the product, so that neither can be forgotten.
public struct Phrase: Hashable, Sendable {
    /// English.
    public let en: String
    /// Simplified Chinese.
    public let zh: String

    /// A sentence in English and in Simplified Chinese.
    public init(en: String, zh: String) {
        self.en = en
        self.zh = zh
    }
}
