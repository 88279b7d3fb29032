import Primitives

extension SessionState {
    /// The version of the snapshot's form; another version is not read but rebuilt from the log.
    public static let snapshotVersion: UInt8 = 2

    /// The state as bytes: the same state always gives the same bytes.
    public var snapshotBytes: [UInt8] {
        var coder = SnapshotCoder()
        var version = SessionState.snapshotVersion
        coder.code(byte: &version)
        var copy = self
        copy.code(&coder)
        return coder.bytes
    }

    /// The state that these bytes hold; `nil` for another version or bytes that are no snapshot.
    public init?(snapshot: [UInt8]) {
        var coder = SnapshotCoder(reading: snapshot)
        var version: UInt8 = 0
        coder.code(byte: &version)
        guard version == SessionState.snapshotVersion else { return nil }
        var state = SessionState(exam: "", sitting: "", candidate: "")
        state.code(&coder)
        guard coder.isComplete, state.steps.count == Step.allCases.count else { return nil }
        self = state
    }

    private mutating func code(_ coder: inout SnapshotCoder) {
        coder.code(&exam)
        coder.code(&sitting)
        coder.code(&candidate)
        coder.code(&last)
        coder.code(&count)
        coder.code(&registered)
        coder.code(&room)
        coder.code(&withdrawn)
        coder.code(&login)
        coder.code(&lastAnswer)
        coder.code(&faceFailures)
        coder.code(&sessions)
        coder.code(&steps)
        coder.code(&entry)
        coder.code(&procedure)
        coder.code(&pledge)
        coder.code(&signedPledges)
        coder.code(&pledgeDeclined)
        coder.code(&notice)
        coder.code(&acknowledgedNotices)
        coder.code(&lot)
        coder.code(&binding)
        coder.code(&code)
        coder.code(&displays)
        codeRegions(&coder)
        codeAftermath(&coder)
    }

    private mutating func codeRegions(_ coder: inout SnapshotCoder) {
        coder.code(&connection)
        coder.code(&evidenceRecording)
        coder.code(&mainRecording)
        coder.code(&help)
        coder.code(&tickets)
        coder.code(&incidents)
        coder.code(&infoError)
        coder.code(&timer)
        coder.code(&questionsPresented)
        coder.code(&answersCompleted)
        coder.code(&finishRequested)
        coder.code(&finish)
        coder.code(&camera)
        coder.code(&mic)
        coder.code(&screen)
        coder.code(&evidence)
        coder.code(&evidenceConfirmed)
        coder.code(&evidenceDeadline)
    }

    private mutating func codeAftermath(_ coder: inout SnapshotCoder) {
        coder.code(&extensions)
        coder.code(&approvals)
        coder.code(&review)
        coder.code(&environment)
        coder.code(&disputes)
        coder.code(&decisions)
        coder.code(&notices)
        coder.code(&withheld)
        coder.code(&erased)
        coder.code(&clockOffsets)
    }
}
