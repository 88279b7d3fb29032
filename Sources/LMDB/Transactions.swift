import CLMDB
import Primitives

/// An unchanging view of a store: everything that was committed before it began, and nothing after.
///
/// It is lent to a closure by `Environment.read`, or by a write transaction as `reading`, and cannot leave it. Bytes
/// read through it lie in the mapped file and are not copied; the compiler keeps them from outliving the view.
@safe public struct ReadTransaction: ~Copyable, ~Escapable {
    let handle: OpaquePointer
    let environment: Environment
    /// The addresses at which committed pages lie; values outside of it are not what LMDB wrote.
    let readable: (start: UInt, end: UInt)

    /// The closure that it is lent to bounds its life, not this initialiser.
    @_lifetime(immortal)
    init(_ handle: OpaquePointer, of environment: Environment, readable: (start: UInt, end: UInt)) {
        unsafe self.handle = handle
        self.environment = environment
        self.readable = readable
    }
}

/// Changes to a store that become durable together, or not at all.
///
/// It is lent to a closure by `Environment.write`: begun, run and ended on one thread. Reading through `reading`
/// sees the changes made so far; a view taken before a change cannot be used after it.
@safe public struct WriteTransaction: ~Copyable {
    let handle: OpaquePointer
    let environment: Environment

    init(_ handle: OpaquePointer, of environment: Environment) {
        unsafe self.handle = handle
        self.environment = environment
    }

    /// The store as it is with the changes made so far, until the next change.
    public var reading: ReadTransaction {
        @_lifetime(borrow self)
        get {
            // Pages changed in this transaction lie outside of the map, so that nothing can be said about addresses.
            unsafe _overrideLifetime(
                ReadTransaction(handle, of: environment, readable: (0, 0)), borrowing: self)
        }
    }
}
