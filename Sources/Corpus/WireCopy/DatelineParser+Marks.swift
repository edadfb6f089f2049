/// What stands between the parts of a dateline.
extension DatelineParser {
  /// Passes spaces within the line.
  mutating func skipSpace() {
    offset = text.skipWhiteSpace(from: offset, to: end)
  }

  /// Passes a comma or full stop, or both, and spaces; whether there was one.
  mutating func skipStop() -> Bool {
    guard let length = stop() else { return false }
    offset += length
    if let second = stop() { offset += second }
    skipSpace()
    return true
  }

  private func stop() -> Int? {
    guard offset < end else { return nil }
    if text[offset] == 0x2c || text[offset] == 0x2e { return 1 }
    // The Arabic comma, U+060C.
    return text[offset] == 0xd8 && offset + 1 < end && text[offset + 1] == 0x8c ? 2 : nil
  }

  /// Passes a dash or a colon, which may stand close, and spaces; whether there was one.
  mutating func skipEnd() -> Bool {
    if skipDash() { return true }
    guard offset < end, text[offset] == 0x3a else { return false }
    offset += 1
    skipSpace()
    return true
  }

  /// Passes a slash and spaces; whether there was one.
  mutating func skipSlash() -> Bool {
    skipSpace()
    guard offset < end, text[offset] == 0x2f else { return false }
    offset += 1
    skipSpace()
    return true
  }

  /// Passes a dash of any length, with spaces around it; whether there was one. A hyphen within a word is none.
  mutating func skipDash() -> Bool {
    let before = offset
    skipSpace()
    var isDash = false
    while offset < end {
      let next = text.scalar(at: offset, end: end)
      guard next.value.isDash else { break }
      isDash = true
      offset += next.length
    }
    guard isDash else {
      skipSpace()
      return false
    }
    let after = offset
    skipSpace()
    let isHyphen = before == after - 1 && after == offset && text[before] == 0x2d && after < end
    if isHyphen { offset = before }
    return !isHyphen
  }

  /// Passes "ДАЛЬНИЙ ВОСТОК - " after an agency and its dash.
  mutating func skipBureau() {
    let before = offset
    var words = 0
    while words < 3, let word = capitalWord(),
      text.string(word).unicodeScalars.allSatisfy({ !$0.properties.isLowercase })
    {
      words += 1
      if offset < end, text[offset] == 0x20, !startsDash(offset) { offset += 1 }
    }
    if words > 0, skipDash() { return }
    offset = before
  }

  private func startsDash(_ place: Int) -> Bool {
    var ahead = self
    ahead.offset = place
    return ahead.skipDash()
  }

  /// Passes ", Ivan Petrov." after an agency; whether it did.
  mutating func skipByline() -> Bool {
    let before = offset
    if offset < end, text[offset] == 0x2c {
      offset += 1
      skipSpace()
    }
    var words = 0
    while words < 4, capitalWord() != nil {
      words += 1
      if offset < end, text[offset] == 0x20 { offset += 1 }
    }
    if words >= 2, offset < end, text[offset] == 0x2e {
      _ = skipStop()
      return true
    }
    offset = before
    return false
  }
}

extension WireText {
  /// The offset after marks of direction and byte order that a text may begin with.
  func skipMarks(from start: Int, to end: Int) -> Int {
    var offset = start
    while offset + 2 < end {
      switch (self[offset], self[offset + 1], self[offset + 2]) {
      case (0xe2, 0x80, 0x8e), (0xe2, 0x80, 0x8f), (0xe2, 0x80, 0xaa...0xae), (0xef, 0xbb, 0xbf): offset += 3
      default: return offset
      }
    }
    return offset
  }
}
