/// Runs of text: stretches of the input between two tags, as they are or written anew.
extension XMLRepairer {
  /// Takes the input up to `index` as text.
  mutating func flush(to index: Int) {
    if index > copied { appendText(copied..<index) }
    copied = max(copied, index)
  }

  /// Leaves out a stretch of the input.
  mutating func drop(_ start: Int, _ end: Int) {
    flush(to: start)
    copied = max(copied, end)
  }

  /// Puts other text in place of a stretch of the input.
  mutating func replace(_ start: Int, _ end: Int, with text: ShortText) {
    flush(to: start)
    if beginMended() { text.withBytes { mended.append(contentsOf: $0) } }
    copied = max(copied, end)
  }

  mutating func appendText(_ range: Range<Int>) {
    if run.start == nil && run.first.isEmpty {
      run.first = range
    } else if beginMended() {
      mended.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    }
  }

  /// Makes the open run one that is written anew; false where it has grown too long already.
  mutating func beginMended() -> Bool {
    guard let start = run.start else {
      run.start = mended.count
      mended.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[run.first]))
      return true
    }
    return mended.count - start <= limits.runBytes
  }

  /// Ends the run of text, for a tag follows. Before the root there is none, not even what is left of a damaged one.
  mutating func endRun() {
    if open.isEmpty && rootEnd == nil {
      run = OpenRun()
      return
    }
    if let start = run.start {
      guard mended.count > start else {
        run = OpenRun()
        return
      }
      runs.append(TextRun(start: start, count: mended.count - start, isMended: true))
    } else if !run.first.isEmpty {
      runs.append(TextRun(start: run.first.lowerBound, count: run.first.count, isMended: false))
    } else {
      return
    }
    run = OpenRun()
    markup.append(TextRun.mark)
  }
}

/// A stretch of text between two tags: a range of the document, or of what was written anew.
struct TextRun {
  var start: Int
  var count: Int
  var isMended: Bool

  /// The byte that stands for a run in the markup.
  static let mark = UInt8(ascii: "t")
}
