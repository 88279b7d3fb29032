import Exam
import Testing

extension Parameters {
    /// The defaults of the catalogue.
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

    /// Other values of every parameter that these rules use.
    static let other: Parameters = {
        var other = usual
        other.loginOpenMs = -1_000_003
        other.loginCloseMs = 61_007
        other.evidenceDueMs = 1_200_011
        other.evidGapMs = 3019
        other.evidUntil = .uploadDone
        other.startGraceMs = 4021
        other.timerTolMs = 301
        other.panMinDeg = 271
        other.panMinMs = 9001
        other.selfVisibleBp = 5501
        other.readMinMs = 777
        other.clockTolMs = 251
        other.faceFailMax = 2
        other.credTtlMs = 90_001
        other.batteryMinBp = 3001
        other.netMinKbps = 1501
        other.contactDueMs = 600_013
        other.liveGapMs = 70_001
        other.drawAnswerMs = 4001
        other.qrFailMax = 2
        other.abandonGraceMs = 120_017
        other.mockMandatory = true
        return other
    }()
}

/// Parameters that a test is run with, under a short name.
enum ParameterSet: String, CaseIterable, CustomTestStringConvertible {
    case usual, other

    var parameters: Parameters {
        switch self {
        case .usual: .usual
        case .other: .other
        }
    }

    var testDescription: String { "\(rawValue) parameters" }
}
