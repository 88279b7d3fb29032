import Exam

/// Which parameters the exams of a simulated day have.
public enum ParameterSet: String, CaseIterable, Sendable {
    /// The usual ones.
    case usual = "default"
    /// Others, chosen by the seed: a day over which nothing can have been tuned.
    case varied
}

extension Parameters {
    /// The usual parameters (catalogue, defaults).
    static let usual = Parameters(
        loginOpenMs: -1_800_000, loginCloseMs: 180_000, evidenceDueMs: 3_600_000, recGapMs: 5000, evidGapMs: 10_000,
        evidUntil: .examEnd, startGraceMs: 10_000, questionSkewMs: 2000, timerTolMs: 1000, panMinDeg: 330,
        panMinMs: 15_000, selfVisibleBp: 8000, readMinMs: 5000, focusIgnoreMs: 500, focusAdjudicateMs: 3000,
        focusAdjudicateN: 2, silenceMs: 60_000, lostTimeMs: 15_000, outageAdjudicateMs: 60_000, clockTolMs: 5000,
        helpSlaMs: 60_000, faceFailMax: 3, credTtlMs: 1_800_000, batteryMinBp: 5000, netMinKbps: 4000,
        contactDueMs: 3_600_000, statementWindowMs: 259_200_000, objectionWindowMs: 604_800_000, liveGapMs: 120_000,
        drawAnswerMs: 10_000, mockContactMs: 600_000, qrFailMax: 3, abandonGraceMs: 900_000, mockMandatory: false,
        approvalsRequired: 2, retentionIdentDays: 365, retentionTechDays: 180, retentionTextDays: 365,
        retentionScoreDays: 1095, retentionViolDays: 1825)

    /// Other parameters: every limit a session can meet, moved.
    static func varied(_ random: inout SeededRandom) -> Parameters {
        var varied = Parameters.usual
        varied.loginOpenMs = -random.within(20...45) * 60_000
        varied.loginCloseMs = random.within(60...300) * 1000
        varied.evidenceDueMs = random.within(30...60) * 60_000
        varied.contactDueMs = random.within(20...60) * 60_000
        varied.recGapMs = random.within(2000...9000)
        varied.evidGapMs = random.within(6000...20_000)
        varied.evidUntil = random.pick([.examEnd, .uploadDone])
        varied.startGraceMs = random.within(6000...15_000)
        varied.questionSkewMs = random.within(1200...3000)
        varied.timerTolMs = random.within(900...2000)
        varied.panMinDeg = random.within(300...350)
        varied.panMinMs = random.within(10_000...20_000)
        varied.selfVisibleBp = random.within(6000...8500)
        varied.readMinMs = random.within(3000...12_000)
        varied.focusIgnoreMs = random.within(300...900)
        varied.focusAdjudicateMs = random.within(2000...5000)
        varied.focusAdjudicateN = random.within(2...4)
        varied.silenceMs = random.within(40...60) * 1000
        varied.lostTimeMs = random.within(8000...20_000)
        varied.outageAdjudicateMs = random.within(45...80) * 1000
        varied.clockTolMs = random.within(3000...8000)
        varied.helpSlaMs = random.within(30...90) * 1000
        varied.faceFailMax = random.within(2...4)
        varied.credTtlMs = random.within(20...40) * 60_000
        varied.batteryMinBp = random.within(3000...6000)
        varied.netMinKbps = random.within(3000...8000)
        varied.liveGapMs = random.within(100...150) * 1000
        varied.drawAnswerMs = random.within(5...15) * 1000
        varied.mockContactMs = random.within(300...900) * 1000
        varied.qrFailMax = random.within(2...4)
        varied.abandonGraceMs = random.within(5...20) * 60_000
        varied.mockMandatory = random.chance(basisPoints: 5000)
        return varied
    }
}
