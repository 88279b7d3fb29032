import Glibc

/// The three descriptors that every process starts with, or should.
enum StandardStreams {
    /// Fills the places of streams that were closed before the program began.
    ///
    /// The next file opened would take the number of a missing stream, and a result would be written into the store.
    /// A missing standard output still fails when it is written to; a missing standard error swallows what it is told.
    static func hold() {
        for (descriptor, mode) in [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
        where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is this one, as those below it are taken.
            _ = open("/dev/null", mode)
        }
    }
}
