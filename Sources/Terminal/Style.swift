/// When output is coloured, as `--color` says.
public enum ColorChoice: String, CaseIterable, Sendable {
    /// On a terminal that can, unless `NO_COLOR` is set.
    case auto
    /// Into pipes and files as well.
    case always
    /// Never.
    case never
}

/// Colour for one stream, or none.
///
/// No meaning is ever carried by colour alone.
public struct Style: Hashable, Sendable {
    /// Whether text is coloured at all.
    public let isColored: Bool

    /// What a piece of text is, from which its colour follows.
    public enum Tone: String, Sendable {
        /// In order.
        case good = "32"
        /// Needs a look.
        case warning = "33"
        /// Wrong.
        case bad = "31"
        /// A name or a heading.
        case strong = "1"
        /// Beside the point.
        case faint = "2"
    }

    /// Colour, or plain text.
    public init(isColored: Bool) {
        self.isColored = isColored
    }

    /// The decision for a stream: `auto` colours a terminal whose `TERM` is not `dumb`, unless `NO_COLOR` is not empty.
    public init(_ choice: ColorChoice, isTerminal: Bool, environment: (String) -> String?) {
        switch choice {
        case .always: isColored = true
        case .never: isColored = false
        case .auto:
            let isRefused = environment("NO_COLOR").map { !$0.isEmpty } ?? false
            isColored = isTerminal && !isRefused && environment("TERM") != "dumb"
        }
    }

    /// The text in the colour of its tone, where there is colour.
    public func paint(_ text: String, _ tone: Tone) -> String {
        isColored ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }
}
