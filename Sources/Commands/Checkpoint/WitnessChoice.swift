import Primitives
import Transparency

/// The witnesses of a policy as a command line chooses among them.
struct WitnessChoice {
    private let policy: TrustPolicy

    init(_ policy: TrustPolicy) {
        self.policy = policy
    }

    /// All of them, with the addresses that `--witness [NAME=]URL` gives.
    func withAddresses(_ given: [String]) throws(LedgerError) -> [NamedWitness] {
        var witnesses = policy.namedWitnesses
        for text in given {
            let (name, url) = WitnessChoice.parts(of: text)
            guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
                throw .usage("--witness takes an http or https URL.", "--witness 需要 http 或 https 地址。")
            }
            let chosen = try one(named: name)
            guard let place = witnesses.firstIndex(where: { $0.key == chosen.key }) else { continue }
            witnesses[place] = NamedWitness(name: chosen.name, key: chosen.key, url: url)
        }
        return witnesses
    }

    /// The one with a name, or the only one.
    func one(named name: String?) throws(LedgerError) -> NamedWitness {
        let names = policy.namedWitnesses.map(\.name).joined(separator: ", ")
        guard let name else {
            guard policy.namedWitnesses.count == 1 else {
                throw .usage(
                    "Say which witness is meant; the policy names: \(names).", "请指明见证方；信任策略所列为：\(names)。",
                    hint: Phrase(
                        en: "--request FILE takes --to NAME beside it; --witness takes NAME=URL.",
                        zh: "--request FILE 须同时给出 --to NAME；--witness 须写作 NAME=URL。"))
            }
            return policy.namedWitnesses[0]
        }
        guard let witness = policy.namedWitnesses.first(where: { $0.name.isSame(as: name) }) else {
            throw .usage(
                "The policy names no witness \(name); it names: \(names).", "信任策略中没有见证方 \(name)；所列为：\(names)。")
        }
        return witness
    }

    /// `NAME=URL` or `URL`; an equals sign behind the scheme belongs to the address.
    private static func parts(of text: String) -> (name: String?, url: String) {
        guard !text.hasPrefix("http://"), !text.hasPrefix("https://"), let equals = text.firstIndex(of: "=") else {
            return (nil, text)
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
}
