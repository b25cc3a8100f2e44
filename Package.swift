// swift-tools-version: 6.2
import PackageDescription

// The rooms and who may know whom: Sources/Almanac/Almanac.docc/Architecture.md.
// Tests/HouseTests holds every import of Sources against these edges.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
  .treatAllWarnings(as: .error),  // SE-0443
]
let library: [SwiftSetting] = strict + [.strictMemorySafety()]  // SE-0458

func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: library + settings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: strict)
}

let package = Package(
  name: "almanac",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Almanac", targets: ["Almanac"]),
    .executable(name: "almanac", targets: ["almanac-cli"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // Ground: foundations.
    .systemLibrary(
      name: "CUtf8proc", providers: [.apt(["libutf8proc-dev"]), .brew(["utf8proc"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CIcal"),
    .target(name: "CLibedit", linkerSettings: [.linkedLibrary("edit")]),
    .target(name: "CCorpus"),
    .target(name: "CManual"),
    .target(name: "CCountries", exclude: ["README.md", "countries.py", "countries.txt"]),
    .target(name: "CTextScan"),
    .target(name: "CPinyin", exclude: ["README.md", "readings.py", "readings.txt"]),
    room("AlmanacText", ["CPinyin", "CUtf8proc"]),
    room("AlmanacTime"),
    // Floor 1: words and things.
    room("AlmanacLanguage", ["AlmanacText", "AlmanacTime"]),
    room(
      "AlmanacStore", ["AlmanacText", "AlmanacTime", "CCountries", "CTextScan"],
      settings: [.enableExperimentalFeature("Lifetimes")]),  // spans of a column as properties
    // Floor 2: the engine room and the doors in.
    room(
      "AlmanacEngine",
      ["AlmanacLanguage", "AlmanacStore", "AlmanacText", "AlmanacTime", "CTextScan"]),
    room(
      "AlmanacImport",
      ["AlmanacStore", "AlmanacText", "AlmanacTime", "CIcal", "CTextScan", "CZlib"]),
    // Floor 3: windows.
    room(
      "AlmanacCompletion",
      ["AlmanacEngine", "AlmanacLanguage", "AlmanacStore", "AlmanacText", "AlmanacTime"]),
    room(
      "AlmanacRender",
      ["AlmanacEngine", "AlmanacLanguage", "AlmanacStore", "AlmanacText", "AlmanacTime"]),
    // Floor 4: the library product.
    room(
      "Almanac",
      [
        "AlmanacCompletion", "AlmanacEngine", "AlmanacImport", "AlmanacLanguage", "AlmanacRender",
        "AlmanacStore", "AlmanacText", "AlmanacTime", "CCorpus",
      ]),
    // Floor 5: the room you talk in.
    room("LineEditor", ["CLibedit"]),
    room("AlmanacShell", ["Almanac", "CManual", "LineEditor"]),
    // Floor 6: the door step.
    .executableTarget(
      name: "almanac-cli",
      dependencies: [
        "AlmanacShell", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["AlmanacStore"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("AlmanacTextTests", ["AlmanacText"]),
    tests("AlmanacTimeTests", ["AlmanacTime"]),
    tests("AlmanacLanguageTests", ["AlmanacLanguage"], exclude: ["Golden"]),
    tests("AlmanacStoreTests", ["AlmanacStore"]),
    tests("AlmanacImportTests", ["Almanac"]),
    tests("AlmanacEngineTests", ["Almanac"], exclude: ["Golden"]),
    tests("AlmanacRenderTests", ["Almanac"], exclude: ["Golden"]),
    .systemLibrary(
      name: "CSQLite", path: "Tests/CSQLite",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    tests("AlmanacLawTests", ["Almanac", "CSQLite"]),
    // The program that the editor's tests drive over a terminal; not a product.
    .executableTarget(
      name: "line-editor-demo", dependencies: ["LineEditor"], path: "Tests/LineEditorDemo",
      swiftSettings: strict),
    // The program of the editor's page, as it stands there.
    .executableTarget(
      name: "line-editor-example", dependencies: ["LineEditor"], path: "Tests/LineEditorExample",
      swiftSettings: strict),
    tests(
      "LineEditorTests", ["LineEditor", "line-editor-demo", "line-editor-example"],
      exclude: ["Golden"]),
    // The program of the manual's page on the library, as it stands there.
    .executableTarget(
      name: "library-example", dependencies: ["Almanac"], path: "Tests/LibraryExample",
      swiftSettings: strict),
    tests(
      "AlmanacShellTests", ["AlmanacShell", "almanac-cli", "library-example"],
      exclude: ["Golden"]),
    tests("HouseTests", []),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
