import Storage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Finds the files under a folder, in the order of their names, the same on every machine.
///
/// Hidden files and folders are passed over, and so is what is no regular file: a FIFO would block, a device would not
/// end. Symbolic links are followed; a folder that has been visited is not entered again, so that links in a circle end.
struct FileFinder {
  /// Folders within one another.
  static let deepest = 64

  private(set) var files: [String] = []
  private(set) var problems: [Problem] = []
  private var visited: Set<[UInt64]> = []
  private let fileSystem: any FileSystem

  /// Looks through a folder. What cannot be read becomes a problem, and the search goes on.
  init(folder: String, fileSystem: any FileSystem = DiskFileSystem()) {
    self.fileSystem = fileSystem
    var status = stat()
    guard stat(folder, &status) == 0 else {
      problems.append(FileFinder.unreadable(folder))
      return
    }
    visit(folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder, status, depth: 0)
  }

  private mutating func visit(_ folder: String, _ status: stat, depth: Int) {
    let identity = [UInt64(truncatingIfNeeded: status.st_dev), UInt64(truncatingIfNeeded: status.st_ino)]
    guard visited.insert(identity).inserted else { return }
    guard depth < FileFinder.deepest else {
      problems.append(
        Problem(
          source: folder, message: "more than \(FileFinder.deepest) folders within one another", trouble: .noInput))
      return
    }
    let names: [String]
    do {
      names = try fileSystem.list(folder)
    } catch {
      problems.append(FileFinder.unreadable(folder))
      return
    }
    for name in names where !name.hasPrefix(".") {
      let path = folder == "/" ? "/" + name : folder + "/" + name
      var status = stat()
      guard stat(path, &status) == 0 else {
        problems.append(FileFinder.unreadable(path))
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG: files.append(path)
      case S_IFDIR: visit(path, status, depth: depth + 1)
      default: break
      }
    }
  }

  private static func unreadable(_ path: String) -> Problem {
    let number = errno
    return Problem(number == ENOENT ? .absent(path: path) : .unreadable(path: path, errno: number), source: path)
  }
}

/// What a path leads to.
enum PathKind {
  case absent
  case folder
  case other

  init(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      self = .absent
      return
    }
    self = status.st_mode & S_IFMT == S_IFDIR ? .folder : .other
  }
}

/// The path of a file from the root, without links and dots; nil where there is no such file.
func resolvedPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
