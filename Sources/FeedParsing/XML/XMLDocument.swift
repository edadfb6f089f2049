/// The way of a document's bytes through the XML layer: find the root, mend, parse.
enum XMLDocument {
  /// The encoding that the XML declaration names, or nil. Looks at the first kilobyte, wherever in it the declaration is.
  static func declaredEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let head = UnsafeBufferPointer(rebasing: bytes[..<min(bytes.count, 1024)])
    guard let start = ByteClass.find("<?xml", in: head, from: 0),
      let end = head[start...].firstIndex(of: UInt8(ascii: ">")),
      let label = ByteClass.find("encoding", in: head, from: start), label < end
    else { return nil }
    var next = label + 8
    func skipSpace() {
      while next < end && ByteClass.isSpace(head[next]) { next += 1 }
    }
    skipSpace()
    guard next < end, head[next] == UInt8(ascii: "=") else { return nil }
    next += 1
    skipSpace()
    guard next < end, head[next] == UInt8(ascii: "\"") || head[next] == UInt8(ascii: "'") else { return nil }
    let value = next + 1
    guard let close = head[value..<end].firstIndex(of: head[next]) else { return nil }
    return String(decoding: head[value..<close], as: UTF8.self)
  }

  /// An element that a document may begin with.
  struct Root {
    /// The offset of its `<`.
    var offset: Int
    /// Its name without prefix, in lower case.
    var name: String
    /// True where it is no document of a known format itself, but holds some.
    var isEnvelope = false
  }

  /// The start tag of the root, as far as 4 KB, as text.
  static func tag(_ root: Root, in bytes: UnsafeBufferPointer<UInt8>) -> String {
    let rest = bytes[root.offset..<min(bytes.count, root.offset + 4096)]
    return String(decoding: rest[..<(rest.firstIndex(of: UInt8(ascii: ">")) ?? rest.endIndex)], as: UTF8.self)
  }

  /// The first element of one of those names, or, where there is none, the first element of any name.
  static func root(_ bytes: UnsafeBufferPointer<UInt8>, named names: Set<String>) -> Root? {
    var first: Root?
    var index = 0
    var unterminatedComment = false
    while index + 1 < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      if !unterminatedComment, ByteClass.matches("<!--", in: bytes, at: index) {
        if let end = ByteClass.find("-->", in: bytes, from: index + 4) {
          index = end + 3
        } else {
          unterminatedComment = true
          index += 4
        }
        continue
      }
      if ByteClass.isNameStart(bytes[index + 1]), let root = element(bytes, at: index) {
        if names.contains(root.name) { return root }
        if first == nil { first = root }
      }
      index += 1
    }
    return first
  }

  private static func element(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Root? {
    var next = index + 1
    var name: [UInt8] = []
    while next < bytes.count, name.count < 64, ByteClass.isName(bytes[next]) {
      if bytes[next] == UInt8(ascii: ":") {
        name.removeAll()
      } else {
        name.append(ByteClass.lowercased(bytes[next]))
      }
      next += 1
    }
    guard next < bytes.count,
      ByteClass.isSpace(bytes[next]) || bytes[next] == UInt8(ascii: ">") || bytes[next] == UInt8(ascii: "/")
    else { return nil }
    return Root(offset: index, name: String(decoding: name, as: UTF8.self))
  }

  /// Mends the document from its root on and passes its events to the sink.
  ///
  /// - Parameter isFeed: Its elements are those of feeds.
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, from root: Root, into sink: any XMLEventSink, isFeed: Bool = true,
    log: inout RepairLog
  ) {
    var repairer = XMLRepairer(bytes, knowsFields: isFeed)
    swap(&repairer.log, &log)
    let fault = XMLEventParser.parse(bytes, from: root.offset, with: &repairer, into: sink)
    swap(&repairer.log, &log)
    if fault.code != 0 {
      log.note(.parserFault, at: min(bytes.count, fault.offset), detail: "libxml2 code \(fault.code)")
    }
  }
}
