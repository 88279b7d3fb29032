public import Primitives

/// The offsets from UTC that one time zone used, uses and will use.
///
/// Read from a TZif file (RFC 8536), in which every version up to 4 is understood; leap seconds are ignored, as Unix
/// time does.
public struct ZoneRules: Hashable, Sendable {
    /// The zone's name, such as `Asia/Shanghai`.
    public let name: String
    /// The moments from which an offset holds, in seconds since the epoch, ascending.
    private let transitions: [(start: Int64, offset: Int)]
    private let offsetBefore: Int
    /// What holds after the last transition.
    private let rule: RecurringRule?

    /// UTC.
    public static let utc = ZoneRules(name: "UTC", transitions: [], offsetBefore: 0, rule: nil)

    private init(name: String, transitions: [(start: Int64, offset: Int)], offsetBefore: Int, rule: RecurringRule?) {
        self.name = name
        self.transitions = transitions
        self.offsetBefore = offsetBefore
        self.rule = rule
    }

    /// The rules in the bytes of a TZif file; `nil` where they are none.
    public init?(name: String, tzif bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard var header = Header(&reader) else { return nil }
        var wordSize = 4
        if header.version >= 2 {
            // The first block repeats the data in 32 bits, for readers older than version 2.
            guard reader.take(header.dataLength(wordSize: 4)) != nil, let second = Header(&reader) else { return nil }
            header = second
            wordSize = 8
        }
        guard let data = DataBlock(&reader, header: header, wordSize: wordSize) else { return nil }
        var rule: RecurringRule?
        if header.version >= 2 {
            guard reader.take(1)?.first == UInt8(ascii: "\n"), let footer = reader.take(until: UInt8(ascii: "\n"))
            else { return nil }
            rule = RecurringRule(posix: footer)
            guard rule != nil || footer.isEmpty else { return nil }
        }
        self.init(name: name, transitions: data.transitions, offsetBefore: data.firstOffset, rule: rule)
    }

    /// Seconds east of UTC at a moment.
    public func offset(at instant: Instant) -> Int {
        let (whole, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: 1000)
        let seconds = rest < 0 ? whole - 1 : whole
        guard let last = transitions.last else { return rule?.offset(at: seconds) ?? offsetBefore }
        if seconds >= last.start { return rule?.offset(at: seconds) ?? last.offset }
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].start <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? offsetBefore : transitions[low - 1].offset
    }

    /// The moment at which the zone's clocks show a date and time.
    ///
    /// A time that comes twice, when clocks are set back, is the first of the two; one that is skipped counts on from
    /// before the gap, so that 02:30 in a gap of an hour is 03:30.
    public func instant(of civil: CivilTime) -> Instant {
        let day = Int64(CivilTime.millisecondsPerDay)
        let naive = civil.instant(offset: 0)
        let earlier = civil.instant(offset: offset(at: naive + -day))
        let later = civil.instant(offset: offset(at: naive + day))
        let earlierHolds = civil == self.civil(earlier)
        return earlierHolds || civil != self.civil(later) ? earlier : later
    }

    /// What the zone's calendar and clock show at a moment.
    public func civil(_ instant: Instant) -> CivilTime {
        CivilTime(instant, offset: offset(at: instant))
    }

    /// A moment in RFC 3339 with the zone's offset, such as `2026-11-21T09:03:00.412+08:00`.
    public func text(_ instant: Instant) -> String {
        instant.rfc3339(offset: offset(at: instant))
    }

    /// The time of day of a moment, such as `09:03:00.412`.
    public func timeOfDay(_ instant: Instant, milliseconds: Bool = true) -> String {
        civil(instant).timeText(milliseconds: milliseconds)
    }

    /// Two zones are the same when they have a name and agree on every offset.
    public static func == (lhs: ZoneRules, rhs: ZoneRules) -> Bool {
        lhs.name == rhs.name && lhs.offsetBefore == rhs.offsetBefore && lhs.rule == rhs.rule
            && lhs.transitions.elementsEqual(rhs.transitions) { $0 == $1 }
    }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}

/// The header of a TZif block (RFC 8536 §3.1).
private struct Header {
    let version: Int
    let utcIndicators, standardIndicators, leapSeconds, transitions, types, characters: Int

    init?(_ reader: inout ByteReader) {
        guard let magic = reader.take(4), magic.elementsEqual("TZif".utf8), let mark = reader.take(1)?.first,
            reader.take(15) != nil
        else { return nil }
        switch mark {
        case 0: version = 1
        case UInt8(ascii: "2")...UInt8(ascii: "9"): version = Int(mark - UInt8(ascii: "0"))
        default: return nil
        }
        var counts: [Int] = []
        for _ in 0..<6 {
            guard let count = reader.integer(width: 4), count >= 0 else { return nil }
            counts.append(Int(count))
        }
        guard counts[4] > 0 else { return nil }
        (utcIndicators, standardIndicators, leapSeconds) = (counts[0], counts[1], counts[2])
        (transitions, types, characters) = (counts[3], counts[4], counts[5])
    }

    func dataLength(wordSize: Int) -> Int {
        transitions * (wordSize + 1) + types * 6 + characters + leapSeconds * (wordSize + 4)
            + standardIndicators + utcIndicators
    }
}

/// The data of a TZif block (RFC 8536 §3.2), of which only times and offsets are kept.
private struct DataBlock {
    let transitions: [(start: Int64, offset: Int)]
    let firstOffset: Int

    init?(_ reader: inout ByteReader, header: Header, wordSize: Int) {
        var starts: [Int64] = []
        for _ in 0..<header.transitions {
            guard let start = reader.integer(width: wordSize) else { return nil }
            if let last = starts.last, start <= last { return nil }
            starts.append(start)
        }
        guard let types = reader.take(header.transitions) else { return nil }
        var offsets: [Int] = []
        for _ in 0..<header.types {
            guard let offset = reader.integer(width: 4), -90_000...90_000 ~= offset, reader.take(2) != nil
            else { return nil }
            offsets.append(Int(offset))
        }
        guard types.allSatisfy({ Int($0) < offsets.count }), let first = offsets.first,
            reader.take(header.dataLength(wordSize: wordSize) - starts.count * (wordSize + 1) - offsets.count * 6)
                != nil
        else { return nil }
        transitions = zip(starts, types).map { ($0, offsets[Int($1)]) }
        firstOffset = first
    }
}
