/// The news agencies that are known by name, under all the names that they have in wire copy.
struct NewsAgency: Sendable {
  /// The usual Latin name.
  let name: String
  /// Whether the name is unlikely to mean anything else; otherwise only a dateline's brackets tell.
  let isUnmistakable: Bool

  /// An agency's name at a place of a text.
  struct Match {
    let agency: NewsAgency
    let range: Range<Int>
  }

  /// The agency whose name starts at `offset` as a whole word; of several the one with the longest name.
  static func match(in text: WireText, at offset: Int, end: Int) -> Match? {
    AgencyIndex.all.match(in: text, at: offset, end: end)
  }
}
