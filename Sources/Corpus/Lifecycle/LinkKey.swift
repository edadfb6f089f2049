extension Story {
  /// A hash of the feed and the story's address: two stories of one feed with the same may be versions of one story. Nil where
  /// there is no address, or where it looks like that of a page that many stories share: a home page or a section.
  ///
  /// Scheme, `www.`, capitals of the host, a slash at the end and parameters by which readers are counted make no difference.
  /// A fragment does: items of a live page have nothing else to tell them apart.
  public var linkKey: UInt64? {
    guard !link.isEmpty else { return nil }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var link = link
    let isStory = link.withUTF8 { bytes in
      let parts = LinkParts(bytes)
      guard parts.namesStory else { return false }
      for byte in bytes[parts.host] { mix(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) }
      for byte in bytes[parts.path] { mix(byte) }
      for parameter in parts.parameters {
        mix(0x26)
        for byte in bytes[parameter] { mix(byte) }
      }
      for byte in bytes[parts.fragment] { mix(byte) }
      return true
    }
    guard isStory else { return nil }
    mix(2)
    for byte in identity.feed.utf8 { mix(byte) }
    return hash
  }
}

/// Where the parts of an address are, as far as they name a story. Any bytes have parts; none is refused.
private struct LinkParts {
  private(set) var host: Range<Int>
  /// Without a slash at its end.
  private(set) var path: Range<Int>
  /// Those that do not count readers.
  private(set) var parameters: [Range<Int>] = []
  /// With its `#`; empty where there is none.
  private(set) var fragment: Range<Int>
  private let hasDigits: Bool
  private let hasWords: Bool

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    if let colon = bytes.firstIndex(of: 0x3a), colon + 2 < bytes.count, bytes[colon + 1] == 0x2f,
      bytes[colon + 2] == 0x2f
    {
      start = colon + 3
    }
    if bytes[start...].prefix(4).elementsEqual("www.".utf8) { start += 4 }
    let end = bytes[start...].firstIndex(of: 0x23) ?? bytes.count
    fragment = end + 1 < bytes.count ? end..<bytes.count : end..<end
    let pathEnd = bytes[start..<end].firstIndex(of: 0x3f) ?? end
    let hostEnd = bytes[start..<pathEnd].firstIndex(of: 0x2f) ?? pathEnd
    host = start..<hostEnd
    var last = pathEnd
    while last > hostEnd, bytes[last - 1] == 0x2f { last -= 1 }
    path = hostEnd..<last
    hasDigits = bytes[path].contains { $0 >= 0x30 && $0 <= 0x39 }
    hasWords = bytes[path].contains { $0 == 0x2d || $0 == 0x5f || $0 >= 0x80 || $0 == 0x25 }
    var place = pathEnd + 1
    while place < end {
      let next = bytes[place..<end].firstIndex(of: 0x26) ?? end
      if !LinkParts.countsReaders(bytes[place..<next]), next > place { parameters.append(place..<next) }
      place = next + 1
    }
  }

  /// Whether it is more than a home page or a section: stories have numbers or several words in their addresses.
  var namesStory: Bool {
    hasDigits || hasWords || !parameters.isEmpty || !fragment.isEmpty
  }

  private static let counters = [
    "utm_", "fbclid=", "gclid=", "yclid=", "mc_cid=", "mc_eid=", "cmpid=", "ocid=", "rss=",
  ]
  .map { Array($0.utf8) }

  private static func countsReaders(_ parameter: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    counters.contains { parameter.starts(with: $0) }
  }
}
