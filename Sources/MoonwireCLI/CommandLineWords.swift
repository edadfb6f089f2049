/// Tells the words of a query from options before the arguments are parsed.
///
/// `moonwire search moon -tourist` means stories with *moon* and without *tourist*. An argument parser would read
/// `-tourist` as options t, o, u, … (and `-nasa` as `-n asa`). So words of the search command that begin with a
/// single `-` and are no option of it are moved behind `--`, where the parser takes everything as it is. Their order
/// does not matter to a query.
enum CommandLineWords {
  /// Options of `search` that take the next argument as their value.
  private static let optionsWithValue = [
    "-n", "--limit", "--index", "--home", "--passages", "--sort", "--k1", "--b",
  ]

  /// The arguments after the program's name, rewritten.
  static func rewritten(_ arguments: [String]) -> [String] {
    guard arguments.first == "search" else { return arguments }
    var kept: [String] = []
    var words: [String] = []
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      if argument == "--" {
        return kept + ["--"] + words + arguments[(index + 1)...]
      }
      if optionsWithValue.contains(argument) {
        kept += arguments[index..<min(index + 2, arguments.count)]
        index += 2
        continue
      }
      if isExclusion(argument) { words.append(argument) } else { kept.append(argument) }
      index += 1
    }
    return words.isEmpty ? kept : kept + ["--"] + words
  }

  /// `-word`, `-"a phrase"`, `-title:word`; not `-n`, `-n5`, `-h`, `--json`, `-`, `-5`.
  private static func isExclusion(_ argument: String) -> Bool {
    let bytes = Array(argument.utf8)
    guard bytes.count > 1, bytes[0] == UInt8(ascii: "-"), bytes[1] != UInt8(ascii: "-") else { return false }
    let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    if isDigit(bytes[1]) || argument == "-h" { return false }
    if bytes[1] == UInt8(ascii: "n"), bytes[2...].allSatisfy(isDigit) { return false }
    return true
  }
}
