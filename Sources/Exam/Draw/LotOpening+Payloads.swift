public import Primitives

extension DrawAssigned {
    /// What tells a candidate the lot that was drawn, in a draw of an offset.
    public init(_ lot: LotOpening, of draw: Digest, offset: Int64) {
        self.init(
            drawID: draw, index: Int64(lot.index), number: Int64(lot.number) + offset, salt: lot.salt, path: lot.path,
            trigger: .candidate)
    }
}

extension DrawAutoAssigned {
    /// What tells a candidate the lot that the system gave, in a draw of an offset.
    public init(_ lot: LotOpening, of draw: Digest, offset: Int64, _ trigger: Trigger) {
        self.init(
            drawID: draw, index: Int64(lot.index), number: Int64(lot.number) + offset, salt: lot.salt, path: lot.path,
            trigger: trigger)
    }
}
