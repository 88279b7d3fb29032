import Exam
import Foundation
import Ledger
import Primitives
import TestSupport
import Testing
import Transparency

@Suite("A history's offline batches")
struct BatchLeavesTests {
    @Test("come with the leaves of their statements, from which their roots recompute")
    func roots() throws {
        let ledger = try ExampleLedger()
        _ = try ledger.ingest(Repository.lines(of: Repository.examDay.appending(path: "envelopes.ndjson")))
        let prefix = try ledger.store.prefix()
        var batches = 0
        for session in try ledger.store.sessions(asOf: prefix) {
            let context = try ledger.store.context(exam: session.exam, sitting: session.sitting, asOf: prefix)
            let history = try ledger.store.history(of: session.candidate, in: context, asOf: prefix)
            let named = OfflineBatch.all(in: history.events)
            for batch in named {
                let leaves = batch.entries.compactMap { history.batchLeaves[$0.index] }
                #expect(Int64(leaves.count) == batch.count)
                #expect(MerkleTree.root(of: leaves) == batch.data.batchRoot)
            }
            #expect(Set(history.batchLeaves.keys) == Set(named.flatMap(\.entries).map(\.index)))
            batches += named.count
        }
        #expect(batches == 2)
    }
}
