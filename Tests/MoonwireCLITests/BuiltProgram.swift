import Foundation
import TestSupport

/// Runs the program that stands beside these tests, as a user would, in an archive home of its own.
struct BuiltProgram {
  /// What came of a run.
  struct Run {
    var status: Int32
    var output: String
    var errors: String

    /// The lines of the output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The output's objects, one a line.
    var objects: [[String: Any]] {
      lines.compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    }
  }

  /// Where it is: the build puts it into the folder that holds the bundle of the tests.
  static let path: String = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let arguments = CommandLine.arguments.filter { $0.contains(".xctest") }.map { URL(fileURLWithPath: $0) }
    let folders = ([tests] + arguments).map { $0.deletingLastPathComponent() }
    return folders.map { $0.appendingPathComponent("moonwire").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) } ?? ""
  }()

  /// Whether it has been built; tests that need it are skipped where it has not.
  static var isBuilt: Bool { !path.isEmpty }

  /// The archive home, which `init` has made.
  private let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder()
    _ = try run("init")
  }

  /// Runs it with arguments and `--home`, until it ends.
  func run(_ arguments: String..., variables: [String: String] = [:]) throws -> Run {
    try run(arguments, variables: variables)
  }

  /// The same.
  func run(_ arguments: [String], variables: [String: String] = [:]) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: BuiltProgram.path)
    process.arguments = arguments + ["--home", home.path]
    var environment = ["PATH": "/usr/bin:/bin", "HOME": home.path, "LANG": "C.UTF-8"]
    environment["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    process.environment = environment.merging(variables) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files and not pipes: a pipe that fills up while the other one is read would stop both.
    let folder = try TemporaryFolder()
    for name in ["out", "err"] { _ = FileManager.default.createFile(atPath: folder.path + "/" + name, contents: nil) }
    process.standardOutput = FileHandle(forWritingAtPath: folder.path + "/out")
    process.standardError = FileHandle(forWritingAtPath: folder.path + "/err")
    try process.run()
    process.waitUntilExit()
    func text(_ name: String) -> String {
      String(decoding: FileManager.default.contents(atPath: folder.path + "/" + name) ?? Data(), as: UTF8.self)
    }
    return Run(status: process.terminationStatus, output: text("out"), errors: text("err"))
  }

  /// The path of a file of the home.
  func path(_ name: String) -> String { home.path + "/" + name }

  /// Writes a file of the home, with folders that are missing.
  func write(_ name: String, _ text: String, mode: Int = 0o644) throws {
    let path = path(name)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  /// A file of the home as text; empty where there is none.
  func read(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path(name)) ?? Data(), as: UTF8.self)
  }
}

/// An RSS feed with items of these names, without dates: they count as written when they are first seen.
func rssFeed(_ title: String, items: [String]) -> [UInt8] {
  let entries = items.map { name in
    """
    <item><title>\(name)</title><guid isPermaLink="false">\(name)</guid><link>https://example.org/\(name)</link>
    <description>All about \(name).</description></item>
    """
  }
  return Array("<rss version=\"2.0\"><channel><title>\(title)</title>\(entries.joined())</channel></rss>".utf8)
}
