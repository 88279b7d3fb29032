import Conduct
import Exam
import Primitives

extension GuardCase {
    static let draws: [GuardCase] = [
        GuardCase("when the draw is open", .drawing, .granted, says: ["draw.assigned 102"]),
        GuardCase(
            "twice", .drawing, .refused, violates: [.noLotHeld], says: ["draw.request.refused already_assigned"]
        ) { try $0.ask(.drawing) },
        GuardCase(
            "when it is closed", .drawing, .refused, violates: [.drawOpen], says: ["draw.request.refused closed"]
        ) { $0.record(.drawClosed(DrawClosed(drawID: Stage.draw, pi: [])), for: nil) },
        GuardCase(
            "when it was opened again with another root", .drawing, .refused, violates: [.drawOpen],
            says: ["draw.request.refused closed"]
        ) { $0.openDraw(root: Stage.hash("another")) },
        GuardCase("when the same opening was said twice", .drawing, .granted, says: ["draw.assigned 102"]) {
            $0.openDraw()
        },
        GuardCase(
            "when a second run was opened beside it", .drawing, .granted, says: ["draw.assigned 102"]
        ) {
            $0.commitDraw(Stage.hash("second"))
            $0.openDraw(Stage.hash("second"))
        },
        GuardCase(
            "when it was made void by one officer only", .drawing, .granted, says: ["draw.assigned 102"]
        ) { $0.voidDraw(approvedBy: "a-1") },
        GuardCase(
            "when it was made void", .drawing, .refused, violates: [.drawOpen],
            says: ["draw.request.refused closed"]
        ) { $0.voidDraw(approvedBy: "a-2") },
        GuardCase(
            "without a roster", .drawing, .refused, violates: [.drawOpen], says: ["draw.request.refused closed"]
        ) { stage in
            stage = Stage(stage.parameters, lots: StageLots())
            stage.setPolicy()
            stage.schedule()
            stage.commitDraw()
            stage.openDraw()
            stage.register()
            stage.now = stage.opens
            stage.logIn()
        },
        GuardCase(
            "without policy and schedule", .drawing, .refused, violates: [.termsInForce, .drawOpen],
            says: ["draw.request.refused closed"]
        ) { stage in
            stage = Stage(stage.parameters, lots: StageLots())
            stage.register()
            stage.logIn()
        },
        GuardCase(
            "before any login", .drawing, .refused, violates: [.loggedIn], says: ["draw.request.refused closed"]
        ) { stage in
            stage = Stage.prepared(stage.parameters)
            stage.register()
        },
        GuardCase(
            "after withdrawal", .drawing, .refused, violates: [.notBarred],
            says: ["draw.request.refused not_rostered"]
        ) { $0.record(.candidateWithdrawn(CandidateWithdrawn(reason: "r")), by: .officer("a-1")) },
        GuardCase(
            "when the lots were not given to the program", .drawing, .unanswered, violates: [.lotsAtHand]
        ) { stage in
            stage = try Stage.ready(stage.parameters, lots: NoLots())
        },
        GuardCase(
            "when the draw has no lot for the candidate", .drawing, .refused, violates: [.inDraw],
            says: ["draw.request.refused not_rostered"]
        ) { stage in
            stage = try Stage.ready(stage.parameters, lots: StageLots(candidates: ["c-9"]))
        },
    ]
}
