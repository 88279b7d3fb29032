import Glibc
public import Primitives

/// Everything a command takes from the process around it; nothing below reads a stream, a clock or a variable itself.
public struct TerminalContext {
    /// Where the result goes, and nothing else.
    public let output: Output
    /// Where progress, warnings and hints go.
    public let errors: Output
    /// Whether a person reads the result directly.
    public let outputIsTerminal: Bool
    /// Whether a person reads the messages directly.
    public let errorsIsTerminal: Bool
    /// The columns of the terminal; `nil` where the result goes elsewhere and is not fitted to anything.
    public let width: Int?
    /// Colour for the result.
    public let outputStyle: Style
    /// Colour for the messages.
    public let errorsStyle: Style
    /// The language of everything for people.
    public let language: Language
    /// Looks up an environment variable.
    public let environment: @Sendable (String) -> String?
    /// Tells the time.
    public let clock: @Sendable () -> Instant
    /// Gives so many bytes that nobody can predict.
    public let randomness: @Sendable (Int) -> [UInt8]

    /// A context made of its parts, as tests need it; what follows from the environment is derived here.
    public init(
        output: Output, errors: Output, outputIsTerminal: Bool, errorsIsTerminal: Bool, columns: Int?,
        color: ColorChoice = .auto, language: Language? = nil,
        environment: @escaping @Sendable (String) -> String?,
        clock: @escaping @Sendable () -> Instant, randomness: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.output = output
        self.errors = errors
        self.outputIsTerminal = outputIsTerminal
        self.errorsIsTerminal = errorsIsTerminal
        let asked = environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        width = outputIsTerminal ? asked ?? columns ?? 80 : nil
        outputStyle = Style(color, isTerminal: outputIsTerminal, environment: environment)
        errorsStyle = Style(color, isTerminal: errorsIsTerminal, environment: environment)
        self.language = language ?? Language(environment: environment)
        self.environment = environment
        self.clock = clock
        self.randomness = randomness
    }

    /// The same context with its result going elsewhere.
    init(copying context: TerminalContext, output: Output) {
        self.output = output
        errors = context.errors
        outputIsTerminal = context.outputIsTerminal
        errorsIsTerminal = context.errorsIsTerminal
        width = context.width
        outputStyle = context.outputStyle
        errorsStyle = context.errorsStyle
        language = context.language
        environment = context.environment
        clock = context.clock
        randomness = context.randomness
    }

    /// The context of this process: its standard streams, its environment, the system's clock and randomness.
    ///
    /// - Parameters:
    ///   - color: what `--color` says.
    ///   - language: what `--lang` says, if anything.
    public static func ofProcess(color: ColorChoice = .auto, language: Language? = nil) -> TerminalContext {
        TerminalContext(
            output: Output(descriptor: STDOUT_FILENO), errors: Output(descriptor: STDERR_FILENO),
            outputIsTerminal: isatty(STDOUT_FILENO) == 1, errorsIsTerminal: isatty(STDERR_FILENO) == 1,
            columns: columns(of: STDOUT_FILENO), color: color, language: language,
            environment: { getenv($0).map { String(cString: $0) } },
            clock: systemClock, randomness: systemRandomness)
    }

    /// A sentence in the language of this context.
    public func text(_ phrase: Phrase) -> String {
        phrase[language]
    }

    private static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    private static let systemClock: @Sendable () -> Instant = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    private static let systemRandomness: @Sendable (Int) -> [UInt8] = { count in
        // On Linux the system's generator is getrandom(2), which does not fail once the machine is up.
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
