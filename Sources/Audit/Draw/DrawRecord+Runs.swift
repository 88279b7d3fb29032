public import Exam
public import Primitives

extension DrawRecord {
    /// Whether two officers voided the draw, before a position in the log.
    public func isVoided(_ approvals: Approvals, before index: UInt64 = .max) -> Bool {
        voids.contains { void in
            guard let approval = approvals.approval(of: void.event) else { return false }
            return void.event.index < index && approval.index < index
        }
    }

    private struct Place: Hashable {
        let scope: TextKey
        let offset: Int64
    }

    /// The draws of a sitting that repeat one of the same scope and offset which nobody had voided by then, by id.
    public static func redraws(_ draws: [DrawRecord], _ approvals: Approvals) -> [Digest: DrawDefect] {
        let runs = draws.flatMap { draw in draw.keys.map { (draw, $0) } }
            .sorted { $0.1.event.index < $1.1.event.index }
        var earlier: [Place: (DrawRecord, Fact<DrawKeyCommitted>)] = [:]
        var defects: [Digest: DrawDefect] = [:]
        for (draw, key) in runs {
            let place = Place(scope: TextKey(key.data.scopeID), offset: key.data.offset)
            guard let (before, committed) = earlier.updateValue((draw, key), forKey: place),
                !before.isVoided(approvals, before: key.event.index), defects[draw.id] == nil
            else { continue }
            defects[draw.id] = draw.defect(
                .run,
                Phrase(
                    en: "\(key.data.scopeID) is drawn again with run \(key.data.run); no approved draw.voided of run "
                        + "\(committed.data.run) is recorded before it",
                    zh: "\(key.data.scopeID) 以第 \(key.data.run) 轮重新抽签，此前没有记录经批准的第 \(committed.data.run) 轮作废"),
                found: .string(draw.id.hex), expected: .string(before.id.hex),
                [committed.event, key.event] + before.voids.map(\.event))
        }
        return defects
    }
}
