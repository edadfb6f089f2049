/// References to addresses, resolved as RFC 3986 (§5.2) says. Lenient: whatever cannot be resolved stays as written.
enum URLReference {
  /// The parts of a reference; nil where one is absent, which differs from empty.
  private struct Parts {
    var scheme: Substring?
    var authority: Substring?
    var path: Substring = ""
    var query: Substring?
    var fragment: Substring?

    init(_ text: Substring) {
      var rest = text
      if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "#")) {
        fragment = rest[rest.utf8.index(after: mark)...]
        rest = rest[..<mark]
      }
      if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
        query = rest[rest.utf8.index(after: mark)...]
        rest = rest[..<mark]
      }
      if let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")), URLReference.isScheme(rest[..<colon]) {
        scheme = rest[..<colon]
        rest = rest[rest.utf8.index(after: colon)...]
      }
      if rest.hasPrefix("//") {
        let start = rest.utf8.index(rest.startIndex, offsetBy: 2)
        let end = rest[start...].utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        authority = rest[start..<end]
        rest = rest[end...]
      }
      path = rest
    }

    var text: String {
      var text = ""
      if let scheme { text += scheme + ":" }
      if let authority { text += "//" + authority }
      text += path
      if let query { text += "?" + query }
      if let fragment { text += "#" + fragment }
      return text
    }
  }

  /// The reference as seen from the base; the reference itself where it is absolute or there is no usable base.
  static func resolve(_ reference: String, base: String?) -> String {
    guard let base, !base.isEmpty, !reference.isEmpty || !base.isEmpty else { return reference }
    var target = Parts(reference[...])
    if target.scheme != nil { return reference }
    let origin = Parts(base[...])
    guard origin.scheme != nil || origin.authority != nil || origin.path.hasPrefix("/") else { return reference }
    target.scheme = origin.scheme
    if target.authority != nil {
      target.path = normalized(target.path)
      return target.text
    }
    target.authority = origin.authority
    if target.path.isEmpty {
      target.path = origin.path
      if target.query == nil { target.query = origin.query }
    } else if target.path.hasPrefix("/") {
      target.path = normalized(target.path)
    } else {
      let directory = origin.path.utf8.lastIndex(of: UInt8(ascii: "/")).map { origin.path[...$0] }
      target.path = normalized((directory ?? (origin.authority == nil ? "" : "/")) + target.path)
    }
    return target.text
  }

  /// True for text that begins with a scheme.
  static func isAbsolute(_ text: String) -> Bool {
    text.utf8.firstIndex(of: UInt8(ascii: ":")).map { isScheme(text[..<$0]) } ?? false
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first | 0x20) else { return false }
    return text.utf8.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
    }
  }

  /// The path without `.` and `..` (§5.2.4). Byte by byte: characters take ten times as long.
  private static func normalized(_ path: Substring) -> Substring {
    let dot = UInt8(ascii: ".")
    guard path.utf8.contains(dot) else { return path }
    var kept: [Substring] = []
    let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Substring.init)
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      if segment.utf8.count <= 2, !segment.isEmpty, segment.utf8.allSatisfy({ $0 == dot }) {
        if segment.utf8.count == 2, kept.count > 1 || (kept.count == 1 && !kept[0].isEmpty) { kept.removeLast() }
        if isLast { kept.append("") }
      } else {
        kept.append(segment)
      }
    }
    return kept.joined(separator: "/")[...]
  }
}
