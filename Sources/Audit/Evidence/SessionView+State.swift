import Exam

extension SessionView {
    /// The main state at the end of the prefix.
    var state: MainState {
        StateDecision(SessionState(history), surroundings.state, now: now).state
    }
}
