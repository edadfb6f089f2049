/// A start tag, as the parser reports it. Valid only during the call that it is passed to.
struct XMLElement {
  /// The name without its prefix; ends with a zero byte.
  var local: UnsafePointer<UInt8>
  /// The prefix as written, or nil.
  var prefix: UnsafePointer<UInt8>?
  /// The namespace, or nil where the prefix is undeclared or there is none.
  var uri: UnsafePointer<UInt8>?
  /// The attributes.
  var attributes: XMLAttributes
}

/// The attributes of a start tag. Valid only during the call that the tag is passed to.
struct XMLAttributes {
  /// Five pointers an attribute: local name, prefix, namespace, start and end of the value.
  private let fields: UnsafePointer<UnsafePointer<UInt8>?>?
  /// The number of attributes.
  let count: Int

  init(fields: UnsafePointer<UnsafePointer<UInt8>?>?, count: Int) {
    self.fields = fields
    self.count = fields == nil ? 0 : max(0, count)
  }

  /// The value of the attribute of that name and prefix, without a prefix where none is given; nil where there is none.
  func bytes(_ name: StaticString, prefix: StaticString? = nil) -> UnsafeBufferPointer<UInt8>? {
    guard let fields else { return nil }
    for index in 0..<count {
      let field = fields + index * 5
      guard let local = field[0], equal(local, name), let start = field[3], let end = field[4] else { continue }
      if let prefix {
        guard let given = field[1], equal(given, prefix) else { continue }
      } else if field[1] != nil {
        continue
      }
      return UnsafeBufferPointer(start: start, count: max(0, end - start))
    }
    return nil
  }

  /// The same as a string.
  func string(_ name: StaticString, prefix: StaticString? = nil) -> String? {
    bytes(name, prefix: prefix).map(XMLAttributes.text)
  }

  /// An attribute's text. libxml2 without entity substitution gives `&amp;` as `&#38;`, and every other `&` too.
  private static func text(_ value: UnsafeBufferPointer<UInt8>) -> String {
    guard var next = ByteClass.find("&#38;", in: value, from: 0) else { return String(decoding: value, as: UTF8.self) }
    var bytes = Array(value[...next])
    next += 5
    while next < value.count {
      bytes.append(value[next])
      next += ByteClass.matches("&#38;", in: value, at: next) ? 5 : 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Calls `body` with name (without prefix) and value of each.
  func forEach(_ body: (_ prefix: String, _ name: String, _ value: String) -> Void) {
    guard let fields else { return }
    for index in 0..<count {
      let field = fields + index * 5
      guard let local = field[0], let start = field[3], let end = field[4] else { continue }
      let value = UnsafeBufferPointer(start: start, count: max(0, end - start))
      body(field[1].map { String(cString: $0) } ?? "", String(cString: local), XMLAttributes.text(value))
    }
  }

  private func equal(_ text: UnsafePointer<UInt8>, _ name: StaticString) -> Bool {
    let length = name.utf8CodeUnitCount
    for offset in 0..<length where text[offset] != name.utf8Start[offset] { return false }
    return text[length] == 0
  }
}

/// What takes the events of a document, in the document's order.
protocol XMLEventSink: AnyObject {
  /// An element begins.
  func begin(_ element: XMLElement)
  /// The innermost element ends.
  func end()
  /// A piece of text of the innermost element; valid UTF-8 that may be cut anywhere.
  func text(_ piece: UnsafeBufferPointer<UInt8>)
  /// True once no more events are wanted.
  var isDone: Bool { get }
}
