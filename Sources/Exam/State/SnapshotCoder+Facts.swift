import Primitives

extension ClientSession: SnapshotValue {
    static var blank: Self {
        Self(number: 0, device: "", opened: .blank, closed: nil)
    }
    mutating func code(_ coder: inout SnapshotCoder) {
        var number = self.number
        var device = self.device
        var opened = self.opened
        var closed = self.closed
        coder.code(&number)
        coder.code(&device)
        coder.code(&opened)
        coder.code(&closed)
        self = Self(number: number, device: device, opened: opened, closed: closed)
    }
}

extension Acknowledgement: SnapshotValue {
    static var blank: Self {
        Self(document: .blank, mark: .blank)
    }
    mutating func code(_ coder: inout SnapshotCoder) {
        var document = self.document
        var mark = self.mark
        coder.code(&document)
        coder.code(&mark)
        self = Self(document: document, mark: mark)
    }
}

extension Lot: SnapshotValue {
    static var blank: Self {
        Self(number: 0, index: 0, drawID: .blank, trigger: .candidate, mark: .blank)
    }
    mutating func code(_ coder: inout SnapshotCoder) {
        var number = self.number
        var index = self.index
        var drawID = self.drawID
        var trigger = self.trigger
        var mark = self.mark
        coder.code(&number)
        coder.code(&index)
        coder.code(&drawID)
        coder.code(&trigger)
        coder.code(&mark)
        self = Self(number: number, index: index, drawID: drawID, trigger: trigger, mark: mark)
    }
}

extension Binding: SnapshotValue {
    static var blank: Self {
        Self(id: "", device: "", project: "", mark: .blank)
    }
    mutating func code(_ coder: inout SnapshotCoder) {
        var id = self.id
        var device = self.device
        var project = self.project
        var mark = self.mark
        coder.code(&id)
        coder.code(&device)
        coder.code(&project)
        coder.code(&mark)
        self = Self(id: id, device: device, project: project, mark: mark)
    }
}

extension Deadline: SnapshotValue {
    static var blank: Self {
        Self(at: .blank, mark: .blank)
    }
    mutating func code(_ coder: inout SnapshotCoder) {
        var at = self.at
        var mark = self.mark
        coder.code(&at)
        coder.code(&mark)
        self = Self(at: at, mark: mark)
    }
}

extension Displays: SnapshotValue {
    static var blank: Self {
        Self(count: 0, isVirtual: false)
    }
    mutating func code(_ coder: inout SnapshotCoder) {
        var count = self.count
        var isVirtual = self.isVirtual
        coder.code(&count)
        coder.code(&isVirtual)
        self = Self(count: count, isVirtual: isVirtual)
    }
}

extension Finish: SnapshotValue {
    static var blank: Self {
        Self(kind: .early, mark: .blank, end: .blank)
    }
    mutating func code(_ coder: inout SnapshotCoder) {
        var kind = self.kind
        var mark = self.mark
        var end = self.end
        coder.code(&kind)
        coder.code(&mark)
        coder.code(&end)
        self = Self(kind: kind, mark: mark, end: end)
    }
}

extension Decision: SnapshotValue {
    static var blank: Self {
        Self(caseID: "", outcome: .none, mark: .blank)
    }
    mutating func code(_ coder: inout SnapshotCoder) {
        var caseID = self.caseID
        var outcome = self.outcome
        var mark = self.mark
        coder.code(&caseID)
        coder.code(&outcome)
        coder.code(&mark)
        self = Self(caseID: caseID, outcome: outcome, mark: mark)
    }
}

extension Region: SnapshotValue where Value: SnapshotValue {
    static var blank: Self {
        Self(value: .blank, since: nil)
    }
    mutating func code(_ coder: inout SnapshotCoder) {
        var value = self.value
        var since = self.since
        coder.code(&value)
        coder.code(&since)
        self = Self(value: value, since: since)
    }
}

extension Upload: SnapshotValue {
    static var blank: Upload { Upload() }
    mutating func code(_ coder: inout SnapshotCoder) {
        coder.code(&started)
        coder.code(&failed)
        coder.code(&completed)
    }
}

extension Lot.Trigger: SnapshotValue {
    static var blank: Self { .candidate }
}

extension Finish.Kind: SnapshotValue {
    static var blank: Self { .early }
}

extension Connection: SnapshotValue {
    static var blank: Self { .none }
}

extension EvidenceRecording: SnapshotValue {
    static var blank: Self { .off }
}

extension MainRecording: SnapshotValue {
    static var blank: Self { .off }
}

extension DecisionIssued.Outcome: SnapshotValue {
    static var blank: Self { .none }
}

extension EnvironmentReviewDecided.Result: SnapshotValue {
    static var blank: Self { .unclear }
}
