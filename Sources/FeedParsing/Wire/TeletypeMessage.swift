internal import Corpus

/// One message of a teletype: its header, its text, what stands after the text.
struct TeletypeMessage {
  private var header: TeletypeHeader?
  /// Lines of the header after the first.
  private var headerLines: [ArraySlice<UInt8>] = []
  private var text: ArraySlice<UInt8>
  private var trailer: ArraySlice<UInt8> = []
  /// True for ANPA 1312, whose lines before the text begin with `^`.
  private(set) var isANPA = false

  /// Takes a message apart.
  init(_ message: ArraySlice<UInt8>) {
    var rest = message.drop { $0 <= 0x20 }
    var zczc: ArraySlice<UInt8> = []
    if rest.starts(with: "ZCZC".utf8) {
      zczc = rest.dropFirst(4).prefix { $0 != 0x0A && $0 != 0x0D }
      rest = rest[zczc.endIndex...]
      if let end = TeletypeMessage.line(of: "NNNN", in: rest) { rest = rest[..<end] }
    }
    if let end = rest.firstIndex(of: 0x03) {
      trailer = rest[(end + 1)...]
      rest = rest[..<end]
    }
    if let start = rest.firstIndex(of: 0x02) {
      let lines = rest[..<start].split { $0 == 0x0A || $0 == 0x0D }.filter { $0.contains { $0 > 0x20 } }
      header = lines.first.flatMap { TeletypeHeader(line: $0) } ?? TeletypeHeader(line: zczc)
      headerLines = Array(header == nil || lines.isEmpty ? lines[...] : lines.dropFirst())
      text = rest[(start + 1)...]
    } else {
      // Without STX the header is its first line, and of ANPA the second too.
      let lines = rest.split { $0 == 0x0A || $0 == 0x0D }.filter { $0.contains { $0 > 0x20 } }
      header = lines.first.flatMap { TeletypeHeader(line: $0) }
      let isHeadless = header == nil
      if isHeadless { header = TeletypeHeader(line: zczc) }
      var first = isHeadless ? 0 : 1
      if lines.count > 1, !isHeadless, TeletypeMessage.isANPAHeader(lines[1]) {
        headerLines = [lines[1]]
        first = 2
      }
      text = lines.count > first ? rest[lines[first].startIndex...] : []
    }
    isANPA =
      text.starts(with: "^".utf8)
      || text.contains(UInt8(ascii: "^")) && headerLines.contains(where: TeletypeMessage.isANPAHeader)
    if trailer.isEmpty, let end = text.lastIndex(where: { $0 > 0x20 }) { takeTrailer(before: end + 1) }
  }

  /// The story of the message.
  func entry(_ context: inout WireContext) -> FeedEntry {
    var entry = FeedEntry()
    entry.wire.urgency = header?.urgency
    if let header {
      entry.wire.provider = header.source.count > 1 ? header.source : ""
      FeedDraft.add(header.category, to: &entry.categories)
    }
    if isANPA { readANPA(into: &entry) } else { readIPTC(into: &entry) }
    context.setPublished([TeletypeMessage.date(in: trailer)], of: &entry)
    if let header {
      // Numbers begin anew every day.
      let day = entry.published?.dayDescription ?? String(EntryIdentity.contentHash(entry), radix: 16)
      entry.id = [header.source + header.number, day].joined(separator: " ")
      entry.idSource = .wireID
    }
    return entry
  }

  /// IPTC 7901: the slug in the header, then notes in brackets, a headline that ends with `=`, a byline, the text.
  private func readIPTC(into entry: inout FeedEntry) {
    entry.wire.slug =
      headerLines.map { TeletypeMessage.plain($0) }.filter { !$0.isEmpty }.joined(separator: " ")
      .trimmingMarks
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
    let heads = lines.prefix(8).map { TeletypeMessage.plain($0) }
    let marked = heads.firstIndex { $0.hasSuffix("=") }
    var title: [String] = []
    var consumed = 0
    for (index, line) in heads.enumerated() {
      let isHead = marked.map { index <= $0 } ?? title.isEmpty
      let isByline = NewsMLText.byline(line) != line && line.hasSuffix("=")
      guard line.isEmpty || isHead || isByline || line.isNote else { break }
      consumed = index + 1
      if line.isEmpty { continue }
      if line.isNote {
        entry.wire.editorialNote += (entry.wire.editorialNote.isEmpty ? "" : "\n") + line.trimmingMarks
      } else if isByline {
        FeedDraft.add(NewsMLText.byline(line.trimmingMarks), to: &entry.authors)
      } else {
        title.append(line.trimmingMarks)
      }
    }
    entry.title = title.joined(separator: " ")
    lines = lines.dropFirst(consumed)
    entry.text = TeletypeText.paragraphs(Array(lines.joined(separator: "\n".utf8)).filter { $0 != 0x0D })
  }

