import Exam
import Primitives
import Signing
import Transparency

/// The check of one bundle, step by step; a step that fails leaves its reason, and what rests on it is not tried.
struct BundleCheck {
    /// How many problems are told.
    private static let problemLimit = 20

    private let bundle: DisputeBundle
    private let checkpoint: TrustedCheckpoint
    private var found: [VerificationProblem] = []
    private var reading = EntryReading(of: nil)
    private var entries: [ReadEntry] = []

    init(_ bundle: DisputeBundle, _ checkpoint: TrustedCheckpoint) {
        self.bundle = bundle
        self.checkpoint = checkpoint
    }

    /// What is wrong, the first of it.
    var problems: ArraySlice<VerificationProblem> { found.prefix(BundleCheck.problemLimit) }

    mutating func run(authority: KeyID?) -> VerifiedBundle? {
        let opened = LedgerIdentity(opened: bundle.opened, under: checkpoint, authority: authority, &found)
        guard let identity = opened else { return nil }
        take(bundle.opened.bytes, at: 0)
        reading = EntryReading(of: identity)
        guard let index = CommittedIndex(bundle.index, under: checkpoint, &reading, &found),
            let received = EntryHeader(entry: bundle.index.bytes.span)?.receivedAt
        else { return nil }
        take(bundle.index.bytes, at: index.size)
        checkStreams(index)
        takeRelated(index)
        guard found.isEmpty else { return nil }
        entries.sort { $0.header.index < $1.header.index }
        checkOrder()
        _ = KeyRegistry(checking: entries, &found)
        found += LogKeyHistory.problems(entries, identity)
        let disclosures = disclosures()
        guard found.isEmpty else { return nil }
        return content(identity, received, disclosures)
    }

    /// Reads an entry and keeps it; `nil` where it cannot be read.
    @discardableResult
    private mutating func take(_ bytes: [UInt8], at index: UInt64) -> (header: EntryHeader, statement: Statement)? {
        let entry = reading.read(bytes.span, at: index)
        found += entry.problems
        guard let header = entry.header, let statement = entry.statement else { return nil }
        entries.append(ReadEntry(bytes: bytes, header: header, statement: statement))
        return (header, statement)
    }

    private mutating func checkStreams(_ index: CommittedIndex) {
        let wanted = DisputeBundle.streams(of: bundle.subject)
        guard bundle.streams.map(\.name).sorted() == wanted.map(\.text).sorted() else {
            found.append(.streams(wanted.map(\.text)))
            return
        }
        for (text, content) in bundle.streams {
            guard let name = StreamName(text) else { continue }
            switch content {
            case .whole(let position, let path, let entries):
                checkStream(name, position, path, entries, index)
            case .absent(let place):
                guard name != bundle.subject.stream, case .absent = place,
                    place.verifies(text, streams: index.streams, root: index.root)
                else {
                    found.append(.streamAbsence(text))
                    continue
                }
            }
        }
    }

    /// A stream must chain from its first entry to the one that the index names as its last.
    private mutating func checkStream(
        _ name: StreamName, _ position: UInt64, _ path: [Digest], _ entries: [[UInt8]], _ index: CommittedIndex
    ) {
        var head = StreamHead.empty
        for bytes in entries {
            let stated = EntryHeader(entry: bytes.span)?.index ?? head.lastIndex
            guard let (header, statement) = take(bytes, at: stated) else { return }
            if statement.stream != name {
                found.append(.otherStream(statement.stream.text, at: header.index, claimed: name.text))
                return
            }
            if header.index >= index.size { found.append(.beyondIndex(at: header.index, size: index.size)) }
            if let problem = head.take(header, MerkleTree.leafHash(bytes.span), at: header.index, of: name) {
                found.append(problem)
            }
        }
        let leaf = StreamIndex.Leaf(name: name.text, count: UInt64(entries.count), lastHash: head.lastHash)
        let proved = ProvedLeaf(leaf: leaf, position: position, path: path)
        if !proved.verifies(streams: index.streams, root: index.root) { found.append(.streamLeaf(name.text)) }
    }

    /// Single entries of other streams, each under the checkpoint.
    private mutating func takeRelated(_ index: CommittedIndex) {
        let own = DisputeBundle.streams(of: bundle.subject)
        for proved in bundle.related {
            let stated = EntryHeader(entry: proved.bytes.span)?.index ?? 0
            guard let (header, statement) = take(proved.bytes, at: stated) else { return }
            if !proved.verifies(at: header.index, under: checkpoint) { found.append(.notIncluded(at: header.index)) }
            let isWanted =
                switch statement.payload {
                case .deviceKeyBound: true
                case .loginFaceSucceeded, .loginPasswordSucceeded:
                    statement.exam.map { $0.isSame(as: bundle.subject.exam) } ?? false
                default: false
                }
            if !isWanted || own.contains(statement.stream) { found.append(.related(at: header.index)) }
        }
    }

    /// Entries stand once each, and time does not go back along them.
    private mutating func checkOrder() {
        var ids: Set<EventID> = []
        var last: EntryHeader?
        var counters: [KeyID: CounterRecord] = [:]
        for entry in entries {
            let (header, statement) = (entry.header, entry.statement)
            if !ids.insert(statement.id).inserted || last.map({ $0.index == header.index }) ?? false {
                found.append(.repeatedEntry(at: header.index))
            }
            if let last, header.receivedAt < last.receivedAt {
                found.append(.time(header.receivedAt, last: last.receivedAt, at: header.index, statement.stream.text))
            }
            last = header
            if let n = statement.n, !counters[header.keyID, default: CounterRecord()].take(UInt64(n)) {
                found.append(.counter(n, header.keyID, at: header.index, statement.stream.text))
            }
        }
    }

    /// Each disclosure opens a commitment of its own.
    private mutating func disclosures() -> [Disclosure] {
        var commitments = Set(entries.flatMap(\.statement.personal))
        var disclosures: [Disclosure] = []
        for (place, text) in bundle.disclosures.enumerated() {
            guard let disclosure = Disclosure(text: text),
                let digest = Base64.decode(disclosure.digest, .urlWithoutPadding).flatMap({ Digest($0.span) }),
                commitments.remove(Statement.Commitment(name: disclosure.name, digest: digest)) != nil
            else {
                found.append(.disclosure(place + 1))
                continue
            }
            disclosures.append(disclosure)
        }
        return disclosures
    }

    private func content(
        _ identity: LedgerIdentity, _ received: Instant, _ disclosures: [Disclosure]
    ) -> VerifiedBundle {
        let own = Set(DisputeBundle.streams(of: bundle.subject))
        var events: [StreamName: [RecordedEvent]] = [:]
        var related: [RecordedEvent] = []
        var leaves: [UInt64: Digest] = [:]
        for entry in entries {
            let (bytes, header, statement) = (entry.bytes, entry.header, entry.statement)
            let event = RecordedEvent(
                index: header.index, receivedAt: header.receivedAt, position: header.position, keyID: header.keyID,
                statement: statement)
            leaves[header.index] = MerkleTree.leafHash(bytes.span.extracting(EntryHeader.width...))
            if own.contains(statement.stream) {
                events[statement.stream, default: []].append(event)
            } else if statement.stream != .ledger {
                related.append(event)
            }
        }
        return VerifiedBundle(
            bundle: bundle, checkpoint: checkpoint, identity: identity,
            prefix: Prefix(size: checkpoint.size, now: received), events: events, related: related,
            disclosures: disclosures, statementLeaves: leaves)
    }
}
