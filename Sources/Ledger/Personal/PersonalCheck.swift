import Exam
import LMDB
public import Primitives

/// What a check of the personal store beside the log found.
///
/// A value that is not kept here is no problem: the log proves the same without it. A value that the store has kept and
/// has no more is one, unless its owner's erasure is recorded.
public struct PersonalReport: Hashable, Sendable {
    /// A candidate whose values were erased.
    public struct Erasure: Hashable, Sendable {
        /// The candidate's stream.
        public let stream: String
        /// The entry that says so.
        public let index: UInt64
        /// How many commitments of the log it closes.
        public internal(set) var values: UInt64
    }

    /// Whether there is a store.
    public let hasStore: Bool
    /// How many commitments the log has.
    public internal(set) var commitments: UInt64 = 0
    /// How many of them a kept value opens.
    public internal(set) var kept: UInt64 = 0
    /// How many were erased.
    public internal(set) var erased: UInt64 = 0
    /// How many values were never given to this ledger.
    public internal(set) var neverGiven: UInt64 = 0
    /// Who was erased, in the order of the log; at most ``listLimit``.
    public internal(set) var erasures: [Erasure] = []
    /// What is wrong; at most ``listLimit``.
    public internal(set) var problems: [VerificationProblem] = []
    /// How many more problems there are.
    public internal(set) var furtherProblems: UInt64 = 0

    /// How many erasures and problems are kept with their words.
    public static let listLimit = 100

    mutating func add(_ problem: VerificationProblem) {
        if problems.count < PersonalReport.listLimit { problems.append(problem) } else { furtherProblems += 1 }
    }

    mutating func noteErasure(of commitment: PersonalCommitment, at index: UInt64) {
        erased += 1
        if let place = erasures.lastIndex(where: { $0.index == index }) {
            erasures[place].values += 1
        } else if erasures.count < PersonalReport.listLimit {
            erasures.append(Erasure(stream: commitment.owner.text, index: index, values: 1))
        }
    }
}

extension LedgerStore {
    /// Checks the personal store against the log: every commitment is opened, erased, never given, or missing.
    ///
    /// - Parameter progress: called between slices with the number of entries done and of all; `false` stops.
    /// - Throws: `interrupted`; `store.busy` while a key is being destroyed; what reading throws.
    public func checkPersonalValues(
        progress: (_ done: UInt64, _ total: UInt64) -> Bool = { _, _ in true }
    ) throws(LedgerError) -> PersonalReport {
        let folder = try PersonalFolder.existing(beside: directory, .shared)
        var report = PersonalReport(hasStore: folder != nil)
        var personal: PersonalStore?
        do throws(LedgerError) {
            if let folder { personal = try PersonalStore(folder, forWriting: false) }
        } catch {
            // The log has its own verdict: it is whole without this store.
            guard error.code == .storeDamaged else { throw error }
            report.add(.damagedStore(error.reason))
        }
        var unfinished: Set<PersonalOwner> = []
        let end = try size()
        let erasures = try erasures(below: end)
        try forEachSlice(naming: ["personal"], below: end) { (events, done) throws(LedgerError) in
            let commitments = events.flatMap(PersonalCommitment.all)
            let findings =
                if let personal { try personal.findings(commitments) { erasures[$0] } } else {
                    try PersonalFinding.withoutStore(commitments) { erasures[$0] }
                }
            for (commitment, finding) in zip(commitments, findings) {
                report.commitments += 1
                switch finding {
                case .value: report.kept += 1
                case .neverGiven: report.neverGiven += 1
                case .lost: report.add(.lostValue(commitment))
                case .damaged: report.add(.damagedValue(commitment))
                case .erased(let index):
                    report.noteErasure(of: commitment, at: index)
                    guard let personal, unfinished.insert(commitment.owner).inserted,
                        try personal.hasKey(of: commitment.owner)
                    else { continue }
                    report.add(.unfinishedErasure(commitment.owner, at: index))
                }
            }
            guard progress(done, end) else { throw .interrupted }
        }
        if folder?.hasRemains == true { report.add(.remains) }
        return report
    }
}

extension VerificationProblem {
    static func lostValue(_ commitment: PersonalCommitment) -> VerificationProblem {
        VerificationProblem(
            "personal.lost", at: commitment.index, stream: commitment.owner.text,
            Phrase(
                en: "the value `\(commitment.name)` was kept here and is lost: no erasure is recorded",
                zh: "`\(commitment.name)` 的值曾保存于此，现已丢失：没有删除记录"))
    }

    static func damagedStore(_ reason: Phrase) -> VerificationProblem {
        VerificationProblem(
            "personal.store-damaged", .integrity,
            Phrase(
                en: "no personal value that was kept here can be read: \(reason.en)",
                zh: "保存于此的个人信息均无法读取：\(reason.zh)"))
    }

    static func damagedValue(_ commitment: PersonalCommitment) -> VerificationProblem {
        VerificationProblem(
            "personal.damaged", at: commitment.index, stream: commitment.owner.text,
            Phrase(
                en: "what is kept of the value `\(commitment.name)` does not open, or not the commitment",
                zh: "所保存的 `\(commitment.name)` 的值无法打开，或与承诺不符"))
    }

    static func unfinishedErasure(_ owner: PersonalOwner, at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "personal.erasure-unfinished", at: index, stream: owner.text,
            Phrase(
                en: "the log says that the key is destroyed, and it is still here: run `personal erase` again",
                zh: "日志称密钥已销毁，而密钥仍在此处：请再次运行 `personal erase`"))
    }

    static let remains = VerificationProblem(
        "personal.remains", .integrity,
        Phrase(
            en: "a destruction was cut short and has left a file: `personal erase` of the same candidate finishes it",
            zh: "销毁过程曾中断并留下文件：对同一考生再次运行 `personal erase` 即可完成"))
}
