/// Reads one JSON object (RFC 8259) out of a line, fast: members that a record has no place for are skipped unread, and
/// strings without escapes are taken over in one piece, eight bytes at a time.
///
/// Stricter than need be nowhere: control characters in strings are kept as they are, halves of surrogate pairs and
/// invalid UTF-8 become U+FFFD, the later of two members of the same name counts. Everything structural is checked.
struct JSONLineScanner: ~Copyable {
  /// Nested arrays and objects in members that are skipped.
  static let deepest = 512

  private var unescaped: UnsafeMutableRawBufferPointer

  init() {
    unescaped = .allocate(byteCount: 1 << 16, alignment: 16)
  }

  deinit {
    unescaped.deallocate()
  }

  /// The record of a line; the line must not be empty.
  mutating func scan(_ line: UnsafeRawBufferPointer) throws(JSONLinesFault) -> JSONLinesRecord {
    var cursor = JSONCursor(line)
    cursor.skipSpace()
    guard cursor.peek() == UInt8(ascii: "{") else { throw .notAnObject(saw: LineContent(line)) }
    cursor.advance()
    var record = JSONLinesRecord()
    var underscoredID = ""
    var url = ""
    var lang = ""
    cursor.skipSpace()
    if cursor.peek() == UInt8(ascii: "}") {
      cursor.advance()
    } else {
      while true {
        switch JSONMember(try key(&cursor)) {
        case .id: record.id = try value(&cursor)
        case .underscoredID: underscoredID = try value(&cursor)
        case .title: record.title = try value(&cursor)
        case .text: record.text = try value(&cursor)
        case .date: record.date = try value(&cursor)
        case .link: record.link = try value(&cursor)
        case .url: url = try value(&cursor)
        case .language: record.language = try value(&cursor)
        case .lang: lang = try value(&cursor)
        case .feed: record.feed = try value(&cursor)
        case nil: try cursor.skipValue(deepest: JSONLineScanner.deepest)
        }
        cursor.skipSpace()
        let byte = try cursor.take()
        if byte == UInt8(ascii: "}") { break }
        guard byte == UInt8(ascii: ",") else { throw cursor.unexpectedLast() }
        cursor.skipSpace()
      }
    }
    cursor.skipSpace()
    if cursor.peek() != nil {
      _ = try cursor.take()
      throw cursor.unexpectedLast()
    }
    if record.id.isEmpty { record.id = underscoredID }
    if record.link.isEmpty { record.link = url }
    if record.language.isEmpty { record.language = lang }
    return record
  }

  /// The name of the next member, behind which the cursor then stands at the value. Names with escapes in them, which
  /// nobody writes for the names that count here, are compared as they stand.
  private func key(_ cursor: inout JSONCursor) throws(JSONLinesFault) -> UnsafeRawBufferPointer {
    guard try cursor.take() == UInt8(ascii: "\"") else { throw cursor.unexpectedLast() }
    let name = try cursor.takeString().bytes
    cursor.skipSpace()
    guard try cursor.take() == UInt8(ascii: ":") else { throw cursor.unexpectedLast() }
    cursor.skipSpace()
    return name
  }

  /// The value as a text: of strings the content, of numbers the digits, of all else nothing.
  private mutating func value(_ cursor: inout JSONCursor) throws(JSONLinesFault) -> String {
    switch cursor.peek() ?? 0 {
    case UInt8(ascii: "\""):
      cursor.advance()
      let (bytes, hasEscapes) = try cursor.takeString()
      return hasEscapes ? try unescape(bytes, endColumn: cursor.column) : String(decoding: bytes, as: UTF8.self)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return String(decoding: try cursor.takeNumber(), as: UTF8.self)
    default:
      try cursor.skipValue(deepest: JSONLineScanner.deepest)
      return ""
    }
  }

  /// Undoes the escapes of a string. What comes out is never longer than what goes in: six bytes give at most three.
  private mutating func unescape(_ bytes: UnsafeRawBufferPointer, endColumn: Int) throws(JSONLinesFault) -> String {
    if unescaped.count < bytes.count {
      unescaped.deallocate()
      unescaped = .allocate(byteCount: bytes.count * 2, alignment: 16)
    }
    guard let output = unescaped.baseAddress, let input = bytes.baseAddress else { return "" }
    guard let length = JSONEscapes.undo(input, count: bytes.count, into: output) else {
      // Where exactly is found out only now, off the fast path.
      let fault = JSONEscapes.fault(bytes) ?? 0
      throw .unexpected(byte: bytes[fault], column: endColumn - 1 - bytes.count + fault)
    }
    return String(decoding: UnsafeRawBufferPointer(start: output, count: length), as: UTF8.self)
  }
}

/// The members that a record has a place for.
private enum JSONMember {
  case id, underscoredID, title, text, date, link, url, language, lang, feed

  init?(_ name: UnsafeRawBufferPointer) {
    switch name.count {
    case 2 where name.elementsEqual("id".utf8): self = .id
    case 3 where name.elementsEqual("_id".utf8): self = .underscoredID
    case 3 where name.elementsEqual("url".utf8): self = .url
    case 4 where name.elementsEqual("text".utf8): self = .text
    case 4 where name.elementsEqual("date".utf8): self = .date
    case 4 where name.elementsEqual("link".utf8): self = .link
    case 4 where name.elementsEqual("lang".utf8): self = .lang
    case 4 where name.elementsEqual("feed".utf8): self = .feed
    case 5 where name.elementsEqual("title".utf8): self = .title
    case 8 where name.elementsEqual("language".utf8): self = .language
    default: return nil
    }
  }
}
