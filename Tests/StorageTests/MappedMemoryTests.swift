import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite struct MappedMemoryTests {
  /// Other tests of the same process map files meanwhile, but by far smaller ones.
  @Test("mapped pages that are read count, and count no more when released", .enabled(if: MappedMemory.resident != nil))
  func readAndReleased() throws {
    let folder = try TemporaryFolder()
    let size = 128 << 20
    let path = try folder.write("file", [UInt8](repeating: 7, count: size))
    let file = try DiskFileSystem().map(path)
    let mapped = MappedMemory(limit: size / 2)
    #expect(!mapped.isExceeded)
    var sum = 0
    for offset in stride(from: 0, to: size, by: 4096) { sum += Int(file.bytes[offset]) }
    #expect(sum == 7 * size / 4096)
    #expect(mapped.isExceeded)
    file.release(0..<size)
    #expect(!mapped.isExceeded)
    #expect(file.bytes[size / 2] == 7)
  }
}
