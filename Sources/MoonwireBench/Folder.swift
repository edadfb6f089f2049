import Storage

/// What the bench does to folders.
enum Folder {
  /// Removes the files of an index, and nothing else.
  static func removeIndex(_ path: String) throws {
    let files = DiskFileSystem()
    guard let names = try? files.list(path) else { return }
    for name in names
    where name.hasPrefix("manifest-") || name.hasPrefix("segment-") || name == "write.lock"
      || name == "pending-manifest"
    {
      try files.remove(path + "/" + name)
    }
  }
}
