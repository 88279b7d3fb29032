import ArgumentParser

/// The draw of lots, from the roster to the proof.
struct DrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract:
            "Draw lots so that nobody can have a hand in it: commit, contribute, reveal, open, assign, close, verify, void.",
        discussion: """
            1. freeze      an administrator freezes the roster of a sitting or a room
            2. commit      the platform commits to a key of its own for the draw
            3. contribute  at least two witnesses commit to a random number each
            4. reveal      each reveals it, after all have committed
            5. open        all lots are fixed, before login opens
            6. assign      each candidate's lot is opened
            7. close       the proof is published
            8. verify      anybody checks all of it again

            A run that cannot go on is voided (void, then approve by a second administrator), and drawn again.
            """,
        subcommands: [
            DrawFreezeCommand.self, DrawCommitCommand.self, DrawContributeCommand.self, DrawRevealCommand.self,
            DrawOpenCommand.self, DrawAssignCommand.self, DrawCloseCommand.self, DrawVerifyCommand.self,
            DrawVoidCommand.self,
        ])
}