  /// ANPA 1312: lines that begin with `^` (keyword, headline, notes, byline, agency), then paragraphs that begin with a tab.
  private func readANPA(into entry: inout FeedEntry) {
    if let line = headerLines.first(where: TeletypeMessage.isANPAHeader) {
      let letter = line.first { $0 > 0x20 }.map { Character(Unicode.Scalar(ByteClass.lowercased($0))) } ?? " "
      entry.wire.urgency = ["f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 5, "z": 6, "s": 6, "w": 6][letter]
    }
    var headers: [String] = []
    var body: [UInt8] = []
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.first == UInt8(ascii: "^") {
        headers.append(TeletypeMessage.plain(line.dropFirst()).trimmingMarks)
      } else {
        body.append(contentsOf: line)
        body.append(0x0A)
      }
    }
    if let keyword = headers.first {
      // "BC-LT--Moon-Station,466": the last part counts the words.
      let parts = keyword.split(separator: ",").map { String($0).trimmedASCII }
      entry.wire.slug = parts.filter { Int($0) == nil }.joined(separator: ", ")
      entry.wire.version = TeletypeMessage.lead(keyword)
    }
    if headers.count > 1 { entry.title = headers[1] }
    for line in headers.dropFirst(2) {
      let lower = line.lowercased()
      if lower.hasPrefix("eds:") || lower.hasPrefix("editor") || lower.hasPrefix("ap photo") || line.isNote {
        entry.wire.editorialNote += (entry.wire.editorialNote.isEmpty ? "" : "\n") + line
      } else if NewsMLText.byline(line) != line {
        FeedDraft.add(NewsMLText.byline(line), to: &entry.authors)
      } else if line.utf8.count > 80 {
        entry.summary = line
      } else if entry.creator.isEmpty {
        entry.creator = line
      }
    }
    let joined = TeletypeText.split(body).joined(separator: "\n\n")
    entry.text = joined.replacingQuotes
  }

  /// `z`, a control or space, the category, `BC-SLUG … 02-20 0500`.
  private static func isANPAHeader(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
    guard words.count >= 4, words[0].utf8.count == 1, words[1].utf8.count == 1 else { return false }
    return words.contains { word in
      let parts = word.split(separator: "-")
      return parts.count == 2 && parts.allSatisfy { (1...2).contains($0.count) && Int($0) != nil }
    }
  }

  /// The number of a new lead ("2nd Ld" is the third version of a story); nil where the keyword names none.
  private static func lead(_ keyword: String) -> Int? {
    let lower = keyword.lowercased()
    for number in 1...20 {
      let ending = number == 1 ? "st" : number == 2 ? "nd" : number == 3 ? "rd" : "th"
      if lower.contains("\(number)\(ending) ld") || lower.contains("\(number)\(ending)ld") { return number + 1 }
    }
    return nil
  }

  /// Takes a last line that holds nothing but a date (`242200 GMT Jun 17`, `AP-WF-02-20-16 0337GMT<`) off the text.
  private mutating func takeTrailer(before end: Int) {
    let start = text[..<end].lastIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? text.startIndex
    guard !TeletypeMessage.date(in: text[start..<end]).isEmpty else { return }
    trailer = text[start..<end]
    text = text[..<start]
  }

  /// The date of a line in a form that `FeedDate` reads; empty where the line is none.
  static func date(in line: ArraySlice<UInt8>) -> String {
    let words = line.split { $0 <= 0x20 || $0 == UInt8(ascii: "<") }.map { String(decoding: $0, as: UTF8.self) }
    for index in words.indices {
      let word = words[index]
      // ddhhmm [zone] month year
      if word.utf8.count == 6, let moment = Int(word), moment >= 0 {
        let rest = words[(index + 1)...].prefix(3)
        guard let month = rest.first(where: { MonthNames.month($0.lowercased()) != nil }),
          let year = rest.last, Int(year) != nil
        else { continue }
        let zone = rest.first { ZoneNames.abbreviations[$0.lowercased()] != nil } ?? ""
        let digits = Array(word)
        return "\(String(digits[0...1])) \(month) \(year) \(String(digits[2...3])):\(String(digits[4...5])) \(zone)"
          .trimmedASCII
      }
      // AP-WF-mm-dd-yy hhmmZZZ
      let parts = word.split(separator: "-").map(String.init)
      guard parts.count >= 3, index + 1 < words.count else { continue }
      let day = parts.suffix(3)
      guard day.allSatisfy({ $0.utf8.count == 2 && Int($0) != nil }) else { continue }
      let time = Array(words[index + 1])
      guard time.count >= 4, time[..<4].allSatisfy({ $0.isASCII && $0.isNumber }) else { continue }
      let fields = Array(day)
      return
        "20\(fields[2])-\(fields[0])-\(fields[1]) \(String(time[0...1])):\(String(time[2...3])) \(String(time[4...]))"
        .trimmedASCII
    }
    return ""
  }

  private static func line(of word: String, in bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index...].starts(with: word.utf8) { return index }
      guard let end = bytes[index...].firstIndex(of: 0x0A) else { return nil }
      index = end + 1
    }
    return nil
  }

  private static func plain(_ line: ArraySlice<UInt8>) -> String {
    Array(line).withUnsafeBufferPointer { HTMLText.tidy($0, isOneLine: true) }.filter { $0 >= " " }
  }
}

extension String {
  /// The same without the marks that end lines of a teletype.
  fileprivate var trimmingMarks: String {
    var text = self
    while let last = text.last, "<=/ ".contains(last) { text.removeLast() }
    return text
  }

  /// True for a line wholly in brackets.
  fileprivate var isNote: Bool { hasPrefix("(") && trimmingMarks.hasSuffix(")") }

  /// The same with a typewriter's quotation marks (`` and '') as typographic ones.
  fileprivate var replacingQuotes: String {
    guard contains("``") || contains("''") else { return self }
    var result = ""
    var pending: Character?
    for character in self {
      if character == pending {
        result.removeLast()
        result.append(character == "`" ? "\u{201C}" : "\u{201D}")
        pending = nil
      } else {
        result.append(character)
        pending = character == "`" || character == "'" ? character : nil
      }
    }
    return result
  }
}
