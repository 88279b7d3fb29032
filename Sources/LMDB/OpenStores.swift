import Primitives
import Synchronization

/// The stores that this process has open: which folders, and where their files are mapped.
///
/// It is the one place of process-wide state, for two reasons that are themselves process-wide. LMDB's locks are
/// `fcntl` locks, which belong to the process: a second environment on the same folder would drop the first one's
/// when it closes. And a signal handler gets nothing but an address: to tell a damaged store from a defect of ours
/// it needs the mapped ranges, readable without a lock.
enum OpenStores {
    static let capacity = 64

    /// Where one store's file is mapped; both ends 0 while the place is free.
    struct Range: ~Copyable, Sendable {
        let start = Atomic<UInt>(0)
        let end = Atomic<UInt>(0)
    }

    /// Which folder it is, whatever path led there.
    struct Folder: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    private static let folders = Mutex<[Folder?]>(Array(repeating: nil, count: capacity))
    private static let ranges = InlineArray<64, Range> { _ in Range() }

    /// Initialises the ranges, so that a signal handler never does.
    static func prepare() {
        _ = ranges[0].start.load(ordering: .relaxed)
    }

    /// Whether an address lies in the mapped file of an open store; safe in a signal handler.
    static func contain(address: UInt) -> Bool {
        for index in 0..<capacity
        where address >= ranges[index].start.load(ordering: .acquiring)
            && address < ranges[index].end.load(ordering: .acquiring)
        {
            return true
        }
        return false
    }

    /// Whether any store is mapped; safe in a signal handler.
    static var areAny: Bool {
        for index in 0..<capacity where ranges[index].end.load(ordering: .acquiring) != 0 { return true }
        return false
    }

    /// A folder's place among the open stores, given back when it ends.
    struct Claim: ~Copyable, Sendable {
        private let index: Int

        /// Claims a folder; `nil` when this process has it open already, or has no place left.
        init?(_ folder: Folder) {
            let place: Int? = OpenStores.folders.withLock { folders in
                guard !folders.contains(folder), let free = folders.firstIndex(of: nil) else { return nil }
                folders[free] = folder
                return free
            }
            guard let place else { return nil }
            index = place
        }

        /// Where the file is mapped: start and end, both 0 while unknown.
        var mapped: (start: UInt, end: UInt) {
            (
                OpenStores.ranges[index].start.load(ordering: .acquiring),
                OpenStores.ranges[index].end.load(ordering: .acquiring)
            )
        }

        /// Records where the file is mapped.
        func record(start: UInt, end: UInt) {
            OpenStores.ranges[index].end.store(0, ordering: .releasing)
            OpenStores.ranges[index].start.store(start, ordering: .releasing)
            OpenStores.ranges[index].end.store(end, ordering: .releasing)
        }

        deinit {
            record(start: 0, end: 0)
            let index = index
            OpenStores.folders.withLock { $0[index] = nil }
        }
    }
}
