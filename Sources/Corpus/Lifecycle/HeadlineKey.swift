extension Story {
  /// A hash of the feed and the headline without marks, capitals, white space and punctuation: two stories of one feed with
  /// the same are likely one story. Nil where the headline has fewer than two words' worth of letters.
  ///
  /// 64-bit FNV-1a, as that of `StoryIdentity.key`, for the same reasons.
  public var headlineKey: UInt64? {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var headline = plainHeadline
    let count = headline.withUTF8 { bytes in
      var count = 0
      var isASCII = true
      for byte in bytes where byte >= 0x80 { isASCII = false; break }
      if isASCII {
        for byte in bytes {
          switch byte {
          case 0x41...0x5a: mix(byte | 0x20)
          case 0x61...0x7a, 0x30...0x39: mix(byte)
          default: continue
          }
          count += 1
        }
      } else {
        let text = WireText(bytes)
        var offset = 0
        while offset < bytes.count {
          let next = text.scalar(at: offset, end: bytes.count)
          offset += next.length
          guard next.value.isWordCharacter else { continue }
          for byte in String(next.value.folded).utf8 { mix(byte) }
          count += next.value.value >= 0x2e80 ? 2 : 1
        }
      }
      return count
    }
    guard count >= 8 else { return nil }
    mix(0)
    for byte in identity.feed.utf8 { mix(byte) }
    return hash
  }
}
