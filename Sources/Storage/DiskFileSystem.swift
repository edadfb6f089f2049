#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The real file system, by POSIX calls.
public struct DiskFileSystem: FileSystem {
  /// The file system of this machine.
  public init() {}

  /// `open` with O_CREAT and O_TRUNC, mode 0644 less the umask.
  public func create(_ path: String) throws(StorageError) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .system(operation: "create", path: path, errno: lastError()) }
    return descriptor
  }

  /// What is written by one call. Linux caches a file in pieces as large as the writes it came by, up to megabytes, and
  /// maps a whole piece where one byte of it is touched: an index that has just been written in large pieces takes up to
  /// 12 MB more resident memory in each search than the same bytes written in these.
  private static let largestWrite = 64 << 10

  /// `write` until all is written; interrupted calls go on.
  public func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws(StorageError) {
    var rest = bytes
    while let base = rest.baseAddress, !rest.isEmpty {
      let written = systemWrite(descriptor, base, min(rest.count, DiskFileSystem.largestWrite))
      if written < 0 {
        if lastError() == EINTR { continue }
        throw .system(operation: "write", path: path, errno: lastError())
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  /// `fsync`, then `close`.
  public func syncAndClose(_ descriptor: Int32, path: String) throws(StorageError) {
    let failed = fsync(descriptor) != 0 ? lastError() : nil
    close(descriptor)
    if let failed { throw .system(operation: "sync", path: path, errno: failed) }
  }

  /// `rename`.
  public func rename(_ from: String, to: String) throws(StorageError) {
    guard systemRename(from, to) == 0 else {
      throw .system(operation: "rename to \(to)", path: from, errno: lastError())
    }
  }

  /// `fsync` on the folder's descriptor.
  public func syncFolder(_ path: String) throws(StorageError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(operation: "open", path: path, errno: lastError()) }
    try syncAndClose(descriptor, path: path)
  }

  /// `unlink`.
  public func remove(_ path: String) throws(StorageError) {
    guard unlink(path) == 0 || lastError() == ENOENT else {
      throw .system(operation: "remove", path: path, errno: lastError())
    }
  }

  /// `mkdir` for each missing folder on the way.
  public func makeFolder(_ path: String) throws(StorageError) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw .system(operation: "make the folder", path: path, errno: ENOTDIR)
      }
      return
    }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeFolder(String(path[..<slash]))
    }
    guard mkdir(path, 0o755) == 0 || lastError() == EEXIST else {
      throw .system(operation: "make the folder", path: path, errno: lastError())
    }
  }

  /// `readdir` without "." and "..".
  public func list(_ path: String) throws(StorageError) -> [String] {
    guard let folder = opendir(path) else {
      throw .system(operation: "read the folder", path: path, errno: lastError())
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// `mmap`, read-only and shared.
  public func map(_ path: String) throws(StorageError) -> MappedFile {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(operation: "open", path: path, errno: lastError()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(operation: "stat", path: path, errno: lastError()) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .system(operation: "map", path: path, errno: EINVAL) }
    let length = Int(status.st_size)
    guard length > 0 else { return MappedFile(path: path, bytes: UnsafeRawBufferPointer(start: nil, count: 0)) }
    guard let address = mmap(nil, length, PROT_READ, MAP_SHARED, descriptor, 0), address != MAP_FAILED else {
      throw .system(operation: "map", path: path, errno: lastError())
    }
    return MappedFile(path: path, bytes: UnsafeRawBufferPointer(start: address, count: length))
  }
}

/// `write` and `rename` under names that the methods above do not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

private func systemRename(_ from: String, _ to: String) -> Int32 {
  rename(from, to)
}
