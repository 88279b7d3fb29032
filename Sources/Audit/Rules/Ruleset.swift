import Primitives

/// The rules, one family a file: a new family is a file and a line here.
public enum Ruleset {
    /// The version that results name: the format of the rules, and the revision of this set of them.
    public static let version = "examledger-rules/1.0"

    /// All rules, in the order of their publication.
    public static let rules: [Rule] = [
        IntegrityRules.all,
        FlowRules.all,
        PreparationRules.all,
        LoginRules.all,
        ReadingRules.all,
        EvidenceRules.all,
        DrawRules.all,
        PledgeRules.all,
        NoticeRules.all,
        EntryRules.all,
        FocusRules.all,
        ScreenshotRules.all,
        OperationRules.all,
        DeviceRules.all,
        InformationRules.all,
        WaitingRules.all,
        StartRules.all,
        TimeRules.all,
        OrderRules.all,
        MarkRules.all,
        LanguageRules.all,
        QuestionLoadRules.all,
        RecordingRules.all,
        LeakRules.all,
        CheatRules.all,
        AnonymityRules.all,
        FinishRules.all,
        NetworkRules.all,
        HelpRules.all,
        UploadRules.all,
        SupportRules.all,
        ClientRules.all,
        AbsenceRules.all,
        MisconductRules.all,
        ReleaseRules.all,
        PrivacyRules.all,
    ].flatMap { $0 }

    /// The rule with an id.
    public static func rule(_ id: String) -> Rule? { rules.first { $0.id.isSame(as: id) } }
}
