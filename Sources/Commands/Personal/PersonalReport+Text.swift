import Ledger
import Primitives
import Terminal

extension PersonalReport {
    private static let shownErasures = 10

    /// The check for people: a line of counts, and one for each candidate whose values were erased.
    func lines(_ language: Language) -> [String] {
        guard commitments > 0 || hasStore else { return [] }
        let place =
            hasStore
            ? Phrase(en: "", zh: "") : Phrase(en: "; there is no personal store here", zh: "；此处没有个人信息库")
        let counts = Phrase(
            en: "personal values: \(commitments) committed to, \(kept) kept and opened, \(erased) erased, "
                + "\(neverGiven) not kept here\(place.en)",
            zh: "个人信息：承诺 \(commitments) 项，已保存且相符 \(kept) 项，已删除 \(erased) 项，此处未保存 \(neverGiven) 项\(place.zh)")
        let shown = erasures.prefix(PersonalReport.shownErasures).map { erasure in
            Phrase(
                en: "  \(erasure.stream): erased, logged at index \(erasure.index)",
                zh: "  \(erasure.stream)：已删除，记录于第 \(erasure.index) 条")[language].printable
        }
        return [counts[language]] + shown + (erasures.count > shown.count ? ["  …"] : [])
    }

    /// The check for programs.
    var json: JSONValue {
        .members([
            "store": .bool(hasStore), "commitments": .number(commitments), "kept": .number(kept),
            "erased": .number(erased), "not_kept": .number(neverGiven),
            "erasures": .array(
                erasures.map {
                    .members([
                        "stream": .string($0.stream), "index": .number($0.index), "values": .number($0.values),
                    ])
                }),
        ])
    }
}
