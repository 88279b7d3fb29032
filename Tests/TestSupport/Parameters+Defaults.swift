public import Exam

extension Parameters {
    /// The defaults of the catalogue.
    public static let catalogueDefaults = Parameters(
        loginOpenMs: -1_800_000, loginCloseMs: 180_000, evidenceDueMs: 3_600_000, recGapMs: 5000, evidGapMs: 10_000,
        evidUntil: .examEnd, startGraceMs: 10_000, questionSkewMs: 2000, timerTolMs: 1000, panMinDeg: 330,
        panMinMs: 15_000, selfVisibleBp: 8000, readMinMs: 5000, focusIgnoreMs: 500, focusAdjudicateMs: 3000,
        focusAdjudicateN: 2, silenceMs: 60_000, lostTimeMs: 15_000, outageAdjudicateMs: 60_000, clockTolMs: 5000,
        helpSlaMs: 60_000, faceFailMax: 3, credTtlMs: 1_800_000, batteryMinBp: 5000, netMinKbps: 4000,
        contactDueMs: 3_600_000, statementWindowMs: 259_200_000, objectionWindowMs: 604_800_000, liveGapMs: 120_000,
        drawAnswerMs: 10_000, mockContactMs: 600_000, qrFailMax: 3, abandonGraceMs: 900_000, mockMandatory: false,
        approvalsRequired: 2, retentionIdentDays: 365, retentionTechDays: 180, retentionTextDays: 365,
        retentionScoreDays: 1095, retentionViolDays: 1825)
}
