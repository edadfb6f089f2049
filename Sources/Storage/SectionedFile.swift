internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A segment file that is read: finds its sections, and verifies the checksum of each region of 16 KiB before its first
/// use, so that a damaged byte is an error and never a wrong answer. The layout is in docs/FORMAT.md, "Segment file".
public final class SectionedFile: @unchecked Sendable {
  // Shared between threads: `verified` only ever changes from 0 to 1; a thread that sees 0 too late verifies once more.

  /// The file's content.
  public let file: MappedFile
  /// The version of the format that it was written in: 1 to 3, which differ in what sections hold.
  public let format: Int
  private let covered: Int
  private let checksumsOffset: Int
  /// Not as ranges: the first array of these makes the runtime look through all conformances, 0.1 ms of a search.
  private let sections: [(id: UInt32, start: Int, end: Int)]
  private let verified: UnsafeMutablePointer<UInt8>
  private let regionCount: Int
  /// The first damage that reading single values met; guards `verified` as well.
  private let noted = Mutex<StorageError?>(nil)

  /// Opens a file: checks the footer, the checksum of the tables, and that the sections lie within the file.
  ///
  /// - Throws: `StorageError.corrupt`.
  public init(_ file: MappedFile) throws(StorageError) {
    self.file = file
    let bytes = file.bytes
    func corrupt(_ offset: Int, _ expected: String) -> StorageError {
      .corrupt(path: file.path, offset: offset, expected: expected)
    }
    let footer = SectionedFileWriter.footerSize
    let formats: [UInt8] = [3, 2, 1]
    guard bytes.count >= footer + 8,
      let format = formats.first(where: { bytes.prefix(8).elementsEqual(SectionedFileWriter.magic(ofFormat: $0)) })
    else { throw corrupt(0, "a Moonwire segment of format 1 to 3") }
    self.format = Int(format)
    guard bytes.suffix(8).elementsEqual(bytes.prefix(8)) else {
      throw corrupt(bytes.count - 8, "the end of a segment (the file may be cut short)")
    }
    let footerOffset = bytes.count - footer
    func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    let tableOffset = Int(clamping: word(footerOffset))
    let covered = Int(clamping: word(footerOffset + 8))
    let count = Int(clamping: word(footerOffset + 16))
    guard covered <= footerOffset, tableOffset <= covered, count <= 64, tableOffset + 24 * count == covered,
      footerOffset - covered == (covered + Checksum.regionSize - 1) / Checksum.regionSize * 8,
      word(footerOffset + 24)
        == Checksum.xxh3(UnsafeRawBufferPointer(rebasing: bytes[covered..<footerOffset + 24]))
    else { throw corrupt(footerOffset, "the checksum of the file's tables") }
    self.covered = covered
    checksumsOffset = covered
    regionCount = (covered + Checksum.regionSize - 1) / Checksum.regionSize
    var sections: [(id: UInt32, start: Int, end: Int)] = []
    for index in 0..<count {
      let entry = tableOffset + 24 * index
      let offset = Int(clamping: word(entry + 8))
      let length = Int(clamping: word(entry + 16))
      guard offset <= tableOffset, length <= tableOffset - offset else {
        throw corrupt(entry, "a section within the file")
      }
      sections.append((UInt32(truncatingIfNeeded: word(entry)), offset, offset + length))
    }
    self.sections = sections
    // Zeros from the system: of a large file's flags a query writes a few, and the other pages are never touched.
    guard let flags = calloc(max(1, regionCount), 1) else { preconditionFailure("no memory for a file's flags") }
    verified = flags.bindMemory(to: UInt8.self, capacity: max(1, regionCount))
    try verify(tableOffset..<covered)
  }

  deinit {
    free(verified)
  }

  /// The bytes of a section in the file; empty where it has none of that id.
  public func range(_ id: UInt32) -> Range<Int> {
    sections.last { $0.id == id }.map { $0.start..<$0.end } ?? 0..<0
  }

  /// The bytes of a section, verified as a whole.
  public func section(_ id: UInt32) throws(StorageError) -> UnsafeRawBufferPointer {
    let range = range(id)
    try verify(range)
    return UnsafeRawBufferPointer(rebasing: file.bytes[range])
  }

  /// The bytes of a section as they are, for who verifies each part before its use.
  public func unverified(_ id: UInt32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: file.bytes[range(id)])
  }

  /// Makes sure that a range of the file holds what was written. Regions that were verified before cost one byte's load.
  ///
  /// - Throws: `StorageError.corrupt` with the offset of the first damaged region.
  public func verify(_ range: Range<Int>) throws(StorageError) {
    guard !range.isEmpty else { return }
    guard range.lowerBound >= 0, range.upperBound <= covered else {
      throw .corrupt(path: file.path, offset: range.lowerBound, expected: "\(range.count) bytes within the file")
    }
    for region in range.lowerBound / Checksum.regionSize...(range.upperBound - 1) / Checksum.regionSize
    where verified[region] == 0 {
      try verifyRegion(region)
    }
  }

  private func verifyRegion(_ region: Int) throws(StorageError) {
    let start = region * Checksum.regionSize
    let end = min(start + Checksum.regionSize, covered)
    let expected = UInt64(
      littleEndian: file.bytes.loadUnaligned(fromByteOffset: checksumsOffset + 8 * region, as: UInt64.self))
    guard Checksum.xxh3(UnsafeRawBufferPointer(rebasing: file.bytes[start..<end])) == expected else {
      throw .corrupt(path: file.path, offset: start, expected: "the checksum of the \(end - start) bytes from there")
    }
    noted.withLock { _ in verified[region] = 1 }
  }

  // MARK: - Single values

  /// One byte for each region of `Checksum.regionSize` bytes, not 0 once it has been verified. Who reads single values in
  /// a loop looks here first and calls `note(_:)` only for regions that nobody has looked at.
  public var verifiedRegions: UnsafePointer<UInt8> {
    UnsafePointer(verified)
  }

  /// As `verify`, for places that cannot throw: damage is noted, and `throwNotedDamage` tells it. What is read from there
  /// until then is whatever the file holds.
  @inline(never)
  public func note(_ range: Range<Int>) {
    do { try verify(range) } catch { noted.withLock { $0 = $0 ?? error } }
  }

  /// Throws the first damage that `note(_:)` met. To be asked before an answer that rests on such values is given.
  ///
  /// - Throws: `StorageError.corrupt`.
  public func throwNotedDamage() throws(StorageError) {
    if let error = noted.withLock({ $0 }) { throw error }
  }

  /// Verifies every region, whether used before or not, and returns the offsets of the damaged ones.
  public func damagedRegions() -> [Int] {
    (0..<regionCount).compactMap { region in
      let start = region * Checksum.regionSize
      let end = min(start + Checksum.regionSize, covered)
      let expected = UInt64(
        littleEndian: file.bytes.loadUnaligned(fromByteOffset: checksumsOffset + 8 * region, as: UInt64.self))
      return Checksum.xxh3(UnsafeRawBufferPointer(rebasing: file.bytes[start..<end])) == expected ? nil : start
    }
  }
}
