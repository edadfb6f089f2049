#if canImport(Glibc)
@preconcurrency import Glibc
#elseif canImport(Musl)
@preconcurrency import Musl
#else
import Darwin
#endif

/// A program of the user's that runs around an update: an executable in the folder `hooks` of the archive home.
///
/// What it prints goes to standard error, since standard output is for results. It runs in a process group of its own, which
/// is ended with it when its time is up or the run is interrupted.
struct Hook {
  /// Where it is.
  let path: String

  /// The hook of that name; nil where there is none.
  init?(_ name: String, in folder: String) {
    path = folder + "/" + name
    guard Folder.exists(path) else { return nil }
  }

  /// Why a hook did not do its work.
  enum Failure: Error, Equatable {
    case notExecutable
    case notStarted(errno: Int32)
    case ended(status: Int32)
    case killed(signal: Int32)
    case outOfTime(seconds: Int)
    case interrupted
  }

  /// The failure as a sentence about the hook.
  func sentence(_ failure: Failure) -> String {
    switch failure {
    case .notExecutable: "\(path) is not executable; make it so (chmod +x) or take it away"
    case .notStarted(ENOEXEC): "\(path) cannot be started: its first line must name an interpreter, such as #!/bin/sh"
    case .notStarted(let number): "\(path) cannot be started: \(String(cString: strerror(number)))"
    case .ended(let status): "\(path) ended with status \(status)"
    case .killed(let signal): "\(path) was ended by signal \(signal)"
    case .outOfTime(let seconds):
      "\(path) took longer than \(Quantity.count(seconds, "second", "seconds")) and was ended"
    case .interrupted: "\(path) was interrupted"
    }
  }

  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - input: What it finds on standard input. It need not read it.
  ///   - variables: Set in its environment, beside those of this process.
  ///   - seconds: Its time; then it is asked to end, and two seconds later it is ended.
  ///   - isStopped: Asked many times a second; once true, it is ended likewise.
  func run(
    input: [UInt8], variables: [(name: String, value: String)], seconds: Int, isStopped: () -> Bool
  ) throws(Failure) {
    guard access(path, X_OK) == 0, Folder.size(ofFile: path) != nil else { throw .notExecutable }
    for (name, value) in variables { setenv(name, value, 1) }
    var pipe = HookPipe(input)
    let child = try start(reading: pipe.readEnd)
    pipe.closeReadEnd()
    let start = ContinuousClock.now
    while true {
      if let status = Hook.statusIfEnded(child) { return try Hook.judge(status) }
      if isStopped() {
        Hook.end(child)
        throw .interrupted
      }
      if ContinuousClock.now - start > .seconds(seconds) {
        Hook.end(child)
        throw .outOfTime(seconds: seconds)
      }
      pipe.feed(milliseconds: 10)
    }
  }

  private func start(reading input: Int32) throws(Failure) -> pid_t {
    #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    #else
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    // Signals that this process ignores or catches mean to the child what they mean to any program.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETPGROUP))
    var child: pid_t = 0
    let arguments = [strdup(path), nil]
    defer { free(arguments[0]) }
    let result = posix_spawn(&child, path, &actions, &attributes, arguments, environ)
    guard result == 0 else { throw .notStarted(errno: result) }
    return child
  }

  private static func statusIfEnded(_ child: pid_t) -> Int32? {
    var status: Int32 = 0
    return waitpid(child, &status, WNOHANG) == child ? status : nil
  }

  /// By the layout of wait's status on Linux and macOS: the signal in the low seven bits, else the exit status above.
  private static func judge(_ status: Int32) throws(Failure) {
    let signal = status & 0x7f
    if signal != 0 { throw .killed(signal: signal) }
    let code = (status >> 8) & 0xff
    if code != 0 { throw .ended(status: code) }
  }

  private static func end(_ child: pid_t) {
    kill(-child, SIGTERM)
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .seconds(2) {
      if statusIfEnded(child) != nil { return }
      usleep(10_000)
    }
    kill(-child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
  }
}

/// The pipe to a hook's standard input, fed as fast as it reads and no faster.
private struct HookPipe: ~Copyable {
  private(set) var readEnd: Int32 = -1
  private var writeEnd: Int32 = -1
  private var rest: ArraySlice<UInt8>

  init(_ input: [UInt8]) {
    rest = input[...]
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readEnd, writeEnd) = (ends[0], ends[1])
    _ = fcntl(writeEnd, F_SETFL, O_NONBLOCK)
  }

  deinit {
    if readEnd >= 0 { close(readEnd) }
    if writeEnd >= 0 { close(writeEnd) }
  }

  mutating func closeReadEnd() {
    if readEnd >= 0 { close(readEnd) }
    readEnd = -1
  }

  /// Writes what fits, waiting at most so long for room; sleeps so long where there is nothing to write.
  mutating func feed(milliseconds: Int32) {
    guard writeEnd >= 0 else {
      usleep(UInt32(milliseconds) * 1000)
      return
    }
    if !rest.isEmpty {
      var wanted = pollfd(fd: writeEnd, events: Int16(POLLOUT), revents: 0)
      guard poll(&wanted, 1, milliseconds) > 0 else { return }
      let count = rest.withUnsafeBytes { write(writeEnd, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EAGAIN && errno != EINTR { rest = [] }
    }
    if rest.isEmpty {
      close(writeEnd)
      writeEnd = -1
    }
  }
}
