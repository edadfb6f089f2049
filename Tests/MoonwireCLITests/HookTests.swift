import Foundation
import Moonwire
import TestSupport
import Testing

@testable import MoonwireCLI

@Suite(.serialized) struct HookTests {
  /// As the program does when it starts: a hook that does not read its input must not end it.
  init() {
    signal(SIGPIPE, SIG_IGN)
  }

  private func hook(_ script: String, mode: Int = 0o755) throws -> (hook: Hook, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pre-update"
    try Data(script.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return (try #require(Hook("pre-update", in: folder.path)), folder)
  }

  private func failure(_ hook: Hook, input: [UInt8] = [], seconds: Int = 20) -> Hook.Failure? {
    for _ in 0..<50 {
      do throws(Hook.Failure) {
        try hook.run(input: input, variables: [("NEWS", "7")], seconds: seconds, isStopped: { false })
        return nil
      } catch {
        // Another test was just starting a process, which has the script open for writing until it runs.
        guard error == .notStarted(errno: ETXTBSY) else { return error }
        usleep(20_000)
      }
    }
    return .notStarted(errno: ETXTBSY)
  }

  @Test func noFileIsNoHook() throws {
    #expect(Hook("pre-update", in: try TemporaryFolder().path) == nil)
  }

  @Test func itReadsItsInputAndItsVariables() throws {
    let (hook, folder) = try hook("#!/bin/sh\ncat >\"$(dirname \"$0\")/got\"; echo $NEWS >>\"$(dirname \"$0\")/got\"\n")
    let input = (0..<20_000).map { "key \($0)\n" }.joined()
    #expect(failure(hook, input: Array(input.utf8)) == nil)
    #expect(try String(contentsOfFile: folder.path + "/got", encoding: .utf8) == input + "7\n")
  }

  @Test func inputThatNobodyReadsIsNoTrouble() throws {
    let (hook, folder) = try hook("#!/bin/sh\nexit 0\n")
    #expect(failure(hook, input: Array(repeating: 10, count: 1 << 20)) == nil)
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: [
    ("#!/bin/sh\nexit 3\n", 0o755, Hook.Failure.ended(status: 3)),
    ("#!/bin/sh\nkill -9 $$\n", 0o755, .killed(signal: 9)),
    ("#!/bin/sh\nexit 0\n", 0o644, .notExecutable),
  ])
  func failuresAreToldApart(script: String, mode: Int, expected: Hook.Failure) throws {
    let (hook, folder) = try hook(script, mode: mode)
    #expect(failure(hook) == expected)
    withExtendedLifetime(folder) {}
  }

  @Test func oneThatHangsIsEnded() throws {
    let (hook, folder) = try hook("#!/bin/sh\nexec sleep 30\n")
    #expect(failure(hook, seconds: 1) == .outOfTime(seconds: 1))
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: [(1, false), (4, false), (5, true), (6, false), (24, false), (25, true), (45, true), (46, false)])
  func aFailingFeedIsToldOfNowAndThen(failures: Int, isTold: Bool) {
    var problem = Problem(source: "https://a.example/", message: "no answer", trouble: .temporary)
    problem.failures = failures
    #expect(ReportRule(after: 5, every: 20).tells(of: problem) == isTold)
  }
}
