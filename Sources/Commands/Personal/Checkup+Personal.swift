import Ledger
import Primitives

extension Checkup {
    /// Whether an erasure was cut short, and which ones wait for a second officer.
    func personal() -> Check {
        let title = Phrase(en: "personal store", zh: "个人信息库")
        do throws(LedgerError) {
            guard let folder = try PersonalFolder.existing(beside: store.directory, .shared) else {
                return Check(code: "personal", title: title, finding: Phrase(en: "none", zh: "无"), isGood: true)
            }
            let personal = try PersonalStore(folder, forWriting: false)
            let proposals = try personal.proposals(in: store)
            let unfinished = try Set(proposals.filter(\.isRecorded).map(\.owner) + personal.undestroyed(in: store))
                .sorted()
            guard unfinished.isEmpty, !folder.hasRemains else {
                let names = unfinished.joined(separator: ", ")
                return Check(
                    code: "personal", title: title,
                    finding: Phrase(
                        en: "an erasure was cut short; run personal erase again: \(names)",
                        zh: "有删除过程中断；请再次运行 personal erase：\(names)"),
                    isGood: false, status: .integrityViolated)
            }
            let waiting = proposals.count
            return Check(
                code: "personal", title: title,
                finding: waiting == 0
                    ? Phrase(en: "in order", zh: "正常")
                    : Phrase(
                        en: "in order; \(waiting) erasures wait for a second officer", zh: "正常；\(waiting) 项删除等待第二人批准"),
                isGood: true)
        } catch {
            return Check(
                code: "personal", title: title, finding: error.reason, isGood: false, status: ExitStatus(error))
        }
    }
}
