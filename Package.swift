// swift-tools-version: 6.2
// Moonwire: a full-text search engine for wire feeds. The rooms and who may import whom: docs/ARCHITECTURE.md.
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A room of the house: a target that may import only what is named here.
func room(_ name: String, imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: settings)
}

/// The tests of a room. Folders of tests mirror folders of sources.
func tests(of name: String, imports: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + imports,
    exclude: name == "InvertedIndex" ? ["Fixtures"] : [], swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "moonwire",
  products: [
    .executable(name: "moonwire", targets: ["MoonwireCLI"]),
    .executable(name: "moonwire-bench", targets: ["MoonwireBench"]),
    .library(name: "Moonwire", targets: ["Moonwire"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // Layer 0: C libraries of the system.
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CSnowball", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CICU", pkgConfig: "icu-uc", providers: [.apt(["libicu-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CXXHash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // Layer 1
    room("Storage", imports: ["CZstd", "CXXHash", "CMalloc"]),
    room("UnicodeText", imports: ["CICU"]),
    room("Corpus"),

    // Layer 2
    room("Analysis", imports: ["CSnowball", "UnicodeText"]),
    room("FeedParsing", imports: ["CLibXML2", "UnicodeText", "Corpus"]),
    room("FeedFetching", imports: ["CCurl", grdb, "Corpus"]),

    // Layer 3
    room("InvertedIndex", imports: ["Storage", "Corpus", "Analysis", "UnicodeText"]),

    // Layer 4
    room("Search", imports: ["InvertedIndex", "Corpus", "Analysis"]),
    room(
      "Reindexing",
      imports: ["CZlib", "FeedParsing", "FeedFetching", "InvertedIndex", "Corpus", "Storage"]),

    // Layer 5
    room(
      "Moonwire",
      imports: [
        "Search", "Reindexing", "InvertedIndex", "FeedParsing", "FeedFetching", "Corpus", "Analysis", "Storage",
      ]),

    // Layer 6
    .executableTarget(name: "MoonwireCLI", dependencies: ["Moonwire", argumentParser], swiftSettings: settings),
    .executableTarget(
      name: "MoonwireBench",
      dependencies: [
        "Reindexing", "Search", "InvertedIndex", "FeedFetching", "FeedParsing", "Analysis", "Corpus", "Storage",
        "LoopbackServer", argumentParser,
      ],
      swiftSettings: settings),

    // Tests
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .target(name: "LoopbackServer", path: "Tests/LoopbackServer", swiftSettings: settings),
    tests(of: "UnicodeText"),
    tests(of: "Corpus"),
    tests(of: "Analysis", imports: ["UnicodeText"]),
    tests(of: "FeedParsing", imports: ["Corpus", "UnicodeText"]),
    tests(of: "FeedFetching", imports: ["Corpus", "LoopbackServer", grdb]),
    tests(of: "Storage"),
    tests(of: "InvertedIndex", imports: ["Storage", "Corpus", "Analysis", "UnicodeText"]),
    tests(of: "Search", imports: ["InvertedIndex", "Corpus", "Analysis", "Storage"]),
    tests(
      of: "Reindexing",
      imports: ["Corpus", "FeedFetching", "FeedParsing", "InvertedIndex", "Storage", "LoopbackServer"]),
    tests(of: "MoonwireCLI", imports: ["Moonwire", "LoopbackServer"]),
  ],
  swiftLanguageModes: [.v6]
)
