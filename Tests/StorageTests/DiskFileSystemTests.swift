import Foundation
import Storage
import TestSupport
import Testing

@Suite struct DiskFileSystemTests {
  let files = DiskFileSystem()

  @Test("what is written is mapped, also after the file is removed")
  func writeAndMap() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/file"
    let descriptor = try files.create(path)
    let bytes = [UInt8]("the lunar station".utf8)
    try bytes.withUnsafeBytes { try files.write($0, to: descriptor, path: path) }
    try files.syncAndClose(descriptor, path: path)
    let map = try files.map(path)
    try files.remove(path)
    #expect(Array(map.bytes) == bytes)
    #expect(try files.list(folder.path) == [])
  }

  @Test("an empty file maps to no bytes")
  func empty() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/empty"
    try files.syncAndClose(try files.create(path), path: path)
    #expect(try files.map(path).bytes.isEmpty)
  }

  @Test("rename replaces, list sorts, folders are made with those above")
  func names() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a/b/c"
    try files.makeFolder(path)
    try files.makeFolder(path)
    for name in ["z", "a", "m"] { try files.syncAndClose(try files.create(path + "/" + name), path: path) }
    try files.rename(path + "/z", to: path + "/a")
    #expect(try files.list(path) == ["a", "m"])
    try files.syncFolder(path)
    try files.remove(path + "/nothing")
  }

  @Test("what fails says what, where and why")
  func failures() throws {
    let folder = try TemporaryFolder()
    let missing = folder.path + "/missing/file"
    #expect(throws: StorageError.system(operation: "create", path: missing, errno: ENOENT)) {
      try files.create(missing)
    }
    #expect(throws: StorageError.system(operation: "open", path: missing, errno: ENOENT)) { try files.map(missing) }
    #expect(throws: StorageError.self) { try files.map(folder.path) }
    #expect(throws: StorageError.self) { try files.list(missing) }
    #expect(throws: StorageError.self) { try files.syncFolder(missing) }
    let file = folder.path + "/file"
    try files.syncAndClose(try files.create(file), path: file)
    #expect(throws: StorageError.self) { try files.makeFolder(file) }
    #expect(throws: StorageError.self) { try files.makeFolder(file + "/below") }
    #expect("\(StorageError.system(operation: "create", path: "x", errno: ENOENT))".hasPrefix("cannot create x: "))
  }

  @Test("a lock is held once, names its holder, and goes with the value")
  func lock() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/write.lock"
    do {
      let lock = try LockFile(path: path, holder: "process 4711")
      #expect(throws: StorageError.locked(path: path, holder: "process 4711")) {
        _ = try LockFile(path: path, holder: "process 4712")
      }
      withExtendedLifetime(lock) {}
    }
    _ = try LockFile(path: path, holder: "process 4713")
    #expect(throws: StorageError.self) { _ = try LockFile(path: folder.path + "/no/lock", holder: "x") }
  }
}
