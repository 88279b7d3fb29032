import Primitives

/// How a moment lies to another, in words.
enum Moment {
    /// "12 ms before logins opened": the distance in milliseconds, so that a boundary is seen exactly.
    static func phrase(_ moment: Instant, from other: Instant, _ name: Phrase) -> Phrase {
        let distance = moment - other
        if distance < 0 {
            return Phrase(en: "\(-distance) ms before \(name.en)", zh: "早于\(name.zh) \(-distance) 毫秒")
        }
        return Phrase(en: "\(distance) ms after \(name.en)", zh: "晚于\(name.zh) \(distance) 毫秒")
    }

    /// The distance to a half-open window: negative before it, 0 or more from its end on, 0 within.
    static func distance(_ moment: Instant, fromWindow opens: Instant, _ closes: Instant) -> Int64 {
        if moment < opens { return moment - opens }
        return moment >= closes ? moment - closes : 0
    }
}
