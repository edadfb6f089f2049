extension XMLRepairer {
  /// Where an attribute's name and value are in the input.
  struct AttributeRange {
    var name: Range<Int>
    var value: Range<Int>
  }

  /// Deals with the start tag at `index`; returns where to go on.
  mutating func startTag(at index: Int) -> Int {
    var next = index + 1
    while next < bytes.count && ByteClass.isName(bytes[next]) { next += 1 }
    let name = index + 1..<next
    guard next < bytes.count else { return cutOff(at: index) }
    let after = bytes[next]
    guard name.count <= limits.nameBytes,
      ByteClass.isSpace(after) || after == UInt8(ascii: ">") || after == UInt8(ascii: "/")
    else {
      return literalLessThan(at: index)
    }
    var isSound = true
    attributes.removeAll(keepingCapacity: true)
    while true {
      while next < bytes.count && ByteClass.isSpace(bytes[next]) { next += 1 }
      guard next < bytes.count else { return cutOff(at: index) }
      let byte = bytes[next]
      if byte == UInt8(ascii: ">") { break }
      if byte == UInt8(ascii: "<") { return literalLessThan(at: index) }
      if byte == UInt8(ascii: "/") {
        if next + 1 < bytes.count && bytes[next + 1] == UInt8(ascii: ">") { break }
        isSound = false
        next += 1
      } else if ByteClass.isNameStart(byte) {
        guard attribute(at: &next, isSound: &isSound) else { return cutOff(at: index) }
      } else {
        isSound = false
        next += 1
      }
    }
    let isEmpty = bytes[next] == UInt8(ascii: "/")
    let end = next + (isEmpty ? 2 : 1)
    closeForgottenElements(before: name)
    if open.count >= limits.depth {
      log.note(.tooDeep, at: index, before: Repair.text(bytes[index..<end]))
      if !isEmpty { suppressed += 1 }
      drop(index, end)
      return end
    }
    beginTag(index, end)
    // An empty root is kept open like any other, for what may follow it.
    let isEmptyRoot = isEmpty && open.isEmpty && rootEnd == nil
    if end - index > limits.tagBytes || attributes.count > limits.attributes {
      log.note(
        .oversizedTag, at: index, before: Repair.text(bytes[index..<end]), after: "<\(Repair.text(bytes[name]))>")
      attributes.removeLast(end - index > limits.tagBytes ? attributes.count : attributes.count - limits.attributes)
      rewrite(name, isEmpty: isEmpty && !isEmptyRoot)
    } else if !isSound {
      let start = markup.count
      rewrite(name, isEmpty: isEmpty && !isEmptyRoot)
      log.note(
        .malformedAttribute, at: index, before: Repair.text(bytes[index..<end]), after: Repair.text(markup[start...]))
    } else if isEmptyRoot {
      rewrite(name, isEmpty: false)
    } else {
      markup.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<end]))
    }
    let namespaces = attributes.count { ByteClass.matches("xmlns", in: bytes, at: $0.name.lowerBound) }
    work.note(attributes: attributes.count, namespaces: namespaces)
    if work.units > Work.unitsBeforeNames {
      work.note(name: UnsafeBufferPointer(rebasing: bytes[name]))
      for attribute in attributes { work.note(name: UnsafeBufferPointer(rebasing: bytes[attribute.name])) }
    }
    if !isEmpty || isEmptyRoot {
      open.append(OpenElement(start: name.lowerBound, count: name.count, namespaces: namespaces))
    } else {
      work.openNamespaces -= namespaces
    }
    if isEmptyRoot {
      rootEnd = index
      if bytes[end...].contains(where: { !ByteClass.isSpace($0) }) { noteJunk(after: end) }
    }
    return end
  }

  /// What lies before a tag is text; the tag itself is not.
  mutating func beginTag(_ index: Int, _ end: Int) {
    flush(to: index)
    endRun()
    copied = max(copied, end)
  }

  /// Reads one attribute; false where the document ends within it.
  private mutating func attribute(at next: inout Int, isSound: inout Bool) -> Bool {
    let nameStart = next
    while next < bytes.count && ByteClass.isName(bytes[next]) { next += 1 }
    let name = nameStart..<next
    while next < bytes.count && ByteClass.isSpace(bytes[next]) { next += 1 }
    guard next < bytes.count else { return false }
    if name.count > limits.nameBytes {
      isSound = false
      return true
    }
    guard bytes[next] == UInt8(ascii: "=") else {
      isSound = false
      note(AttributeRange(name: name, value: name))
      return true
    }
    next += 1
    while next < bytes.count && ByteClass.isSpace(bytes[next]) { next += 1 }
    guard next < bytes.count else { return false }
    let quote = bytes[next]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      next += 1
      let start = next
      while next < bytes.count && bytes[next] != quote {
        let byte = bytes[next]
        if byte == UInt8(ascii: "&") {
          if CharacterReference(in: bytes, at: next)?.isXML != true { isSound = false }
        } else if byte == UInt8(ascii: "<") || ByteClass.isForbiddenControl(byte) || byte == 0xEF {
          isSound = false
        }
        next += 1
      }
      guard next < bytes.count else { return false }
      note(AttributeRange(name: name, value: start..<next))
      next += 1
      if next < bytes.count, !ByteClass.isSpace(bytes[next]), bytes[next] != UInt8(ascii: ">"),
        bytes[next] != UInt8(ascii: "/")
      {
        isSound = false
      }
    } else {
      isSound = false
      let start = next
      while next < bytes.count, !ByteClass.isSpace(bytes[next]), bytes[next] != UInt8(ascii: ">"),
        bytes[next] != UInt8(ascii: "<")
      {
        next += 1
      }
      note(AttributeRange(name: name, value: start..<next))
    }
    return true
  }

  /// Keeps an attribute, up to one more than a tag may have: that one too many were met is all that is asked of the rest.
  private mutating func note(_ attribute: AttributeRange) {
    if attributes.count <= limits.attributes { attributes.append(attribute) }
  }

  /// Deals with the end tag at `index`; returns where to go on.
  mutating func endTag(at index: Int) -> Int {
    var next = index + 2
    while next < bytes.count && ByteClass.isName(bytes[next]) { next += 1 }
    let name = index + 2..<next
    while next < bytes.count && ByteClass.isSpace(bytes[next]) { next += 1 }
    guard next < bytes.count else { return cutOff(at: index) }
    let isSound = bytes[next] == UInt8(ascii: ">")
    if name.isEmpty && !isSound { return literalLessThan(at: index) }
    if !isSound && bytes[next] != UInt8(ascii: "<") {
      while next < bytes.count && bytes[next] != UInt8(ascii: ">") && bytes[next] != UInt8(ascii: "<") { next += 1 }
    }
    let end = next < bytes.count && bytes[next] == UInt8(ascii: ">") ? next + 1 : next
    if suppressed > 0 && !isStructure(name) {
      suppressed -= 1
      drop(index, end)
      return end
    }
    suppressed = 0
    guard let level = level(of: name) else {
      log.note(rootEnd == nil ? .strayEndTag : .junkAfterRoot, at: index, before: Repair.text(bytes[index..<end]))
      drop(index, end)
      return end
    }
    if level == 0 { return endOfRoot(at: index, end: end) }
    if level < open.count - 1 {
      let tags = endTags(from: level + 1)
      log.note(.unclosedElement, at: index, count: open.count - 1 - level, after: tags)
    }
    beginTag(index, end)
    while open.count > level, let element = open.popLast() { appendEndTag(element) }
    return end
  }

  /// The root's end tag is held back until the document ends, so that items after it are read too.
  private mutating func endOfRoot(at index: Int, end: Int) -> Int {
    drop(index, end)
    if open.count > 1 {
      let tags = endTags(from: 1)
      log.note(.unclosedElement, at: index, count: open.count - 1, after: tags)
      endRun()
      while open.count > 1, let element = open.popLast() { appendEndTag(element) }
    }
    if rootEnd == nil {
      rootEnd = index
      if bytes[end...].contains(where: { !ByteClass.isSpace($0) }) { noteJunk(after: end) }
    }
    return end
  }

  private mutating func noteJunk(after end: Int) {
    var next = end
    while next < bytes.count {
      if ByteClass.matches("<!--", in: bytes, at: next) {
        next = (ByteClass.find("-->", in: bytes, from: next + 4) ?? bytes.count - 3) + 3
      } else if ByteClass.matches("<?", in: bytes, at: next) {
        next = (ByteClass.find("?>", in: bytes, from: next + 2) ?? bytes.count - 2) + 2
      } else if ByteClass.isSpace(bytes[next]) || bytes[next] == 0 {
        next += 1
      } else {
        return log.note(.junkAfterRoot, at: next)
      }
    }
  }

  private func level(of name: Range<Int>) -> Int? {
    if let last = open.last, isSame(last, name) { return open.count - 1 }
    if let level = open.lastIndex(where: { isSame($0, name) }) { return level }
    let text = UnsafeBufferPointer(rebasing: bytes[name])
    return open.lastIndex {
      $0.count == name.count
        && ByteClass.equalIgnoringCase(UnsafeBufferPointer(rebasing: bytes[$0.start..<$0.start + $0.count]), text)
    }
  }

  func isSame(_ element: OpenElement, _ name: Range<Int>) -> Bool {
    guard element.count == name.count else { return false }
    for offset in 0..<name.count where bytes[element.start + offset] != bytes[name.lowerBound + offset] { return false }
    return true
  }

  /// The document ends within the tag at `index`.
  private mutating func cutOff(at index: Int) -> Int {
    // A quote that never closed swallowed what follows: the tag is taken as text, and reading goes on after it.
    if ByteScan.byte(UInt8(ascii: "<"), in: bytes, from: index + 1) < bytes.count { return literalLessThan(at: index) }
    log.note(.truncated, at: index)
    drop(index, bytes.count)
    return bytes.count
  }

  private mutating func literalLessThan(at index: Int) -> Int {
    log.note(.bareLessThan, at: index, before: "<", after: "&lt;")
    return index + 1
  }

  private mutating func rewrite(_ name: Range<Int>, isEmpty: Bool) {
    markup.append(UInt8(ascii: "<"))
    markup.append(contentsOf: bytes[name])
    for attribute in attributes {
      markup.append(UInt8(ascii: " "))
      markup.append(contentsOf: bytes[attribute.name])
      markup.append(contentsOf: "=\"".utf8)
      appendAttributeValue(attribute.value)
      markup.append(UInt8(ascii: "\""))
    }
    markup.append(contentsOf: (isEmpty ? "/>" : ">").utf8)
  }

  private mutating func appendAttributeValue(_ range: Range<Int>) {
    var next = range.lowerBound
    while next < range.upperBound {
      let byte = bytes[next]
      if byte == UInt8(ascii: "&") {
        if let reference = CharacterReference(in: bytes, at: next), next + reference.length <= range.upperBound {
          reference.utf8.withBytes { text in
            for byte in text { appendEscaped(byte) }
          }
          next += reference.length
          continue
        }
        markup.append(contentsOf: "&amp;".utf8)
      } else if byte == 0xEF, next + 2 < range.upperBound, bytes[next + 1] == 0xBF, bytes[next + 2] >= 0xBE {
        next += 2
      } else if !ByteClass.isForbiddenControl(byte) {
        appendEscaped(byte)
      }
      next += 1
    }
  }

  /// Writes a byte of an attribute, `&`, `<`, `>` and `"` as references.
  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): markup.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "<"): markup.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): markup.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "\""): markup.append(contentsOf: "&quot;".utf8)
    default: markup.append(byte)
    }
  }

  /// The end tags of what is open from that level on, as a repair shows them; empty where one of its kind is shown already.
  func endTags(from level: Int, for kind: RepairKind = .unclosedElement) -> String {
    guard !log.holds(kind) else { return "" }
    var tags: [UInt8] = []
    for element in open[min(level, open.count)...].reversed() where tags.count <= Repair.longestText {
      tags += "</".utf8
      tags += bytes[element.start..<element.start + element.count]
      tags.append(UInt8(ascii: ">"))
    }
    return Repair.text(tags)
  }

  /// Writes the end tag of an element.
  mutating func appendEndTag(_ element: OpenElement) {
    work.openNamespaces -= element.namespaces
    markup.append(contentsOf: "</".utf8)
    markup.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[element.start..<element.start + element.count]))
    markup.append(UInt8(ascii: ">"))
  }
}
