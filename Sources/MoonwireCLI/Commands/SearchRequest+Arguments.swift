extension SearchRequest {
  /// Reads the arguments of a plain search without the argument parser; nil for all that is not plain.
  ///
  /// The argument parser learns the options by reflection when the process starts: 17 million instructions, which is as
  /// much as a search takes. So arguments that can only be read in one way are read here. Whatever needs a word to the
  /// user (help, an unknown option, a value that is missing or makes no sense) and whatever is rare (an option given
  /// twice, a value that begins with `-`) is left to the parser. A test holds the two side by side.
  ///
  /// - Parameter arguments: those after the program's name, as `CommandLineWords.rewritten` leaves them.
  init?(arguments: [String]) {
    guard arguments.first == "search" else { return nil }
    self.init()
    var seen: [String] = []
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      if argument == "--" {
        words += rest
        break
      }
      guard argument.utf8.first == UInt8(ascii: "-") else {
        words.append(argument)
        continue
      }
      guard let (name, joined) = SearchRequest.split(argument), !seen.contains(name) else { return nil }
      seen.append(name)
      if joined == nil, setFlag(name) { continue }
      guard let value = joined ?? rest.popFirst(), !value.isEmpty, value.utf8.first != UInt8(ascii: "-"),
        setOption(name, value)
      else { return nil }
    }
    if fault != nil { return nil }
  }

  /// The name of an option, and its value where that is in the same argument: `-n 5`, `-n5`, `--limit 5`, `--limit=5`.
  private static func split(_ argument: String) -> (name: String, value: String?)? {
    if argument.hasPrefix("--") {
      guard let equals = argument.firstIndex(of: "=") else { return (argument, nil) }
      return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }
    guard argument.hasPrefix("-n") else { return nil }
    let digits = argument.dropFirst(2)
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return ("--limit", digits.isEmpty ? nil : String(digits))
  }

  private mutating func setFlag(_ name: String) -> Bool {
    switch name {
    case "--json": json = true
    case "--plain": plain = true
    case "--count": count = true
    case "--explain": explain = true
    case "--include-killed": includeKilled = true
    default: return false
    }
    return true
  }

  private mutating func setOption(_ name: String, _ value: String) -> Bool {
    switch name {
    case "--limit": return SearchRequest.set(&limit, Int(value))
    case "--passages": return SearchRequest.set(&passages, Int(value))
    case "--sort": return SearchRequest.set(&sort, Order(rawValue: value))
    case "--recency": return SearchRequest.set(&recency, value)
    case "--k1": return SearchRequest.set(&k1, Float(value))
    case "--b": return SearchRequest.set(&b, Float(value))
    case "--index": return SearchRequest.set(&place.index, value)
    case "--home": return SearchRequest.set(&place.home, value)
    default: return false
    }
  }

  private static func set<Value>(_ place: inout Value, _ value: Value?) -> Bool {
    guard let value else { return false }
    place = value
    return true
  }
}
