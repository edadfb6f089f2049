internal import Storage

/// A generation of the index: which files make it up. A small text file, `manifest-<generation>`, so that a person can
/// read it; its last line is the checksum of all before. The layout is in docs/FORMAT.md, "Manifest".
struct Manifest: Equatable {
  /// A segment and the file that says which of its documents are live; nil where all are.
  struct Segment: Equatable {
    var name: String
    var documents: Int
    var live: String?
    var liveDocuments: Int
  }

  static let version = 3
  static let prefix = "manifest-"

  /// The version of the format that the segments are of: `version`, or an older one.
  var format = Manifest.version
  /// Rises by one with each commit.
  var generation = 0
  /// The number of the next segment file.
  var nextSegment = 0
  /// The analyzer's name, for opening a writer on an empty index.
  var analyzer = ""
  /// The segments.
  var segments: [Segment] = []

  var fileName: String {
    Manifest.prefix + padded(generation)
  }

  /// Every file that this generation needs.
  var files: Set<String> {
    Set([fileName] + segments.map(\.name) + segments.compactMap(\.live))
  }

  func serialized() -> [UInt8] {
    var lines = "moonwire-manifest \(Manifest.version)\ngeneration \(generation)\nnext-segment \(nextSegment)\n"
    lines += "analyzer \(analyzer)\n"
    for segment in segments {
      lines += "segment \(segment.name) \(segment.documents) \(segment.live ?? "-") \(segment.liveDocuments)\n"
    }
    let checksum = String(Checksum.xxh3(Array(lines.utf8)), radix: 16)
    return Array((lines + "checksum \(checksum)\n").utf8)
  }

  init() {}

  /// Reads a manifest.
  ///
  /// - Throws: `IndexError.damaged` where the checksum does not match, the lines are not those of `serialized()`, or the
  ///   generation is not that of the file's name.
  init(_ file: MappedFile) throws(IndexError) {
    let text = String(decoding: file.bytes, as: UTF8.self)
    func damaged(_ what: String) -> IndexError { .damaged(path: file.path, what: what) }
    guard let end = text.range(of: "checksum ") else { throw damaged("it has no checksum") }
    let expected = String(Checksum.xxh3(Array(text[..<end.lowerBound].utf8)), radix: 16)
    guard text[end.upperBound...] == expected + "\n" else { throw damaged("its checksum does not match") }
    var lines = text[..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)[...]
    func value(of name: String) throws(IndexError) -> String {
      guard let line = lines.popFirst(), line.hasPrefix(name + " ") else {
        throw damaged("the line '\(name)' is missing")
      }
      return String(line.dropFirst(name.count + 1))
    }
    let version = try value(of: "moonwire-manifest")
    guard let format = Manifest.number(version), (1...Manifest.version).contains(format) else {
      throw damaged("it is of format \(version), and this program reads formats 1 to \(Manifest.version)")
    }
    self.format = format
    let numbers = (Manifest.number(try value(of: "generation")), Manifest.number(try value(of: "next-segment")))
    guard let generation = numbers.0, let nextSegment = numbers.1 else { throw damaged("a number is not understood") }
    self.generation = generation
    self.nextSegment = nextSegment
    analyzer = try value(of: "analyzer")
    guard lines.popLast() == "" else { throw damaged("it does not end with a line") }
    for line in lines {
      guard let segment = Segment(line), !segments.contains(where: { $0.name == segment.name }) else {
        throw damaged("the line '\(line)' is not understood")
      }
      segments.append(segment)
    }
    guard file.path.split(separator: "/").last.map(String.init) == fileName else {
      throw damaged("it is the manifest of generation \(generation)")
    }
  }

  /// A number of at most so many digits that counting on cannot overflow.
  fileprivate static func number(_ digits: some StringProtocol) -> Int? {
    digits.utf8.count <= 15 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
  }

  /// Whether the index makes files of that name. Others are left alone, also a copy that someone keeps of a manifest.
  static func isFileName(_ name: String) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    func isNumber(_ part: Substring) -> Bool { part.utf8.count >= 8 && number(part) != nil }
    switch (parts.first, parts.count) {
    case ("manifest", 2), ("segment", 2): return isNumber(parts[1])
    case ("segment", 4): return isNumber(parts[1]) && parts[2] == "live" && isNumber(parts[3])
    default: return name == "pending-manifest"
    }
  }

  /// The generations in a folder, newest first; other names that begin like a manifest's are none.
  static func generations(in names: [String]) -> [Int] {
    names.compactMap { name in
      guard name.hasPrefix(prefix), let generation = number(name.dropFirst(prefix.count)) else { return nil }
      return fileName(of: generation) == name ? generation : nil
    }.sorted(by: >)
  }

  static func fileName(of generation: Int) -> String {
    prefix + padded(generation)
  }
}

extension Manifest.Segment {
  /// Reads what stands in a manifest's line: "segment", the name, documents, the live file or "-", live documents.
  fileprivate init?(_ line: Substring) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 5, words[0] == "segment", words[1].hasPrefix("segment-"),
      Manifest.number(words[1].dropFirst("segment-".count)) != nil, let documents = Manifest.number(words[2]),
      words[3] == "-" || isLiveFile(words[3], of: words[1]), let liveDocuments = Manifest.number(words[4]),
      liveDocuments <= documents
    else { return nil }
    self.init(
      name: String(words[1]), documents: documents, live: words[3] == "-" ? nil : String(words[3]),
      liveDocuments: liveDocuments)
  }
}

/// Whether a name is that of a file of live documents of a segment.
private func isLiveFile(_ name: Substring, of segment: Substring) -> Bool {
  let prefix = segment + "-live-"
  return name.hasPrefix(prefix) && Manifest.number(name.dropFirst(prefix.count)) != nil
}

/// Eight digits, so that names sort as numbers do.
func padded(_ number: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
}

extension String {
  /// Where the last occurrence of some text is.
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var start = endIndex
    while start > startIndex {
      start = index(before: start)
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
    }
    return nil
  }
}
