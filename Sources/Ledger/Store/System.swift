import Glibc

/// What the machine offers.
enum System {
    /// The number of cores in use.
    static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
