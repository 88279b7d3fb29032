import Audit
import Exam
import Ledger
import Primitives
import Terminal

/// A gate for people and for programs.
struct GateText {
    let gate: Gate
    let desk: ReleaseDesk
    let sittings: [String]
    let proposal: RecordedEvent?

    /// The exit status: open or closed.
    var status: ExitStatus { gate.isOpen ? .done : .gateClosed }

    func write(_ output: OutputOptions, _ context: TerminalContext) throws(LedgerError) {
        switch output.format {
        case .json: try json.write(to: context)
        case .ndjson: for blocker in gate.blockers { try blocker.json.write(to: context) }
        case .text: try text(context)
        }
    }

    private var json: JSONValue {
        .members([
            "schema": "examledger-gate/1", "ledger": .string(desk.store.identity.origin), "exam": .string(desk.exam),
            "sittings": .array(sittings.map { .string($0) }), "open": .bool(gate.isOpen),
            "proposal": proposal.map { .string($0.id.text) },
            "at_event": .string(desk.basis.lastEvent.text), "size": .number(desk.prefix.size),
            "root": .string(desk.root.base64),
            "integrity": .string(desk.report.integrity.rawValue),
            "completeness": .string(desk.report.completeness.rawValue),
            "findings_root": .string(desk.basis.result.findingsRoot.hex),
            "cohort": .number(gate.cohort.count), "cohort_root": .string(gate.cohortRoot.hex),
            "withheld": .array(gate.withheld.map { .string($0) }),
            "approvers": .array(gate.approvers.map { .string($0) }),
            "blockers": .array(gate.blockers.map(\.json)),
            "notices": .array(
                gate.notices.map {
                    .members(["rule": .string($0.rule), "message": .phrase($0.judgement.message)])
                }),
        ])
    }

    private func text(_ context: TerminalContext) throws(LedgerError) {
        let verdict =
            gate.isOpen
            ? Phrase(en: "the gate is open", zh: "公布关口已开放") : Phrase(en: "the gate is CLOSED", zh: "公布关口未开放")
        try context.output.line(
            context.outputStyle.paint(context.text(verdict), gate.isOpen ? .good : .bad))
        let names = sittings.joined(separator: ", ")
        try context.write([
            context.text(
                Phrase(
                    en: "\(desk.exam): \(names); \(gate.cohort.count) to be released, \(gate.withheld.count) withheld; "
                        + "at #\(desk.prefix.size - 1)",
                    zh:
                        "\(desk.exam)：\(names)；拟公布 \(gate.cohort.count) 名，暂缓 \(gate.withheld.count) 名；位点 #\(desk.prefix.size - 1)"
                ))
        ])
        try GateText.table(gate.blockers, context)
        for notice in gate.notices {
            try context.write(["\(notice.rule): \(context.text(notice.judgement.message))"])
        }
        let own = gate.blockedCandidates.count
        if own > 0 {
            try context.write([
                context.text(
                    Phrase(
                        en: "\(own) candidates have something of their own against them: examledger release propose "
                            + "withholds them, and the others go out",
                        zh: "\(own) 名考生自身存在阻断项：examledger release propose 会将其暂缓，其余照常公布"))
            ])
        }
    }

    /// What stands against a release, one row each.
    static func table(_ blockers: [Blocker], _ context: TerminalContext) throws(LedgerError) {
        guard !blockers.isEmpty else { return }
        let headings = [
            Phrase(en: "about", zh: "对象"), Phrase(en: "demand", zh: "要求"), Phrase(en: "events", zh: "事件"),
            Phrase(en: "what stands against it", zh: "阻断原因"),
        ].map { context.text($0) }
        try context.writeTable(
            headings,
            blockers.map { blocker in
                [
                    blocker.candidate ?? blocker.place.text, blocker.demand.name,
                    blocker.events.prefix(3).map { "#\($0.index)" }.joined(separator: " "),
                    context.text(blocker.message),
                ]
            }, flexible: [3])
    }

    /// Says that the gate is closed, and by what.
    static func refuse(
        _ blockers: [Blocker], _ desk: ReleaseDesk, _ output: OutputOptions, _ context: TerminalContext
    ) throws(LedgerError) -> ExitStatus {
        if output.format == .text {
            try context.output.line(
                context.outputStyle.paint(context.text(Phrase(en: "the gate is CLOSED", zh: "公布关口未开放")), .bad))
            try table(blockers, context)
        } else {
            try JSONValue.members([
                "schema": "examledger-gate/1", "ledger": .string(desk.store.identity.origin),
                "exam": .string(desk.exam), "open": false, "at_event": .string(desk.basis.lastEvent.text),
                "size": .number(desk.prefix.size), "blockers": .array(blockers.map(\.json)),
            ]).write(to: context)
        }
        return .gateClosed
    }
}
