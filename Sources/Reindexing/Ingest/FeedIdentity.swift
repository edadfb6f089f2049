/// Under which name the stories of a feed that was read from a file are kept.
///
/// A feed fetched from the web is called by the address that the user subscribed to, whatever it says of itself: else any
/// feed could overwrite another's stories. A file has no address, but the feed in it often says where it belongs
/// (`atom:link rel="self"`, JSON Feed's `feed_url`). That name is taken, so that a saved copy and the subscription are one
/// feed where the addresses agree, and snapshots of one feed are versions of one feed. A file that does not say is called
/// by its path: within the archive's home from there, so that a home may be moved, otherwise from the root, so that the
/// command may be given from any folder.
enum FeedIdentity {
  /// The name of the feed in a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - selfLink: The address that the feed gives as its own; empty where it gives none.
  ///   - home: The archive's home; nil where there is none.
  static func ofFile(_ path: String, selfLink: String, home: String?) -> String {
    if let address = webAddress(selfLink) { return address }
    let resolved = resolvedPath(path) ?? path
    if let home = home.flatMap(resolvedPath), resolved.hasPrefix(home + "/") {
      return String(resolved.dropFirst(home.count + 1))
    }
    return resolved
  }

  /// The name of a feed from standard input: what it says of itself, else the fixed name.
  static func ofStandardInput(selfLink: String, link: String, title: String) -> String {
    webAddress(selfLink) ?? webAddress(link) ?? (title.isEmpty ? "standard input" : title)
  }

  private static func webAddress(_ text: String) -> String? {
    let lower = text.prefix(8).lowercased()
    guard lower.hasPrefix("http://") || lower.hasPrefix("https://"), text.utf8.count <= 2048 else { return nil }
    return text
  }
}
