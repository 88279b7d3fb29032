import Glibc

/// What the machine offers.
package enum System {
    /// The number of cores in use.
    package static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
