/// Under which name the stories of a feed are kept that was not fetched from the web.
///
/// A feed fetched from the web is called by the address that the user gave or subscribed to, whatever it says of itself:
/// else any feed could overwrite another's stories. A file is called by its path: within the archive's home from there, so
/// that a home may be moved or cloned, otherwise from the root. Either way the name does not depend on the folder that the
/// command is given from, and the same command again finds the same stories. Names of files alone would not do: two feeds
/// of one name in two folders, whose entries are numbered from 1, would overwrite each other.
enum FeedIdentity {
  /// The name of the feed in a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - home: The archive's home; nil where there is none.
  static func ofFile(_ path: String, home: String?) -> String {
    let resolved = resolvedPath(path) ?? path
    if let home = home.flatMap(resolvedPath), resolved.hasPrefix(home + "/") {
      return String(resolved.dropFirst(home.count + 1))
    }
    return resolved
  }

  /// The name of a feed from standard input, which has no path: its site's address, else its title, else a fixed name.
  static func ofStandardInput(link: String, title: String) -> String {
    let start = link.prefix(8).lowercased()
    if start.hasPrefix("http://") || start.hasPrefix("https://"), link.utf8.count <= 2048 { return link }
    return title.isEmpty ? "standard input" : title
  }
}
