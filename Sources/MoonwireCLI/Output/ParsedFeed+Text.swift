import Moonwire

extension ParsedFeed {
  /// The feed for reading: what it is, its grade, what was mended with the bytes around it, and its entries.
  ///
  /// - Parameter source: the bytes as received, which repairs point into.
  func text(of source: [UInt8]) -> String {
    let grade = FeedGrade(self)
    var lines = ["\(format.name), \(encoding), \(Quantity.count(entries.count, "entry", "entries"))"]
    if !title.isEmpty { lines.append("title     " + SafeText.line(title)) }
    if !link.isEmpty { lines.append("link      " + SafeText.address(link)) }
    if !language.isEmpty { lines.append("language  " + SafeText.line(language)) }
    lines.append(
      "grade     \(grade.letter)" + (grade.reasons.isEmpty ? "" : ": " + grade.reasons.joined(separator: "; ")))
    for repair in repairs {
      let detail = repair.detail.isEmpty ? "" : " (\(SafeText.line(repair.detail)))"
      lines.append("repair    \(repair.kind.rawValue)\(detail) at byte \(repair.offset), \(repair.count) in all")
      if !repair.before.isEmpty || !repair.after.isEmpty {
        lines.append(
          "          \(ParsedFeed.shown(repair.before, empty: "nothing")) read as "
            + ParsedFeed.shown(repair.after, empty: "nothing"))
      }
      let excerpt = ParsedFeed.excerpt(of: source, around: repair.offset)
      if !excerpt.isEmpty { lines.append("          " + excerpt) }
    }
    for warning in warnings {
      lines.append(
        "warning   \(warning.kind.rawValue)" + (warning.detail.isEmpty ? "" : ": " + SafeText.line(warning.detail)))
    }
    for (number, entry) in entries.enumerated() {
      lines.append("")
      lines.append("\(number + 1). \(entry.title.isEmpty ? "(no headline)" : SafeText.line(entry.title))")
      let undated = entry.publishedText.isEmpty ? "no date" : "no date ('\(SafeText.line(entry.publishedText))')"
      var facts = [(entry.published ?? entry.updated)?.description ?? undated, "id " + SafeText.line(entry.id)]
      if !entry.language.isEmpty { facts.append(SafeText.line(entry.language)) }
      if !entry.wire.slug.isEmpty { facts.append("slug " + SafeText.line(entry.wire.slug)) }
      if let urgency = entry.wire.urgency { facts.append("urgency \(urgency)") }
      if let place = entry.place { facts.append(place.words) }
      if entry.wire.status != .usable { facts.append(entry.wire.status.rawValue) }
      lines.append("   " + facts.joined(separator: ", "))
      if !entry.link.isEmpty { lines.append("   " + SafeText.address(entry.link)) }
      let text = SafeText.line(entry.text)
      if !text.isEmpty { lines.append("   " + (text.count > 240 ? text.prefix(239) + "…" : text[...])) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text in quotation marks, harmless to print.
  private static func shown(_ text: String, empty: String) -> String {
    text.isEmpty ? empty : "'\(SafeText.line(text))'"
  }

  /// Some bytes before and behind an offset, harmless to print, with a mark between them.
  private static func excerpt(of source: [UInt8], around offset: Int) -> String {
    guard source.indices.contains(offset) else { return "" }
    let before = source[max(0, offset - 30)..<offset]
    let behind = source[offset..<min(source.count, offset + 40)]
    return SafeText.line(String(decoding: before, as: UTF8.self)) + " ▸"
      + SafeText.line(String(decoding: behind, as: UTF8.self))
  }
}

extension FeedPlace {
  /// The place in one phrase: `point 45.6 63.3`.
  fileprivate var words: String {
    let first = positions.prefix(2).map { "\($0.latitude) \($0.longitude)" }.joined(separator: ", ")
    let more = positions.count > 2 ? ", …" : ""
    return "\(shape.rawValue) \(first)\(more)" + (system.isEmpty ? "" : " (\(SafeText.line(system)))")
  }
}
