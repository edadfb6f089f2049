/// Writes a segment file from front to back: sections, their table, the checksums of all regions, the footer.
/// The layout is in docs/FORMAT.md, "Segment file".
public final class SectionedFileWriter {
  /// Marks the start of every segment file; the last byte is the version of the format.
  public static let magic: [UInt8] = magic(ofFormat: 3)

  static func magic(ofFormat format: UInt8) -> [UInt8] {
    Array("MWSEG\0\0".utf8) + [format]
  }

  static let footerSize = 40

  /// Bytes that are written at once.
  private static let pendingSize = 64 * Checksum.regionSize

  private let fileSystem: any FileSystem
  private let path: String
  private var descriptor: Int32?
  private var pending: [UInt8] = []
  private var flushed = 0
  private var checksums: [UInt64] = []
  private var sections: [(id: UInt32, offset: Int, length: Int)] = []

  /// Creates the file.
  public init(path: String, fileSystem: any FileSystem) throws {
    self.path = path
    self.fileSystem = fileSystem
    descriptor = try fileSystem.create(path)
    pending.reserveCapacity(SectionedFileWriter.pendingSize + Checksum.regionSize)
    try append(SectionedFileWriter.magic)
  }

  deinit {
    if let descriptor { try? fileSystem.syncAndClose(descriptor, path: path) }
  }

  /// The offset of the next byte in the file.
  public var position: Int {
    flushed + pending.count
  }

  /// Starts a section at the next multiple of eight bytes. Ids are the caller's.
  public func beginSection(_ id: UInt32) throws {
    endSection()
    while position % 8 != 0 { pending.append(0) }
    sections.append((id, position, 0))
  }

  private func endSection() {
    if let last = sections.indices.last, sections[last].length == 0 {
      sections[last].length = position - sections[last].offset
    }
  }

  /// Appends bytes to the section.
  public func append(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let next = rest.prefix(SectionedFileWriter.pendingSize - min(pending.count, SectionedFileWriter.pendingSize - 1))
      pending.append(contentsOf: UnsafeRawBufferPointer(rebasing: next))
      rest = rest[next.endIndex...]
      if pending.count >= SectionedFileWriter.pendingSize { try flushRegions() }
    }
  }

  /// Appends bytes to the section.
  public func append(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try append($0) }
  }

  /// Appends bytes to the section.
  public func append(_ bytes: ArraySlice<UInt8>) throws {
    try bytes.withUnsafeBytes { try append($0) }
  }

  /// Writes all whole regions that are pending, and their checksums to memory.
  private func flushRegions() throws {
    let whole = pending.count / Checksum.regionSize * Checksum.regionSize
    try writeOut(whole)
  }

  private func writeOut(_ count: Int) throws {
    guard let descriptor, count > 0 else { return }
    try pending.withUnsafeBytes { bytes in
      var start = 0
      while start < count {
        let end = min(start + Checksum.regionSize, count)
        checksums.append(Checksum.xxh3(UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
        start = end
      }
      try fileSystem.write(UnsafeRawBufferPointer(rebasing: bytes[..<count]), to: descriptor, path: path)
    }
    pending.removeSubrange(..<count)
    flushed += count
  }

  /// Ends the last section, writes the tables and the footer, forces all to the disk and closes the file.
  ///
  /// - Returns: the size of the file in bytes.
  public func finish() throws -> Int {
    endSection()
    while position % 8 != 0 { pending.append(0) }
    let tableOffset = position
    var table = ByteBuffer()
    for section in sections {
      table.append(fixed: UInt64(section.id))
      table.append(fixed: UInt64(section.offset))
      table.append(fixed: UInt64(section.length))
    }
    try append(table.bytes)
    let covered = position
    try writeOut(pending.count)
    var tail = ByteBuffer()
    for checksum in checksums { tail.append(fixed: checksum) }
    tail.append(fixed: UInt64(tableOffset))
    tail.append(fixed: UInt64(covered))
    tail.append(fixed: UInt64(sections.count))
    tail.append(fixed: Checksum.xxh3(tail.bytes))
    tail.append(contentsOf: SectionedFileWriter.magic)
    guard let descriptor else { return 0 }
    self.descriptor = nil
    do {
      try tail.bytes.withUnsafeBytes { try fileSystem.write($0, to: descriptor, path: path) }
    } catch {
      try? fileSystem.syncAndClose(descriptor, path: path)
      throw error
    }
    try fileSystem.syncAndClose(descriptor, path: path)
    return covered + tail.count
  }
}
