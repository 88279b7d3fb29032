import Exam
import LMDB
import Primitives

extension LedgerStore {
    /// Goes through the entries below a size on all cores, and hands on as events those in which some texts may stand:
    /// slice after slice, in the order of the log.
    ///
    /// - Parameters:
    ///   - names: Texts as they stand behind a quotation mark: types, or names of members.
    ///   - body: Called with the events of each slice, and how many entries are done.
    func forEachSlice(
        naming names: [String], below size: UInt64,
        _ body: (_ events: [RecordedEvent], _ done: UInt64) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        let texts = names.map { Array($0.utf8) }
        let work = OrderedWork<Range<UInt64>, Result<[RecordedEvent], LedgerError>>(
            makeWorker: {},
            { [self] _, slice in
                do throws(LedgerError) { return .success(try events(in: slice, naming: texts)) } catch {
                    return .failure(error)
                }
            })
        var (next, done) = (UInt64(0), UInt64(0))
        while true {
            while next < size, work.count < LedgerStore.slicesAhead {
                let end = min(size, next + LedgerStore.slice)
                work.put(next..<end)
                next = end
            }
            guard let events = try work.take()?.get() else { return }
            done = min(size, done + LedgerStore.slice)
            try body(events, done)
        }
    }

    /// How many slices are under way at a time: it bounds the memory.
    private static let slicesAhead = 16

    private func events(in slice: Range<UInt64>, naming texts: [[UInt8]]) throws(LedgerError) -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        try forEachEntry(in: slice) { (index, entry, reader) throws(LedgerError) -> Bool in
            if LogReader.mayName(texts, entry) { events.append(try LedgerStore.event(index, entry, &reader)) }
            return true
        }
        return events
    }
}
