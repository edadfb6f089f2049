/// Finds the command that was meant. The argument parser does so for options only.
enum CommandSuggestion {
  /// The command nearest to what was typed, where it is near enough: at most two slips, and at most one in a word of
  /// four letters or fewer.
  static func nearest(to typed: String, among commands: [String]) -> String? {
    let distances = commands.map { ($0, slips(from: Array(typed.utf8), to: Array($0.utf8))) }
    guard let best = distances.min(by: { $0.1 < $1.1 }), best.1 <= (typed.utf8.count > 4 ? 2 : 1) else { return nil }
    return best.0
  }

  /// The fewest insertions, deletions, replacements and swaps of neighbours that lead from one word to the other
  /// (optimal string alignment, after Damerau 1964). Words beyond 32 bytes count as far away.
  static func slips(from source: [UInt8], to target: [UInt8]) -> Int {
    guard source.count <= 32, target.count <= 32 else { return .max }
    var rows = [Array(0...target.count)]
    for i in 1...max(source.count, 1) where i <= source.count {
      var row = [i]
      for j in 1...max(target.count, 1) where j <= target.count {
        let replaced = rows[i - 1][j - 1] + (source[i - 1] == target[j - 1] ? 0 : 1)
        var best = min(replaced, rows[i - 1][j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, source[i - 1] == target[j - 2], source[i - 2] == target[j - 1] {
          best = min(best, rows[i - 2][j - 2] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[source.count][target.count]
  }
}
