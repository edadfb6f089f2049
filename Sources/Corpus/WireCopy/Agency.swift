/// The names of news agencies.
public enum Agency {
  /// The name under which stories list an agency (`Story.agencies`), for any of its names: TASS for ТАСС, тасс, 塔斯社.
  ///
  /// Capitals make no difference. Names that are not known are their own.
  public static func canonicalName(of name: String) -> String {
    canonicalNames[name.lowercased()] ?? name
  }

  /// The usual name of the agency that a few words name, such as a feed's title or a line of authors ("TASS: science",
  /// "Ivan Petrov, РИА Новости"); nil where they name none. Names that mean other things as well count only where they are all
  /// that is said.
  public static func name(in words: String) -> String? {
    var words = words
    return words.withUTF8 { bytes in
      let text = WireText(bytes)
      let range = text.trimmed(0..<bytes.count)
      var offset = range.lowerBound
      while let match = AgencyIndex.all.next(in: text, offset..<range.upperBound) {
        if match.agency.isUnmistakable || match.range == range { return match.agency.name }
        offset = match.range.upperBound
      }
      return nil
    }
  }

  private static let canonicalNames: [String: String] = {
    var names: [String: String] = [:]
    for agencies in NewsAgency.allNames {
      guard let canonical = agencies.first else { continue }
      for name in agencies where names[name.lowercased()] == nil { names[name.lowercased()] = canonical }
    }
    return names
  }()
}
