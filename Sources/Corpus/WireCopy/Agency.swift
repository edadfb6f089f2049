/// The names of news agencies.
public enum Agency {
  /// The name under which stories list an agency (`Story.agencies`), for any of its names: TASS for ТАСС, тасс, 塔斯社.
  ///
  /// Capitals make no difference. Names that are not known are their own.
  public static func canonicalName(of name: String) -> String {
    canonicalNames[name.lowercased()] ?? name
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
