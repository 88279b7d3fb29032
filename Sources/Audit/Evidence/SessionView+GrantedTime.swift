import Exam
import Primitives

extension SessionView {
    /// The approved extensions of time for the candidate and for the whole sitting.
    var approvedExtensions: [RecordedEvent] {
        (events.all(.timeExtensionGranted) + surroundings.sitting.all(.timeExtensionGranted)).filter(isApproved)
    }
}
