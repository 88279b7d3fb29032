import Primitives

extension UInt64: SnapshotValue {
    static var blank: UInt64 { 0 }
    mutating func code(_ coder: inout SnapshotCoder) { coder.code(word: &self) }
}

extension Int64: SnapshotValue {
    static var blank: Int64 { 0 }
    mutating func code(_ coder: inout SnapshotCoder) {
        var word = UInt64(bitPattern: self)
        coder.code(word: &word)
        self = Int64(bitPattern: word)
    }
}

extension Bool: SnapshotValue {
    static var blank: Bool { false }
    mutating func code(_ coder: inout SnapshotCoder) {
        var byte: UInt8 = self ? 1 : 0
        coder.code(byte: &byte)
        if byte > 1 { coder.fail() }
        self = byte == 1
    }
}

extension String: SnapshotValue {
    static var blank: String { "" }
    mutating func code(_ coder: inout SnapshotCoder) { coder.code(text: &self) }
}

extension Instant: SnapshotValue {
    static var blank: Instant { Instant(milliseconds: 0) }
    mutating func code(_ coder: inout SnapshotCoder) {
        var milliseconds = self.milliseconds
        coder.code(&milliseconds)
        self = Instant(milliseconds: milliseconds)
    }
}

extension Digest: SnapshotValue {
    static var blank: Digest { .zero }
    mutating func code(_ coder: inout SnapshotCoder) {
        var bytes = self.bytes
        coder.code(raw: &bytes, count: Digest.width)
        if let read = Digest(bytes.span) { self = read } else { coder.fail() }
    }
}

extension EventID: SnapshotValue {
    static var blank: EventID { EventID(at: .blank, randomness: (0, 0)) }
    mutating func code(_ coder: inout SnapshotCoder) {
        var bytes = self.bytes
        coder.code(raw: &bytes, count: EventID.width)
        if let read = EventID(bytes.span) { self = read } else { coder.fail() }
    }
}

extension KeyID: SnapshotValue {
    static var blank: KeyID { KeyID(publicKey: .zero) }
    mutating func code(_ coder: inout SnapshotCoder) {
        var bytes = (0..<KeyID.width).map { self[$0] }
        coder.code(raw: &bytes, count: KeyID.width)
        if let read = KeyID(bytes.span) { self = read } else { coder.fail() }
    }
}

extension Optional: SnapshotValue where Wrapped: SnapshotValue {
    static var blank: Wrapped? { nil }
    mutating func code(_ coder: inout SnapshotCoder) {
        var isThere = self != nil
        coder.code(&isThere)
        guard isThere else { return self = nil }
        var wrapped: Wrapped = self ?? Wrapped.blank
        coder.code(&wrapped)
        self = wrapped
    }
}

extension Array: SnapshotValue where Element: SnapshotValue {
    static var blank: [Element] { [] }
    mutating func code(_ coder: inout SnapshotCoder) { coder.code(list: &self) }
}

extension Register: SnapshotValue where Value: SnapshotValue {
    static var blank: Register<Value> { Register() }
    mutating func code(_ coder: inout SnapshotCoder) { coder.code(list: &entries) }
}

extension Register.Entry: SnapshotValue where Value: SnapshotValue {
    static var blank: Register<Value>.Entry { Register.Entry(name: "", value: .blank) }
    mutating func code(_ coder: inout SnapshotCoder) {
        var name = self.name
        coder.code(&name)
        coder.code(&value)
        self = Register.Entry(name: name, value: value)
    }
}

extension SnapshotValue where Self: RawRepresentable, RawValue == String {
    mutating func code(_ coder: inout SnapshotCoder) {
        var raw = rawValue
        coder.code(text: &raw)
        if let value = Self(rawValue: raw) { self = value } else { coder.fail() }
    }
}

extension EventType: SnapshotValue {
    static var blank: EventType { .ledgerOpened }
}

extension Role: SnapshotValue {
    static var blank: Role { .candidate }
}

extension EventMark: SnapshotValue {
    static var blank: EventMark { EventMark(index: 0, id: .blank, type: .blank, receivedAt: .blank) }
    mutating func code(_ coder: inout SnapshotCoder) {
        var (index, id, type, receivedAt) = (self.index, self.id, self.type, self.receivedAt)
        coder.code(&index)
        coder.code(&id)
        coder.code(&type)
        coder.code(&receivedAt)
        self = EventMark(index: index, id: id, type: type, receivedAt: receivedAt)
    }
}

extension OfficerAct: SnapshotValue {
    static var blank: OfficerAct { OfficerAct(mark: .blank, actor: "", keyID: .blank, addedMs: 0) }
    mutating func code(_ coder: inout SnapshotCoder) {
        var (mark, actor, keyID, addedMs) = (self.mark, self.actor, self.keyID, self.addedMs)
        coder.code(&mark)
        coder.code(&actor)
        coder.code(&keyID)
        coder.code(&addedMs)
        self = OfficerAct(mark: mark, actor: actor, keyID: keyID, addedMs: addedMs)
    }
}

extension Approval: SnapshotValue {
    static var blank: Approval { Approval(subject: .blank, index: 0, actor: "", role: .blank, keyID: .blank) }
    mutating func code(_ coder: inout SnapshotCoder) {
        var (subject, index, actor, role, keyID) = (self.subject, self.index, self.actor, self.role, self.keyID)
        coder.code(&subject)
        coder.code(&index)
        coder.code(&actor)
        coder.code(&role)
        coder.code(&keyID)
        self = Approval(subject: subject, index: index, actor: actor, role: role, keyID: keyID)
    }
}
