import FoundationEssentials

/// The real feeds and conformance suites, which are not part of the project.
enum SharedData {
  /// `$MOONWIRE_DATA`, or `../shared/data` beside the package.
  static let root: String = {
    if let path = ProcessInfo.processInfo.environment["MOONWIRE_DATA"], !path.isEmpty { return path }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return package.deletingLastPathComponent().appendingPathComponent("shared/data").path
  }()

  /// True where the data is there.
  static let isPresent = FileManager.default.fileExists(atPath: root + "/feeds/real/INDEX.tsv")

  /// A file's bytes.
  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: root + "/" + path)))
  }

  /// Paths, from `root`, of all files below a folder with one of those endings, sorted.
  static func files(under folder: String, endings: [String]) -> [String] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)) ?? []
    return paths.filter { path in endings.contains { path.hasSuffix("." + $0) } }.map { folder + "/" + $0 }.sorted()
  }
}
