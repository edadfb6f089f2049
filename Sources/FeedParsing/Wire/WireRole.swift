/// What a wire format says that a text is for (`role` of NewsML-G2 and ninjs), as far as it decides which of several is
/// taken. Providers have vocabularies of their own, so that the words count and not their scheme.
enum WireRole {
  /// How much a text of that role is the one wanted: 3 for the main one, 2 for one without a role, 1 for roles that nobody
  /// knows, 0 for a lesser form of it (a short one, a slug, a caption).
  static func rank(_ role: String) -> Int {
    let name = name(role)
    if name.isEmpty { return 2 }
    if main.contains(name) { return 3 }
    return lesser.contains { name.hasPrefix($0) || name.hasSuffix($0) } ? 0 : 1
  }

  /// True for the line under a headline.
  static func isSubhead(_ role: String) -> Bool {
    let name = name(role)
    return name.hasPrefix("sub") || name == "deck" || name == "dek"
  }

  /// `main` of `hld:main` and of `http://cv.example/role#Main`.
  private static func name(_ role: String) -> String {
    let end = role.split { $0 == ":" || $0 == "/" || $0 == "#" || $0 == " " }.last ?? ""
    return end.lowercased()
  }

  private static let main: Set<String> = [
    "main", "headline", "mainheadline", "title", "body", "bodytext", "text", "full", "fulltext", "article", "story",
    "content", "primary", "default",
  ]

  private static let lesser = [
    "sub", "subhead", "short", "brief", "slug", "slugline", "teaser", "summary", "abstract", "caption", "alternative",
    "alt", "kicker", "overline", "deck", "dek", "sms", "push", "mobile", "social", "seo", "tweet", "twitter", "index",
  ]
}
