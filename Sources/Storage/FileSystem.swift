/// The one place where files are written, synced, renamed, mapped and removed.
///
/// A protocol, so that tests can make the n-th call fail and see that a commit leaves either the old or the new state.
public protocol FileSystem: Sendable {
  /// Creates or empties a file and returns its descriptor for writing.
  func create(_ path: String) throws(StorageError) -> Int32
  /// Writes all of the bytes at the descriptor's position.
  func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws(StorageError)
  /// Forces a file's bytes to the disk, then closes the descriptor (also where that fails).
  func syncAndClose(_ descriptor: Int32, path: String) throws(StorageError)
  /// Gives a file another name at once, replacing what has that name.
  func rename(_ from: String, to: String) throws(StorageError)
  /// Forces a folder's entries to the disk.
  func syncFolder(_ path: String) throws(StorageError)
  /// Removes a file; one that is not there is no error.
  func remove(_ path: String) throws(StorageError)
  /// Makes a folder and those above it; one that is there is no error.
  func makeFolder(_ path: String) throws(StorageError)
  /// The names in a folder, sorted.
  func list(_ path: String) throws(StorageError) -> [String]
  /// Maps a whole file for reading.
  func map(_ path: String) throws(StorageError) -> MappedFile
}
