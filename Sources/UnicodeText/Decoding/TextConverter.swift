internal import CICU

/// The single owner of one ICU converter, from one encoding to UTF-8.
struct TextConverter: ~Copyable {
  private let converter: OpaquePointer
  private static let unitsAtOnce = 4096

  /// Nil where ICU has no such converter.
  init?(_ encoding: TextEncoding) {
    guard let converter = moonwire_ucnv_open(encoding.converterName) else { return nil }
    self.converter = converter
  }

  deinit {
    moonwire_ucnv_close(converter)
  }

  /// What a conversion gave.
  struct Output {
    /// Valid UTF-8.
    var utf8: [UInt8] = []
    /// How many byte sequences the encoding does not define; each became U+FFFD.
    var replaced = 0
    /// Where the first of them was, as an offset into the source.
    var firstReplaced: Int?
    /// Whether the limit was met before the end.
    var isCut = false
  }

  /// Converts the bytes, up to about `limit` bytes of UTF-8.
  func convert(_ source: UnsafeBufferPointer<UInt8>, limit: Int = .max) -> Output {
    var output = Output()
    guard let base = source.baseAddress, source.count > 0 else { return output }
    // Three bytes a character at most, of which the pages that stay empty are never there: growing would copy all, and
    // hold it twice meanwhile.
    let most = 3 * source.count
    output.utf8.reserveCapacity(most <= limit ? most : limit + 3 * TextConverter.unitsAtOnce)
    moonwire_ucnv_reset(converter)
    var transcoder = UTF16Appender()
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: TextConverter.unitsAtOnce) { units in
      guard let unitsBase = units.baseAddress else { return }
      base.withMemoryRebound(to: CChar.self, capacity: source.count) { chars in
        var next: UnsafePointer<CChar>? = chars
        let end = chars + source.count
        while true {
          var target: UnsafeMutablePointer<UInt16>? = unitsBase
          let status = moonwire_ucnv_to_unicode(converter, &target, unitsBase + units.count, &next, end)
          let written = target.map { $0 - unitsBase } ?? 0
          transcoder.append(UnsafeBufferPointer(start: unitsBase, count: written), to: &output.utf8)
          if output.utf8.count >= limit {
            output.isCut = status != 0 || next.map { $0 < end } ?? false
            break
          }
          if status == MOONWIRE_ICU_OVERFLOW { continue }
          guard status > 0 else { break }
          transcoder.finish(&output.utf8)
          output.replaced += 1
          let consumed = next.map { $0 - chars } ?? source.count
          if output.firstReplaced == nil {
            output.firstReplaced = max(0, consumed - Int(moonwire_ucnv_invalid_count(converter)))
          }
          output.utf8.append(contentsOf: [0xEF, 0xBF, 0xBD])
          if consumed >= source.count { break }
        }
      }
    }
    transcoder.finish(&output.utf8)
    return output
  }
}

/// Turns UTF-16 code units, which may come in pieces, into UTF-8; a lone surrogate becomes U+FFFD.
private struct UTF16Appender {
  private var high: UInt32 = 0

  mutating func append(_ units: UnsafeBufferPointer<UInt16>, to utf8: inout [UInt8]) {
    for unit in units {
      let value = UInt32(unit)
      if high != 0 {
        if value & 0xFC00 == 0xDC00 {
          append(scalar: 0x10000 + ((high & 0x3FF) << 10) + (value & 0x3FF), to: &utf8)
          high = 0
          continue
        }
        append(scalar: 0xFFFD, to: &utf8)
        high = 0
      }
      switch value & 0xFC00 {
      case 0xD800: high = value
      case 0xDC00: append(scalar: 0xFFFD, to: &utf8)
      default: append(scalar: value, to: &utf8)
      }
    }
  }

  mutating func finish(_ utf8: inout [UInt8]) {
    if high != 0 { append(scalar: 0xFFFD, to: &utf8) }
    high = 0
  }

  private func append(scalar value: UInt32, to utf8: inout [UInt8]) {
    if value < 0x80 {
      utf8.append(UInt8(value))
    } else if value < 0x800 {
      utf8.append(UInt8(0xC0 | value >> 6))
      utf8.append(UInt8(0x80 | value & 0x3F))
    } else if value < 0x10000 {
      utf8.append(UInt8(0xE0 | value >> 12))
      utf8.append(UInt8(0x80 | value >> 6 & 0x3F))
      utf8.append(UInt8(0x80 | value & 0x3F))
    } else {
      utf8.append(UInt8(0xF0 | value >> 18))
      utf8.append(UInt8(0x80 | value >> 12 & 0x3F))
      utf8.append(UInt8(0x80 | value >> 6 & 0x3F))
      utf8.append(UInt8(0x80 | value & 0x3F))
    }
  }
}
