import Exam
import Primitives

/// A candidate's sitting as it is written: the plan, the script, and the moments that later parts hang on.
struct Session: Sendable {
    let plan: SessionPlan
    let lot: LotOpening?
    let draw: Digest
    var script: Script
    var moments = Moments()

    /// Moments from T.
    struct Moments: Sendable {
        /// When the notice is acknowledged.
        var noticed: Int64 = 0
        /// When the first heartbeat of a machine is due.
        var firstBeat: [Machine: Int64] = [:]
        /// When a machine has nothing more to say.
        var lastBeat: [Machine: Int64] = [:]
        /// t(entry.granted).
        var entered: Int64 = 0
        /// t(waiting.entered).
        var waiting: Int64 = 0
        /// When the main recording starts and stops.
        var recordingStart: Int64 = 0
        var recordingStop: Int64 = 0
        /// When the first answer starts and ends: where incidents find room.
        var firstAnswer: ClosedRange<Int64> = 0...0
        /// t() of the last `upload.completed`.
        var lastUpload: Int64 = 0
        /// When the evidence recording starts.
        var evidenceStart: Int64 = 0
    }

    var parameters: Parameters { plan.parameters }
    var exam: ExamPlan { plan.sitting.exam }
    /// E.
    var end: Int64 { plan.finish }
    /// A quiet moment of the exam, away from its edges.
    var midExam: Int64 { moments.firstAnswer.lowerBound + 20_000 }

    init(_ plan: SessionPlan, lot: LotOpening?, draw: Digest, random: SeededRandom) {
        self.plan = plan
        self.lot = lot
        self.draw = draw
        var subject = plan.sitting.subject
        subject.candidate = plan.names.candidate
        script = Script(subject, origin: plan.sitting.start, random: random)
        script.latency = plan.latency
        script.offsets = plan.offsets
        script.monoBases = plan.monoBases
        write()
    }

    /// Everything in the order of the flow (domain.md §1).
    private mutating func write() {
        guard plan.comes else {
            assign(at: parameters.loginCloseMs + 250, .loginClosed, cause: nil)
            return
        }
        prepare()
        logIn()
        record()
        enter()
        answer()
        finish()
        upload()
        uploadEvidence()
        heartbeats()
        attest()
        bridgeOutages()
    }
}
