/// Reads the marks of a headline.
///
///     headline = [open] mark [number] [close] stop+ … rest            "CORRECTED-UPDATE 2-Rocket flies", "【更正】…"
///              | mark mark [mark …] stop* rest                        "KILL KILL KILL Rocket flies"
///              | rest open mark [number] close                        "Rocket flies (corrected)"
struct NoticeParser {
  /// Marks in a row that are read.
  private static let mostMarks = 4

  let text: WireText
  let end: Int
  var offset = 0

  init(_ text: WireText) {
    self.text = text
    end = text.trimmed(0..<text.count).upperBound
  }

  mutating func parse() -> WireNotice? {
    offset = text.skipWhiteSpace(from: 0, to: end)
    var notice: WireNotice?
    for _ in 0..<NoticeParser.mostMarks {
      let before = offset
      guard let next = mark(), notice == nil || offset < end else {
        offset = before
        break
      }
      if notice == nil { notice = next }
      if notice?.number == nil { notice?.number = next.number }
      if notice?.until.isEmpty ?? false { notice?.until = next.until }
    }
    if notice == nil { return closing() }
    notice?.headline = text.string(offset..<end)
    return notice
  }

  /// One mark and what sets it off.
  private mutating func mark() -> WireNotice? {
    guard offset < end else { return nil }
    let opening = bracket(at: offset)
    if let opening { offset += opening.length }
    guard offset < end else { return nil }
    let before = numberBefore()
    guard offset < end, let mark = before == nil ? word() : NoticeMark.lead else { return nil }
    var repeats = 1
    while !mark.bytes.isEmpty, isNext(mark) { repeats += 1 }
    let number = before ?? (mark.kind == .embargoed ? nil : number())
    var until = ""
    if mark.kind == .embargoed {
      let start = offset
      offset = endOfTime()
      until = text.string(text.trimmed(start..<offset))
    }
    if let opening {
      offset = text.skipWhiteSpace(from: offset, to: end)
      guard let closing = text.next(offset, end), closing.value == opening.closing else { return nil }
      offset += closing.length
      skipStops()
      return WireNotice(kind: mark.kind, number: number, headline: "", until: until)
    }
    let isSetOff = skipStop(after: mark) || (offset == end && mark.isLoud && mark.kind.endsUse)
    guard repeats > 1 || (isSetOff && mark.isEnoughOnce) else { return nil }
    if repeats > 1 { skipStops() }
    return WireNotice(kind: mark.kind, number: number, headline: "", until: until)
  }

  /// "Rocket flies (corrected)", "… （更正）".
  private mutating func closing() -> WireNotice? {
    guard end > 1 else { return nil }
    let last = text.scalar(before: end, start: 0)
    guard last.value == ")" || last.value == "）" || last.value == "]" || last.value == "】" else { return nil }
    var start = end - last.length
    while start > 0, end - start < 40 {
      let before = text.scalar(before: start, start: 0)
      start -= before.length
      guard let opening = bracket(at: start) else { continue }
      offset = start + opening.length
      let isLower = offset < end && text[offset] >= 0x61 && text[offset] <= 0x7a
      guard opening.closing == last.value else { return nil }
      let ahead = numberBefore()
      guard offset < end, let mark = ahead != nil ? .lead : isLower ? lowerWord() : word() else { return nil }
      let number = ahead ?? number()
      guard offset == end - last.length, mark.kind.isRevision else { return nil }
      return WireNotice(
        kind: mark.kind, number: number, headline: text.string(text.trimmed(0..<start)), until: "")
    }
    return nil
  }

  // MARK: - Parts

  /// Passes a mark's word.
  private mutating func word() -> NoticeMark? {
    for mark in NoticeMark.marks(beginningWith: text[offset]) where text.hasPrefix(mark.bytes, at: offset, end: end) {
      let after = offset + mark.bytes.count
      // Ideographs stand side by side: only what sets a mark off tells there.
      if mark.bytes[0] < 0xe0, let next = text.next(after, end), next.value.properties.isAlphabetic { continue }
      offset = after
      return mark
    }
    return nil
  }

  /// A mark in lower case, which counts in brackets at the end.
  private mutating func lowerWord() -> NoticeMark? {
    for mark in NoticeMark.marks(beginningWith: text[offset] & 0xdf) where mark.isLoud {
      let after = offset + mark.bytes.count
      guard after <= end, mark.bytes.indices.allSatisfy({ text[offset + $0] & 0xdf == mark.bytes[$0] & 0xdf }) else {
        continue
      }
      offset = after
      return mark
    }
    return nil
  }

  /// Passes the same mark once more.
  private mutating func isNext(_ mark: NoticeMark) -> Bool {
    let next = text.skipWhiteSpace(from: offset, to: end)
    guard next > offset, text.hasPrefix(mark.bytes, at: next, end: end) else { return false }
    offset = next + mark.bytes.count
    return true
  }

  /// Where the time of an embargo ends: before a dash between spaces, or a colon or full stop that a space follows.
  private func endOfTime() -> Int {
    var place = offset
    var spaceBefore = false
    while place < end, place - offset < 80 {
      guard let next = text.next(place, end) else { break }
      let after = place + next.length
      let spaceAfter = after >= end || (text.next(after, end)?.value.isSpace ?? true)
      switch next.value {
      case ":" where spaceAfter, "：", "】", "]", ")", "）", "|": return place
      case let value where value.isDash && spaceBefore && spaceAfter: return place
      default: break
      }
      spaceBefore = next.value.isSpace
      place = after
    }
    return place
  }

  /// Passes what sets a mark off; whether it does.
  private mutating func skipStop(after mark: NoticeMark) -> Bool {
    let spaced = text.skipWhiteSpace(from: offset, to: end)
    guard let next = text.next(spaced, end) else { return false }
    let after = spaced + next.length
    let isFree = spaced > offset || after >= end || (text.next(after, end)?.value.isSpace ?? true)
    switch next.value {
    case ":", "：", "|", "！", "】", "。": break
    case "!", ".", "/": guard mark.isLoud || isFree else { return false }
    case let value where value.isDash: guard mark.isLoud || isFree else { return false }
    default: return false
    }
    offset = after
    skipStops()
    return true
  }

  private mutating func skipStops() {
    while let next = text.next(offset, end) {
      switch next.value {
      case ":", "：", "|", "!", "！", ".", "。", "/": break
      case let value where value.isSpace || value.isDash: break
      default: return
      }
      offset += next.length
    }
  }

  private func bracket(at place: Int) -> (length: Int, closing: Unicode.Scalar)? {
    guard let next = text.next(place, end) else { return nil }
    switch next.value {
    case "(": return (1, ")")
    case "[": return (1, "]")
    case "（": return (next.length, "）")
    case "【": return (next.length, "】")
    default: return nil
    }
  }
}

extension WireText {
  /// The character at `offset`; nil at the end.
  func next(_ offset: Int, _ end: Int) -> (value: Unicode.Scalar, length: Int)? {
    offset < end ? scalar(at: offset, end: end) : nil
  }
}

extension WireNotice.Kind {
  /// Whether a headline of nothing but the mark makes sense: a story is taken back.
  fileprivate var endsUse: Bool {
    self == .withdrawn || self == .held
  }
}
