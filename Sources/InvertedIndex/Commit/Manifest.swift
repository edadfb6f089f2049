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

  static let version = 1
  static let prefix = "manifest-"

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
  /// - Throws: `IndexError.damaged` where the checksum does not match or a line is none of those above.
  init(_ file: MappedFile) throws(IndexError) {
    let text = String(decoding: file.bytes, as: UTF8.self)
    func damaged(_ what: String) -> IndexError { .damaged(path: file.path, what: what) }
    guard let end = text.range(of: "checksum ") else { throw damaged("it has no checksum") }
    let expected = String(Checksum.xxh3(Array(text[..<end.lowerBound].utf8)), radix: 16)
    guard text[end.upperBound...] == expected + "\n" else { throw damaged("its checksum does not match") }
    for line in text[..<end.lowerBound].split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      switch (words[0], words.count) {
      case ("moonwire-manifest", 2):
        guard words[1] == "\(Manifest.version)" else {
          throw damaged("it is of format \(words[1]), and this program reads format \(Manifest.version)")
        }
      case ("generation", 2): generation = Int(words[1]) ?? 0
      case ("next-segment", 2): nextSegment = Int(words[1]) ?? 0
      case ("analyzer", _): analyzer = words.dropFirst().joined(separator: " ")
      case ("segment", 5):
        segments.append(
          Segment(
            name: words[1], documents: Int(words[2]) ?? 0, live: words[3] == "-" ? nil : words[3],
            liveDocuments: Int(words[4]) ?? 0))
      default: throw damaged("the line '\(line)' is not understood")
      }
    }
  }

  /// The generations in a folder, newest first.
  static func generations(in names: [String]) -> [Int] {
    names.compactMap { $0.hasPrefix(prefix) ? Int($0.dropFirst(prefix.count)) : nil }.sorted(by: >)
  }

  static func fileName(of generation: Int) -> String {
    prefix + padded(generation)
  }
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
