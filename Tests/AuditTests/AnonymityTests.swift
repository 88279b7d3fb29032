import Exam
import Testing

@Suite("Anonymity")
struct AnonymityTests {
    @Test("no score can carry a candidate, so that ANON-01 never has to be blocking")
    func scores() {
        #expect(EventType.scoreRecorded.scopes.scopes == [.sitting])
    }
}
