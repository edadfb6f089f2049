import ArgumentParser
import Foundation

/// The server of `moonwire-bench fetch`, as seen from the benchmark: a process that is told what to serve by lines.
final class FetchBenchServerProcess {
  /// The port that it listens on.
  let port: Int
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// Starts it.
  init(stories: Int, latency: Int) throws {
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["fetch-server", "--stories", String(stories), "--latency", String(latency)]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    guard let first = FetchBenchServerProcess.line(of: output), let port = Int(first) else {
      throw ValidationError("The server did not start.")
    }
    self.port = port
  }

  /// Tells it something, and waits until it has heard.
  func say(_ words: String) throws {
    _ = try ask(words)
  }

  /// How many answers it has given since the last round began, and when the last byte of them was sent, by
  /// `WallClock`.
  func figures() throws -> (answers: Int, lastByte: Int) {
    let numbers = try ask("figures").split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 2 else { throw ValidationError("The server gave no figures.") }
    return (numbers[0], numbers[1])
  }

  /// Ends it.
  func end() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private func ask(_ words: String) throws -> String {
    try input.fileHandleForWriting.write(contentsOf: Data((words + "\n").utf8))
    guard let answer = FetchBenchServerProcess.line(of: output) else { throw ValidationError("The server has ended.") }
    return answer
  }

  private static func line(of pipe: Pipe) -> String? {
    var bytes: [UInt8] = []
    while let next = try? pipe.fileHandleForReading.read(upToCount: 1), let byte = next.first {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }
}
