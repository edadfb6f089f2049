#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Where an archive lives: a folder that holds `Feeds/` and `Index/`.
public struct ArchiveHome: Equatable, Sendable {
  /// The folder, without a slash at the end.
  public var path: String
  /// The folder of the index: `Index` in the home, or the one that was named.
  public var indexDirectory: String

  /// A home of known folders.
  public init(path: String, indexDirectory: String? = nil) {
    self.path = path
    self.indexDirectory = indexDirectory ?? path + "/Index"
  }

  /// The folder of the feeds.
  public var feedsDirectory: String {
    path + "/Feeds"
  }

  /// The list of subscriptions.
  public var subscriptionsPath: String {
    feedsDirectory + "/feeds.opml"
  }

  /// The database of what is known of each feed.
  public var statePath: String {
    indexDirectory + "/state.sqlite"
  }

  /// The file of names and passwords for hosts, where the user keeps one.
  public var credentialsPath: String {
    path + "/credentials"
  }

  /// The folder of programs that run around updates.
  public var hooksDirectory: String {
    path + "/hooks"
  }

  /// The folder from which files within it are named when their stories are kept: the one that holds `Index`; nil for an
  /// index of another name, whose files are named from the root. It follows from the index alone, so that the same command
  /// given from another folder finds the same stories.
  public var filesRoot: String? {
    guard indexDirectory.hasSuffix("/Index") else { return nil }
    return String(indexDirectory.dropLast("/Index".count))
  }

  /// Finds the home as git finds a repository: the folder that is named, else `$MOONWIRE_HOME`, else the nearest ancestor of
  /// the working folder that has both `Feeds` and `Index`, else `moonwire` in the XDG data folder.
  ///
  /// - Parameters:
  ///   - home: the home named by the user, if any.
  ///   - index: the folder of the index named by the user, if any.
  ///   - workingDirectory: an absolute path.
  ///   - environment: the environment's variables.
  public static func locate(
    home: String?, index: String?, workingDirectory: String, environment: [String: String]
  ) -> ArchiveHome {
    func absolute(_ path: String) -> String {
      var path = path.hasPrefix("/") ? path : workingDirectory + "/" + path
      while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
      return path
    }
    let named = home ?? environment["MOONWIRE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    let path = named.map(absolute) ?? nearestAncestor(of: absolute(workingDirectory)) ?? dataFolder(environment)
    return ArchiveHome(path: path, indexDirectory: index.map(absolute))
  }

  private static func nearestAncestor(of directory: String) -> String? {
    var directory = directory
    while true {
      if isFolder(directory + "/Feeds") && isFolder(directory + "/Index") { return directory }
      guard let slash = directory.lastIndex(of: "/"), directory.count > 1 else { return nil }
      directory = slash == directory.startIndex ? "/" : String(directory[..<slash])
    }
  }

  private static func dataFolder(_ environment: [String: String]) -> String {
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/moonwire" }
    return (environment["HOME"] ?? "") + "/.local/share/moonwire"
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
