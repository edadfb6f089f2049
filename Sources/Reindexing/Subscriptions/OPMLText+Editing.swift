extension OPMLText {
  /// Adds feeds in their folders, each behind the last that is there; makes the folders that are missing. False where
  /// there is no end of a body.
  ///
  /// - Complexity: O(n + m) for a list of n bytes and m feeds, and a move of the list's rest for each folder that was there.
  mutating func add(_ feeds: [Subscription]) -> Bool {
    let content = content
    guard let end = content.end else { return false }
    var branches: [Int: (end: Range<Int>, branch: OPMLBranch)] = [:]
    for feed in feeds {
      let folders = feed.folders.prefix(OPMLBranch.deepest).filter { !$0.isEmpty }
      // The innermost of its folders that is there already, or the body.
      var known = folders.count
      while known > 0, content.folderEnds[Array(folders[..<known])] == nil { known -= 1 }
      let range = content.folderEnds[Array(folders[..<known])] ?? end
      branches[range.lowerBound, default: (range, OPMLBranch())].branch.add(feed, in: folders[known...])
    }
    for place in branches.keys.sorted(by: >) {
      if let (end, branch) = branches[place] { insert(branch, before: end) }
    }
    return true
  }

  /// Sets an attribute of all feeds of an address; nil takes it away. False where there is no such feed.
  ///
  /// - Parameter name: As it is written where the feed has no such attribute yet.
  mutating func set(_ name: String, to value: String?, url: String) -> Bool {
    let matching = outlines.filter { $0.url == url }
    for outline in matching.reversed() {
      let place = outline.tag.places[name.lowercased()]
      switch (place, value) {
      case (let place?, let value?):
        bytes.replaceSubrange(place.value, with: OPMLText.escaped(value).utf8)
      case (let place?, nil):
        var start = place.whole.lowerBound
        while start > 0, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[start - 1]) { start -= 1 }
        bytes.removeSubrange(start..<place.whole.upperBound)
      case (nil, let value?):
        let address = outline.tag.places["xmlurl"] ?? outline.tag.places["url"]
        guard let address else { continue }
        let text = " \(name)=\"\(OPMLText.escaped(value))\""
        bytes.insert(contentsOf: text.utf8, at: address.whole.upperBound)
      case (nil, nil): break
      }
    }
    return !matching.isEmpty
  }

  /// Removes all feeds of an address; what is within them stays. False where there is none.
  mutating func remove(url: String) -> Bool {
    let matching = outlines.filter { $0.url == url }
    let ranges = matching.flatMap { [$0.tag.range, $0.endTag].compactMap { $0 } }
      .sorted { $0.lowerBound > $1.lowerBound }
    for range in ranges { bytes.removeSubrange(widened(range)) }
    return !ranges.isEmpty
  }

  /// On lines of their own, one step further in than the end tag.
  private mutating func insert(_ branch: OPMLBranch, before end: Range<Int>) {
    if let lineStart = startOfLine(before: end.lowerBound) {
      let indent = String(decoding: bytes[lineStart..<end.lowerBound], as: UTF8.self)
      bytes.insert(contentsOf: branch.text(indent: indent + "  ").utf8, at: lineStart)
    } else {
      bytes.insert(contentsOf: ("\n" + branch.text(indent: "    ") + "  ").utf8, at: end.lowerBound)
    }
  }

  /// With the white space before it and the line end behind it, where the range has its line for itself.
  private func widened(_ range: Range<Int>) -> Range<Int> {
    guard let start = startOfLine(before: range.lowerBound) else { return range }
    var end = range.upperBound
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0d { end += 1 }
    guard end < bytes.count, bytes[end] == 0x0a else { return range }
    return start..<(end + 1)
  }

  /// Where the line begins, if there is only white space between its beginning and the offset.
  private func startOfLine(before offset: Int) -> Int? {
    var start = offset
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    return start > 0 && bytes[start - 1] == 0x0a ? start : nil
  }

  /// A text as the value of an attribute in either kind of quotes. Beyond ASCII as references, which are right in every
  /// encoding.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&apos;"
      case _ where scalar.value < 0x20: escaped += " "
      case _ where scalar.value < 0x7f: escaped.unicodeScalars.append(scalar)
      default: escaped += "&#\(scalar.value);"
      }
    }
    return escaped
  }
}

/// Feeds and the folders around them, to be written into a list.
struct OPMLBranch {
  /// Folders within folders beyond this are left out; lists from outside may have any number.
  static let deepest = 16

  private var feeds: [Subscription] = []
  private var folders: [(name: String, branch: OPMLBranch)] = []
  private var placeOfFolder: [String: Int] = [:]

  /// Adds a feed in folders, which are made.
  mutating func add(_ feed: Subscription, in path: ArraySlice<String>) {
    guard let name = path.first else {
      feeds.append(feed)
      return
    }
    let place = placeOfFolder[name] ?? folders.count
    if place == folders.count {
      placeOfFolder[name] = place
      folders.append((name, OPMLBranch()))
    }
    folders[place].branch.add(feed, in: path.dropFirst())
  }

  /// A line for each outline.
  func text(indent: String) -> String {
    var text = ""
    for feed in feeds {
      let name = OPMLText.escaped(feed.title.isEmpty ? feed.url : feed.title)
      text += "\(indent)<outline type=\"rss\" text=\"\(name)\" xmlUrl=\"\(OPMLText.escaped(feed.url))\""
      for (name, value) in feed.attributes { text += " \(name)=\"\(OPMLText.escaped(value))\"" }
      text += "/>\n"
    }
    for (name, branch) in folders {
      text += "\(indent)<outline text=\"\(OPMLText.escaped(name))\">\n"
      text += branch.text(indent: indent + "  ") + "\(indent)</outline>\n"
    }
    return text
  }
}
