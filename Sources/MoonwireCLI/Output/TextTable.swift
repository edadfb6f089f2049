/// Rows in aligned columns, for people. Cells are made harmless; the last column is as wide as it likes.
struct TextTable {
  /// How a column is aligned.
  enum Alignment: Sendable {
    case left, right
  }

  /// One alignment for each column.
  var columns: [Alignment]
  /// Rows of as many cells as there are columns.
  private(set) var rows: [[String]] = []

  /// A table without rows.
  init(_ columns: Alignment...) {
    self.columns = columns
  }

  /// Adds a row at the end; cells that are missing are empty.
  mutating func add(_ cells: String...) {
    rows.append(columns.indices.map { $0 < cells.count ? SafeText.line(cells[$0]) : "" })
  }

  /// The lines, each with its line end.
  var text: String { text(columns: nil) }

  /// The lines, each with its line end, at most so many columns wide: cells of the given columns are cut to what there is
  /// room for, down to ten signs, and the last column to what is left then; nil for as wide as they are.
  func text(columns most: Int?, shrinking: [Int] = []) -> String {
    var widths = columns.indices.map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    if let most {
      let gaps = 2 * max(0, columns.count - 1)
      let last = columns.count - 1
      // Half of what the flexible columns share stays with the last one, where the rest of the table allows that.
      let spare = { max(0, widths.reduce(gaps, +) - most) }
      for column in shrinking where spare() > 0 {
        let fair = max(
          10, (most - gaps - widths.indices.reduce(0) { $0 + ($1 == column || $1 == last ? 0 : widths[$1]) }) / 2)
        widths[column] = min(widths[column], max(fair, widths[column] - spare()))
      }
      if spare() > 0 { widths[last] = max(5, widths[last] - spare()) }
    }
    return rows.map { cells in
      let row = most == nil ? cells : zip(cells, widths).map { DisplayWidth.cut($0, to: $1) }
      var line = ""
      for (column, cell) in row.enumerated() {
        let gap = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
        line += (column == 0 ? "" : "  ") + (columns[column] == .right ? gap + cell : cell + gap)
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}

/// Quantities in words.
enum Quantity {
  /// "1 story", "12,804 stories".
  static func count(_ number: Int, _ singular: String, _ plural: String) -> String {
    ProgressLine.grouped(Int64(number)) + " " + (number == 1 ? singular : plural)
  }

  /// Bytes in decimal units: "812 bytes", "4.2 kB", "13.1 MB".
  static func bytes(_ number: Int64) -> String {
    guard number >= 1000 else { return "\(number) bytes" }
    var value = Double(number) / 1000
    var units = ["kB", "MB", "GB", "TB"][...]
    while value >= 999.95, units.count > 1 {
      value /= 1000
      units = units.dropFirst()
    }
    return ProgressLine.oneDecimal(value) + " " + units[units.startIndex]
  }

  /// A length of time in its largest unit, rounded: "45 s", "15 min", "6 h", "2 d".
  static func span(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<(90 * 60): "\((seconds + 30) / 60) min"
    case ..<(48 * 3600): "\((seconds + 1800) / 3600) h"
    default: "\((seconds + 43_200) / 86_400) d"
    }
  }

  /// Seconds, short: "3.1 ms", "0.4 s", "2 min".
  static func time(_ seconds: Double) -> String {
    if seconds < 0.1 { return ProgressLine.oneDecimal(seconds * 1000) + " ms" }
    return seconds < 10 ? ProgressLine.oneDecimal(seconds) + " s" : ProgressLine.duration(seconds)
  }
}
