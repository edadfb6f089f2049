import Storage
import Testing

/// XXH3 is a standard: the values are those of the reference implementation (`xxhsum -H3`), so that any program can verify
/// our files.
@Suite struct ChecksumTests {
  static let known: [(String, UInt64)] = [
    ("", 0x2d06_8005_38d3_94c2), ("a", 0xe6c6_32b6_1e96_4e1f), ("abc", 0x78af_5f94_892f_3950),
  ]

  @Test(arguments: known)
  func knownValues(text: String, checksum: UInt64) {
    #expect(Checksum.xxh3(Array(text.utf8)) == checksum)
  }
}
