import Moonwire

/// Where the archive is, as the command line names it: the options of `PlaceOptions`.
struct Place: Equatable {
  /// The folder of the index.
  var index: String?
  /// The archive home.
  var home: String?

  /// The archive that the options, the environment and the working folder name.
  func archiveHome() -> ArchiveHome {
    ArchiveHome.locate(
      home: home, index: index, workingDirectory: Surroundings.workingDirectory, environment: Surroundings.environment)
  }

  /// Where `init` makes a home: the one that is named, else the XDG data folder. The working folder does not count,
  /// so that `init` inside a clone does not find the clone.
  func newHome() -> ArchiveHome {
    ArchiveHome.locate(
      home: home, index: nil, workingDirectory: home == nil ? "/" : Surroundings.workingDirectory,
      environment: Surroundings.environment)
  }

  /// The archive, open for reading. What makes its answers doubtful is said on standard error.
  ///
  /// - Throws: `CommandFailure` with 1 where the folder is there but holds no index yet; `IndexError` else.
  func archive() throws -> Archive {
    let directory = archiveHome().indexDirectory
    do {
      let archive = try Archive(index: directory, now: .now)
      for warning in try archive.warnings() { complain(warning) }
      return archive
    } catch IndexError.noIndex where Folder.exists(directory) {
      throw CommandFailure(.nothingFound, NothingFound.emptyIndex)
    }
  }
}
