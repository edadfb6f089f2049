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
  var text: String {
    let widths = columns.indices.map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    return rows.map { row in
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

  /// Seconds, short: "3.1 ms", "0.4 s", "2 min".
  static func time(_ seconds: Double) -> String {
    if seconds < 0.1 { return ProgressLine.oneDecimal(seconds * 1000) + " ms" }
    return seconds < 10 ? ProgressLine.oneDecimal(seconds) + " s" : ProgressLine.duration(seconds)
  }
}
