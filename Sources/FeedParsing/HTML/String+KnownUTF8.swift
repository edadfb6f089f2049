extension String {
  /// The text of bytes that are known to be well-formed UTF-8, without another look at each of them: what `TextDecoder` made
  /// and the XML layer passed on (its invariant), or a part of it cut between characters. A debug build looks all the same,
  /// and so does every run of the mutator.
  init(knownUTF8 bytes: UnsafeBufferPointer<UInt8>) {
    assert(String(validating: bytes, as: UTF8.self) != nil, "text that is not UTF-8")
    if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
      self.init(copying: unsafe UTF8Span(unchecked: bytes.span))
    } else {
      self.init(decoding: bytes, as: UTF8.self)
    }
  }
}
