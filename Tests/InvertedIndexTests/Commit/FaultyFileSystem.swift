import Foundation
import Storage

/// The real file system until the n-th call, which fails; then, as a process that was killed or a machine that lost power,
/// nothing works any more.
///
/// Calls are made by one thread: the tests' writer.
final class FaultyFileSystem: FileSystem, @unchecked Sendable {
  enum Fault {
    /// Only the n-th call fails, as a full disk or a bad sector does.
    case failure
    /// No call from the n-th on does anything: the process was killed.
    case kill
    /// As `kill`, and what was not forced to the disk is lost: files without fsync are half there, names without fsync of
    /// the folder are as they were before.
    case powerLoss
  }

  struct Injected: Error {}

  private let disk = DiskFileSystem()
  private let fault: Fault
  private let failing: Int
  /// Calls so far.
  private(set) var calls = 0
  private var descriptors: [Int32: String] = [:]
  private var unsynced: Set<String> = []
  /// What undoes the changes of names since the folder was synced, in order.
  private var undo: [() -> Void] = []

  init(_ fault: Fault, at call: Int) {
    self.fault = fault
    failing = call
  }

  /// Whether the fault was met.
  var isBroken: Bool { calls >= failing }

  private func step(_ operation: String, _ path: String) throws(StorageError) {
    calls += 1
    if calls == failing || (fault != .failure && calls > failing) {
      throw .system(operation: operation, path: path, errno: ENOSPC)
    }
  }

  /// What the disk holds after the machine has lost power.
  func losePower() throws {
    guard fault == .powerLoss else { return }
    for path in unsynced {
      guard let bytes = FileManager.default.contents(atPath: path) else { continue }
      try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
    }
    for change in undo.reversed() { change() }
  }

  func create(_ path: String) throws(StorageError) -> Int32 {
    try step("create", path)
    let isNew = !FileManager.default.fileExists(atPath: path)
    let descriptor = try disk.create(path)
    descriptors[descriptor] = path
    unsynced.insert(path)
    if isNew { undo.append { try? FileManager.default.removeItem(atPath: path) } }
    return descriptor
  }

  func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws(StorageError) {
    if calls + 1 == failing {
      // A full disk takes what still fits.
      try disk.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(bytes.count / 2)), to: descriptor, path: path)
    }
    try step("write", path)
    try disk.write(bytes, to: descriptor, path: path)
  }

  func syncAndClose(_ descriptor: Int32, path: String) throws(StorageError) {
    do { try step("sync", path) } catch {
      close(descriptor)
      throw error
    }
    try disk.syncAndClose(descriptor, path: path)
    unsynced.remove(path)
  }

  func rename(_ from: String, to: String) throws(StorageError) {
    try step("rename", from)
    let replaced = FileManager.default.contents(atPath: to)
    try disk.rename(from, to: to)
    undo.append {
      try? FileManager.default.moveItem(atPath: to, toPath: from)
      if let replaced { try? replaced.write(to: URL(fileURLWithPath: to)) }
    }
  }

  func syncFolder(_ path: String) throws(StorageError) {
    try step("sync", path)
    try disk.syncFolder(path)
    undo = []
  }

  func remove(_ path: String) throws(StorageError) {
    try step("remove", path)
    let removed = FileManager.default.contents(atPath: path)
    try disk.remove(path)
    undo.append { if let removed { try? removed.write(to: URL(fileURLWithPath: path)) } }
  }

  func makeFolder(_ path: String) throws(StorageError) {
    try step("make the folder", path)
    try disk.makeFolder(path)
  }

  func list(_ path: String) throws(StorageError) -> [String] {
    try step("read the folder", path)
    return try disk.list(path)
  }

  func map(_ path: String) throws(StorageError) -> MappedFile {
    try step("map", path)
    return try disk.map(path)
  }
}
