/// Makes sure that every entry of a feed has a name of its own, the same one on every machine and run.
enum EntryIdentity {
  /// Gives names to entries without one, and tells apart entries that share one but differ in content.
  ///
  /// Entries with the same id and the same content are left as they are: they are the same story twice. Others get
  /// their link added, and where that does not tell them apart, a hash of their content.
  static func settle(_ entries: inout [FeedEntry], warnings: inout [FeedWarning]) {
    for index in entries.indices where entries[index].id.isEmpty {
      entries[index].id = "hash:" + hexadecimal(contentHash(entries[index]))
      entries[index].idSource = .contentHash
    }
    guard Set(entries.lazy.map(\.id)).count < entries.count else { return }
    for group in repeated(entries) {
      warnings.append(FeedWarning(kind: .repeatedID, detail: entries[group[0]].id))
      for index in group where !entries[index].link.isEmpty && entries[index].link != entries[index].id {
        entries[index].id += " " + entries[index].link
      }
    }
    for group in repeated(entries) {
      for index in group { entries[index].id += " hash:" + hexadecimal(contentHash(entries[index])) }
    }
  }

  /// Groups of entries that share an id and differ in content, in the feed's order.
  private static func repeated(_ entries: [FeedEntry]) -> [[Int]] {
    let groups = Dictionary(grouping: entries.indices) { entries[$0].id }.values.filter { group in
      guard group.count > 1 else { return false }
      let first = contentHash(entries[group[0]])
      return group.contains { contentHash(entries[$0]) != first }
    }
    return groups.sorted { $0[0] < $1[0] }
  }

  /// 64-bit FNV-1a (draft-eastlake-fnv) over title, date as written, text and summary, each ended by a zero byte.
  static func contentHash(_ entry: FeedEntry) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in [entry.title, entry.publishedText, entry.text, entry.summary] {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = hash &* 0x100_0000_01b3
    }
    return hash
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
