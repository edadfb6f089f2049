/// How far long work has come, in one line.
///
///     Indexing  [########------------]  41 %  12,804 stories  38.2 MB/s  9 s left
struct ProgressLine: Equatable {
  /// What is being done ("Indexing").
  var activity: String
  /// Work done and to do, in bytes (or feeds); the total is nil where nobody knows.
  var done: Int64
  var total: Int64?
  /// The work is counted in bytes and has a speed in MB/s; else it is counted in feeds.
  var isBytes: Bool
  /// Stories brought in so far.
  var stories: Int
  /// Seconds since the beginning.
  var elapsed: Double

  /// The line, at most so many columns wide: what does not fit is left out from the least important on.
  func text(columns: Int, usesUnicode: Bool) -> String {
    var parts: [String] = []
    let fraction = total.flatMap { $0 > 0 ? min(max(Double(done) / Double($0), 0), 1) : nil }
    if let fraction { parts.append("\(Int(fraction * 100)) %") }
    if !isBytes {
      parts.append(ProgressLine.grouped(done) + (total.map { " of " + ProgressLine.grouped($0) } ?? "") + " feeds")
    }
    parts.append(ProgressLine.grouped(Int64(stories)) + (stories == 1 ? " story" : " stories"))
    if elapsed > 0.5 {
      if isBytes { parts.append(ProgressLine.oneDecimal(Double(done) / elapsed / 1e6) + " MB/s") }
      if let fraction, fraction > 0.02, fraction < 1 {
        parts.append(ProgressLine.duration(elapsed / fraction - elapsed) + " left")
      }
    }
    for shown in stride(from: parts.count, through: 0, by: -1) {
      let tail = parts.prefix(shown).map { "  " + $0 }.joined()
      let room = columns - DisplayWidth.of(activity + tail)
      guard room >= 0 else { continue }
      guard let fraction, room >= 2 + ProgressLine.fewestCells else { return activity + tail }
      let cells = min(room - 2, ProgressLine.mostCells)
      return activity + "  " + ProgressLine.bar(fraction, cells: cells, usesUnicode: usesUnicode) + tail
    }
    return ""
  }

  /// The bar takes what the words leave, within these bounds.
  private static let fewestCells = 5
  private static let mostCells = 20

  private static func bar(_ fraction: Double, cells: Int, usesUnicode: Bool) -> String {
    let full = Int(fraction * Double(cells) + 0.5)
    let signs = usesUnicode ? ("█", "░") : ("#", "-")
    return String(repeating: signs.0, count: full) + String(repeating: signs.1, count: cells - full)
  }

  /// 12804 as "12,804".
  static func grouped(_ number: Int64) -> String {
    var result = ""
    for (index, digit) in String(number.magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return (number < 0 ? "-" : "") + String(result.reversed())
  }

  /// Rounded to one digit after the point; dashes for what is no number.
  static func oneDecimal(_ value: Double) -> String {
    decimal(value, digits: 1)
  }

  /// Rounded to one to six digits after the point; dashes for what is no number.
  static func decimal(_ value: Double, digits: Int) -> String {
    precondition((1...6).contains(digits), "digits that a number of that size has")
    guard value.isFinite, value.magnitude < 1e12 else { return "--" }
    let scale = (0..<digits).reduce(UInt64(1)) { scale, _ in 10 * scale }
    let parts = Int64((value * Double(scale)).rounded())
    let rest = String(parts.magnitude % scale)
    return (parts < 0 ? "-" : "") + String(parts.magnitude / scale) + "."
      + String(repeating: "0", count: digits - rest.utf8.count) + rest
  }

  /// Seconds in words: "9 s", "3 min", "2 h".
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 360_000 else { return "long" }
    switch seconds {
    case ..<99.5: return "\(Int(max(seconds, 0).rounded())) s"
    case ..<5970: return "\(Int((seconds / 60).rounded())) min"
    default: return "\(Int((seconds / 3600).rounded())) h"
    }
  }
}
