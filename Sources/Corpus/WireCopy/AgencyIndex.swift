/// Finds names of agencies in a text: the names by their first two bytes, and of each its first four as a number.
struct AgencyIndex: Sendable {
  /// All agencies that are known.
  static let all = AgencyIndex(
    NewsAgency.unmistakable.map { (true, $0) } + NewsAgency.short.map { (false, $0) })

  private struct Alias: Sendable {
    let bytes: [UInt8]
    /// The first four bytes, or as many as there are.
    let head: UInt32
    let mask: UInt32
    let agency: NewsAgency
    let isIdeographic: Bool

    init(_ name: String, _ agency: NewsAgency) {
      bytes = Array(name.utf8)
      head = bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
      mask = bytes.count < 4 ? (1 << UInt32(8 * bytes.count)) - 1 : .max
      self.agency = agency
      isIdeographic = name.unicodeScalars.contains { $0.value >= 0x2e80 }
    }
  }

  private let beginnings: BytePairs
  /// The aliases by their first two bytes, longer ones first.
  private let aliases: [Alias]
  /// Where those of each pair start, by its rank; at the end the number of aliases.
  private let starts: [Int]

  /// An index of agencies as `NewsAgency` lists them: whether unmistakable, and names with bars between.
  private init(_ entries: [(Bool, String)]) {
    var list: [Alias] = []
    for (isUnmistakable, entry) in entries {
      let names = entry.split(separator: "|").map(String.init)
      guard let first = names.first else { continue }
      let agency = NewsAgency(name: first, isUnmistakable: isUnmistakable)
      list += names.filter { $0.utf8.count >= 2 }.map { Alias($0, agency) }
    }
    list = list.enumerated().sorted { left, right in
      let (first, second) = (left.element.bytes, right.element.bytes)
      if first[0] != second[0] { return first[0] < second[0] }
      if first[1] != second[1] { return first[1] < second[1] }
      return first.count == second.count ? left.offset < right.offset : first.count > second.count
    }.map(\.element)
    var starts: [Int] = []
    for place in list.indices
    where place == 0 || list[place].bytes[..<2] != list[place - 1].bytes[..<2] {
      starts.append(place)
    }
    beginnings = BytePairs(list.map { ($0.bytes[0], $0.bytes[1]) })
    aliases = list
    self.starts = starts + [list.count]
  }

  /// The first name that stands in a range as a whole word.
  func next(in text: WireText, _ range: Range<Int>) -> NewsAgency.Match? {
    var offset = range.lowerBound
    let end = range.upperBound
    while end - offset >= 8 {
      var candidates = AgencyIndex.candidates(in: text.doubleWord(at: offset))
      while candidates != 0 {
        let place = offset + candidates.trailingZeroBitCount >> 3
        candidates &= candidates - 1
        if let match = match(in: text, at: place, end: end) { return match }
      }
      offset += 8
    }
    while offset < end {
      if let match = match(in: text, at: offset, end: end) { return match }
      offset += 1
    }
    return nil
  }

  /// The name that starts at `offset` as a whole word; of several the longest.
  @inline(__always)
  func match(in text: WireText, at offset: Int, end: Int) -> NewsAgency.Match? {
    guard offset + 1 < end, let rank = beginnings.rank(text[offset], text[offset + 1]) else { return nil }
    return match(in: text, at: offset, end: end, rank: rank)
  }

  private func match(in text: WireText, at offset: Int, end: Int, rank: Int) -> NewsAgency.Match? {
    let head = end - offset >= 4 ? text.word(at: offset) : UInt32(text[offset]) | UInt32(text[offset + 1]) << 8
    for place in starts[rank]..<starts[rank + 1] {
      guard head & aliases[place].mask == aliases[place].head || end - offset < 4,
        text.hasPrefix(aliases[place].bytes, at: offset, end: end)
      else { continue }
      let range = offset..<offset + aliases[place].bytes.count
      if aliases[place].isIdeographic || AgencyIndex.isWholeWord(range, in: text, end: end) {
        return NewsAgency.Match(agency: aliases[place].agency, range: range)
      }
    }
    return nil
  }

  private static func isWholeWord(_ range: Range<Int>, in text: WireText, end: Int) -> Bool {
    if range.lowerBound > 0, text.scalar(before: range.lowerBound, start: 0).value.isWordCharacter { return false }
    guard range.upperBound < end else { return true }
    let next = text.scalar(at: range.upperBound, end: end)
    if next.value == "-", range.upperBound + 1 < end {
      return !text.scalar(at: range.upperBound + 1, end: end).value.properties.isUppercase
    }
    return !next.value.isWordCharacter || next.value.value >= 0x2e80
  }

  /// The high bits of those of eight bytes with which a name may begin: capitals of ASCII, `d` (of dpa), and first bytes of
  /// longer characters. Sums within seven bits carry into the eighth, and no further.
  @inline(__always)
  private static func candidates(in word: UInt64) -> UInt64 {
    let high: UInt64 = 0x8080_8080_8080_8080
    let low = word & ~high
    let ones: UInt64 = 0x0101_0101_0101_0101
    let isCapital = (low &+ 0x3f * ones) & ~(low &+ 0x25 * ones)
    let isD = ~((low ^ 0x64 * ones) &+ 0x7f * ones)
    return ((isCapital | isD) & ~word | word & word << 1) & high
  }
}
