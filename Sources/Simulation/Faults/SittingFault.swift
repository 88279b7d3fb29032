import Exam
import Primitives

/// What breaks a sitting as a whole; it has a small sitting of its own.
struct SittingFault: Sendable {
    let name: String
    /// What an audit must find of the sitting's stream.
    let expects: [Expectation]
    /// What befalls its candidates, in their order.
    var people: [Fault] = []
    /// Bends what is set up for the sitting, its draw among it.
    var setUp: @Sendable (inout Script, SittingPlan, _ step: Int64) -> Void = { _, _, _ in }
    /// Bends the sitting's own stream on the day.
    var edit: @Sendable (inout Script, SittingPlan, SittingDraw) -> Void = { _, _, _ in }
    /// Whether the ledger's clock steps while it runs.
    let stepsClock: Bool

    init(
        _ name: String, _ expects: Expectation..., people: [Fault] = [],
        setUp: @escaping @Sendable (inout Script, SittingPlan, Int64) -> Void = { _, _, _ in },
        edit: @escaping @Sendable (inout Script, SittingPlan, SittingDraw) -> Void = { _, _, _ in },
        stepsClock: Bool = false
    ) {
        self.name = name
        self.expects = expects
        self.people = people
        self.setUp = setUp
        self.edit = edit
        self.stepsClock = stepsClock
    }
}
