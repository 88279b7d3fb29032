import Glibc

/// Turns the ways in which a damaged store can stop a process into one sentence and exit status 10.
///
/// LMDB has no checksums: a page that is not what it was makes it stop the process by assertion, and a file that was
/// shortened while it is mapped makes the system stop it (storage.md 4.11). Either is an answer to the question
/// whether the ledger is intact, so the process ends with status 10. Any other fault is a defect of ours: status 70.
public enum DamageGuard {
    private static let damaged: StaticString = """
        examledger: the ledger's store is damaged: a page of data.mdb could not be read. \
        Keep its folder as it is, and restore the ledger from a backup or a published copy.
        examledger: 账本的存储已损坏：data.mdb 中有一页无法读取。请保持该文件夹原样，并从备份或已发布的副本恢复账本。

        """
    private static let defect: StaticString = """
        examledger: a defect of ours stopped this command. What was acknowledged before is safe; please report it.
        examledger: 本程序的一个缺陷使命令中止。此前已确认的内容是安全的；请报告此问题。

        """

    /// Installs the handlers for this process; to be called once, before anything else, by an executable.
    ///
    /// SIGBUS and SIGSEGV inside of an open store's map, or near zero beside one, end with status 10; elsewhere they, SIGABRT, SIGILL and
    /// SIGTRAP end with 70. SIGXFSZ is ignored, so that a limit on the file's size arrives as an error.
    public static func install() {
        OpenStores.prepare()
        let size = 65_536
        var stack = unsafe stack_t()
        unsafe stack.ss_sp = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        unsafe stack.ss_size = size
        if unsafe stack.ss_sp != MAP_FAILED { unsafe sigaltstack(&stack, nil) }
        var action = sigaction()
        action.sa_flags = SA_SIGINFO | SA_ONSTACK
        unsafe action.__sigaction_handler.sa_sigaction = { signal, information, _ in
            // A signal that somebody sent carries no address; the kernel's own has a code above zero.
            let isFault = unsafe (signal == SIGBUS || signal == SIGSEGV) && (information?.pointee.si_code ?? 0) > 0
            let address =
                unsafe information.map { unsafe UInt(bitPattern: $0.pointee._sifields._sigfault.si_addr) } ?? 0
            DamageGuard.end(isFault && DamageGuard.isDamage(at: address))
        }
        for signal in [SIGBUS, SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGFPE] {
            unsafe sigaction(signal, &action, nil)
        }
        Glibc.signal(SIGXFSZ, SIG_IGN)
    }

    /// Whether a fault comes from a store's pages: it lies in its map, or near address zero while a store is open.
    ///
    /// A page that contradicts itself can lead LMDB to a null page; memory-safe code of ours has no such address.
    private static func isDamage(at address: UInt) -> Bool {
        OpenStores.contain(address: address) || (address < 65_536 && OpenStores.areAny)
    }

    /// What LMDB calls when a page contradicts itself.
    static let assertion: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?) -> Void = { _, _ in
        DamageGuard.end(true)
    }

    /// Writes the sentence and ends; calls nothing that a signal handler must not.
    private static func end(_ isDamage: Bool) -> Never {
        let sentence = isDamage ? damaged : defect
        _ = unsafe write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
        _exit(isDamage ? 10 : 70)
    }
}
