#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Shows how far long work has come, on standard error and on a terminal only; elsewhere it does nothing.
///
/// The line appears after half a second, so quick work shows none, is redrawn at most ten times a second, and is
/// wiped away at the end: what remains on the screen is the result.
struct ProgressBar: ~Copyable {
  private let terminal: Terminal
  private let isWatched: Bool
  private let activity: String
  private let start: ContinuousClock.Instant
  private var lastDrawn: ContinuousClock.Instant
  private var isShown = false

  /// A bar for an activity that begins now; one that is quiet never shows.
  init(_ activity: String, isQuiet: Bool = false) {
    terminal = Terminal(fileDescriptor: STDERR_FILENO)
    isWatched = terminal.isTerminal && !isQuiet
    self.activity = activity
    start = .now
    lastDrawn = start
  }

  /// Tells how far the work has come. Cheap where nothing is to be drawn. Where all is read, what is left is to publish
  /// it, of which nobody knows how long it takes.
  mutating func update(done: Int64, total: Int64?, isBytes: Bool, stories: Int) {
    guard isWatched else { return }
    let now = ContinuousClock.now
    guard now - start > .milliseconds(500) else { return }
    if let total, done >= total, isBytes {
      return announce("\(activity): publishing \(Quantity.count(stories, "story", "stories"))")
    }
    guard now - lastDrawn > .milliseconds(100) else { return }
    lastDrawn = now
    let elapsed = Double((now - start) / .milliseconds(1)) / 1000
    let line = ProgressLine(
      activity: activity, done: done, total: total, isBytes: isBytes, stories: stories, elapsed: elapsed)
    draw("\r" + line.text(columns: terminal.columns - 1, usesUnicode: terminal.usesUnicode) + "\u{1B}[K")
    isShown = true
  }

  /// Says what is being done where nobody can tell how far it has come.
  mutating func announce(_ text: String) {
    guard isWatched else { return }
    draw("\r" + DisplayWidth.cut(text, to: terminal.columns - 1) + "\u{1B}[K")
    isShown = true
  }

  /// Takes the line away. Call it before anything else is printed.
  mutating func finish() {
    if isShown { draw("\r\u{1B}[K") }
    isShown = false
  }

  private func draw(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// A progress bar that closures can share.
final class ProgressBox {
  private var bar: ProgressBar

  /// A bar for an activity that begins now; one that is quiet never shows.
  init(_ activity: String, isQuiet: Bool) {
    bar = ProgressBar(activity, isQuiet: isQuiet)
  }

  /// Tells how far the work has come.
  func update(done: Int, total: Int?, isBytes: Bool, stories: Int) {
    bar.update(done: Int64(done), total: total.map { Int64($0) }, isBytes: isBytes, stories: stories)
  }

  /// Says what is being done.
  func announce(_ text: String) {
    bar.announce(text)
  }

  /// Whether someone has asked the run to end; says so in the line, since publishing what was read may take a while.
  func isInterrupted() -> Bool {
    guard Interruption.isWanted else { return false }
    bar.announce("Interrupted: publishing what has been read; once more stops at once")
    return true
  }

  /// Takes the line away.
  func finish() {
    bar.finish()
  }
}
