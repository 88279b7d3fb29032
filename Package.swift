// swift-tools-version: 6.2
import PackageDescription

/// The settings every target of ours is built with: a warning is an error.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// Where raw memory is touched: strict memory safety and lifetimes of borrowed bytes.
let rawMemory = strict + [.strictMemorySafety(), .enableExperimentalFeature("Lifetimes")]

let package = Package(
    name: "examledger",
    products: [
        .library(name: "Signing", targets: ["Signing"]),
        .library(name: "Transparency", targets: ["Transparency"]),
        .library(name: "Exam", targets: ["Exam"]),
        .library(name: "Ledger", targets: ["Ledger"]),
        .library(name: "Conduct", targets: ["Conduct"]),
        .executable(name: "examledger", targets: ["examledger"]),
        .executable(name: "ledger-bench", targets: ["LedgerBench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    ],
    targets: [
        // Floor 0
        .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .target(
            name: "Primitives",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: rawMemory
        ),
        // Floor 1
        .target(name: "LMDB", dependencies: ["CLMDB", "Primitives"], swiftSettings: rawMemory),
        .target(name: "Signing", dependencies: ["CSodium", "Primitives"], swiftSettings: rawMemory),
        .target(name: "Transparency", dependencies: ["Signing", "Primitives"], swiftSettings: strict),
        .target(
            name: "Exam",
            dependencies: ["Transparency", "Signing", "Primitives"],
            swiftSettings: strict,
            plugins: ["CatalogueGeneration"]
        ),
        // Floor 2
        .target(
            name: "Simulation",
            dependencies: ["Exam", "Transparency", "Signing", "Primitives"],
            swiftSettings: strict
        ),
        .target(
            name: "Ledger",
            dependencies: ["Exam", "Transparency", "Signing", "LMDB", "Primitives"],
            swiftSettings: strict
        ),
        // Floor 3
        .target(
            name: "Audit", dependencies: ["Ledger", "Exam", "Transparency", "Primitives"], swiftSettings: strict),
        .target(name: "Conduct", dependencies: ["Exam", "Primitives"], swiftSettings: strict),
        // Floor 4
        .target(name: "Terminal", dependencies: ["Primitives"], swiftSettings: strict),
        .target(name: "Reports", dependencies: ["Audit", "Exam", "Primitives"], swiftSettings: strict),
        .target(
            name: "Service",
            dependencies: [
                "Primitives",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        // Floor 5
        .target(
            name: "Commands",
            dependencies: [
                "Reports", "Terminal", "Service", "Audit", "Conduct", "Ledger", "Simulation", "Exam", "Transparency",
                "Signing", "LMDB", "Primitives",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict,
            plugins: ["RevisionGeneration"]
        ),
        // Floor 6
        .executableTarget(name: "examledger", dependencies: ["Commands"], swiftSettings: strict),
        .executableTarget(
            name: "LedgerBench",
            dependencies: [
                "Ledger", "Audit", "Simulation", "Exam", "Transparency", "Signing", "LMDB", "Primitives",
            ],
            path: "Benchmarks/LedgerBench",
            swiftSettings: strict
        ),
        // The catalogue: Swift from schemas/
        .executableTarget(name: "CatalogueGenerator", swiftSettings: strict),
        .plugin(
            name: "CatalogueGeneration", capability: .buildTool(), dependencies: ["CatalogueGenerator"]),
        // The revision that the program is built from
        .plugin(name: "RevisionGeneration", capability: .buildTool()),
        // Tests mirror the sources
        .target(
            name: "TestSupport",
            dependencies: ["Exam", "Signing", "Primitives"],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(name: "PrimitivesTests", dependencies: ["Primitives"], swiftSettings: strict),
        .testTarget(name: "LMDBTests", dependencies: ["LMDB", "Primitives", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "SigningTests", dependencies: ["Signing", "Primitives", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "TransparencyTests", dependencies: ["Transparency", "Signing", "Primitives", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ExamTests", dependencies: ["Exam", "Signing", "Primitives", "TestSupport"], exclude: ["Conformance"],
            swiftSettings: strict),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Simulation", "Audit", "Ledger", "Exam", "Signing", "Primitives", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Ledger", "Conduct", "Exam", "Transparency", "Signing", "LMDB", "Primitives", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AuditTests",
            dependencies: [
                "Audit", "Exam", "Ledger", "Simulation", "Signing", "Transparency", "Primitives", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ConductTests", dependencies: ["Conduct", "Audit", "Exam", "Primitives", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ReportsTests", dependencies: ["Reports", "Audit", "Exam", "Primitives", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Primitives"], swiftSettings: strict),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "examledger", "Commands", "Terminal", "Ledger", "Exam", "Signing", "Primitives", "TestSupport",
            ],
            exclude: ["Outside", "Scripts"],
            swiftSettings: strict),
    ]
)
