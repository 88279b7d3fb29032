import Audit
import Exam
import Primitives
import TestSupport
import Testing

@Suite("The order of an erasure")
struct ErasureOrderTests {
    private static let day: Int64 = 86_400_000

    private func order(findings: [Finding] = [], _ bend: (inout HistoryBuilder) -> Void) throws -> ErasureOrder {
        var day = HistoryBuilder.cleanSession(.usual)
        bend(&day)
        let log = day.log()
        return ErasureOrder(try #require(log.histories(in: log.sittings()).first?.0), findings: findings)
    }

    /// The word for what stands against an erasure, so long after the identity may be erased; `nil` for nothing.
    private func hold(
        late: Int64 = 0, _ bend: (inout HistoryBuilder) -> Void
    ) throws -> ErasureRefused.Reason? {
        let day = HistoryBuilder.cleanSession(.usual)
        let end = day.start + (day.duration + Parameters.usual.retentionIdentDays * Self.day)
        return try order(bend).hold(at: end + late)?.reason
    }

    @Test("waits for the end of the retention time, and not a millisecond longer")
    func retention() throws {
        #expect(try hold { _ in } == nil)
        #expect(try hold(late: -1) { _ in } == .retention)
        #expect(try hold { $0.remove(.examPolicySet) } == .retention)
        #expect(try hold { $0.remove(.sittingScheduled) } == .retention)
    }

    @Test("waits for a dispute, and no longer than until it is settled")
    func dispute() throws {
        #expect(try hold { $0.file(at: $0.later) } == .dispute)
        #expect(
            try hold {
                $0.file(at: $0.later)
                $0.settle(by: .administrator("a-07"), at: $0.later + 1)
            } == nil)
    }

    @Test("waits for a review, a case and a record of misconduct to be decided")
    func review() throws {
        #expect(try hold { $0.askReview("k-1", at: $0.later) } == .review)
        #expect(
            try hold {
                $0.askReview("k-1", at: $0.later)
                $0.decide("k-1", .warn, at: $0.later + 1)
            } == nil)
        #expect(try hold { $0.notify("k-1", at: $0.later) } == .review)
        #expect(try hold { $0.record(by: .administrator("a-06")) } == .review)
    }

    @Test("ends a legal hold only by a later request of an administrator")
    func legalHold() throws {
        func hold(_ builder: inout HistoryBuilder) {
            builder.add(
                .erasureRefused(ErasureRefused(reason: .legalHold)), at: builder.later, by: .administrator("a-01"))
        }
        func request(
            _ builder: inout HistoryBuilder, at time: Instant, by voice: HistoryBuilder.Voice = .administrator("a-01")
        ) {
            builder.add(.erasureRequested(ErasureRequested(legalBasis: "b")), at: time, by: voice)
        }
        #expect(try self.hold { hold(&$0) } == .legalHold)
        #expect(
            try self.hold {
                request(&$0, at: $0.later + -1)
                hold(&$0)
            } == .legalHold)
        #expect(
            try self.hold {
                hold(&$0)
                request(&$0, at: $0.later + 1)
            } == nil)
        #expect(
            try self.hold {
                hold(&$0)
                request(&$0, at: $0.later + 1, by: .candidate)
            } == .legalHold)
    }

    @Test("knows the act, its approval, and the request that nothing has answered")
    func standing() throws {
        let bare = try order { _ in }
        #expect(bare.recorded == nil && !bare.isApproved && bare.request == nil)
        let alone = try order { $0.erase(early: 0, approvedBy: nil) }
        #expect(alone.recorded != nil && !alone.isApproved)
        #expect(try order { $0.erase(early: 0, approvedBy: "a-01") }.isApproved == false)
        #expect(try order { $0.erase(early: 0) }.isApproved)
        let asked: (inout HistoryBuilder) -> Void = {
            $0.add(
                .erasureRequested(ErasureRequested(legalBasis: "b")), at: $0.later + -5,
                by: .administrator("a-01"))
        }
        #expect(try order(asked).request != nil)
        #expect(
            try order {
                asked(&$0)
                $0.add(
                    .erasureRefused(ErasureRefused(reason: .retention)), at: $0.later, by: .administrator("a-01"))
            }.request == nil)
    }

    @Test(
        "keeps each kind of value for its own time",
        arguments: [
            (EventType.candidateRegistered, RetentionClass.identity), (.sessionOpened, .technical),
            (.helpMessageSent, .text), (.misconductRecorded, .violation), (.scoreRecorded, .score),
        ])
    func kinds(type: EventType, kind: RetentionClass) {
        #expect(RetentionClass(of: type) == kind)
        #expect(kind.days(.usual) > 0)
    }
}
