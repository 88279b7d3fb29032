import Exam
import Primitives

extension SessionView {
    /// The first `score.released` that names the sitting and does not withhold the candidate.
    var release: RecordedEvent? {
        releases.first { release in
            !release.data.withheld.contains { $0.isSame(as: history.candidate) }
        }?.event
    }

    private var releases: [Fact<ScoreReleased>] {
        surroundings.exam.facts(.scoreReleased).filter { release in
            release.data.sittings.contains { $0.isSame(as: history.context.sitting) }
        }
    }
}
