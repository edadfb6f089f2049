import Moonwire

extension ArchiveStatistics {
  /// A block for each file, and one for all where there are several.
  var filesText: String {
    let total = FileStatistics.total(of: files)
    let blocks = files.map { $0.text(title: $0.name) } + (files.count == 1 ? [] : [total.text(title: "all files")])
    return blocks.joined(separator: "\n")
  }

  /// The same as JSON.
  var filesJSON: JSONValue {
    [
      "schema": jsonSchema, "files": .array(files.map { .object([.file($0.name)] + $0.jsonMembers) }),
      "total": .object(FileStatistics.total(of: files).jsonMembers),
    ]
  }
}

extension FileStatistics {
  /// A table of the components, then what things cost. `title` stands above.
  ///
  ///     segment-00000047, 1,000,000 stories
  ///         postings        220,831,123   16.6 %   0.118 of raw
  func text(title: String) -> String {
    var table = TextTable(.left, .right, .right, .left)
    let all = bytes
    func add(_ name: String, _ bytes: Int) {
      let share = all > 0 ? ProgressLine.decimal(100 * Double(bytes) / Double(all), digits: 1) + " %" : ""
      let raw = shareOfRaw(bytes).map { ProgressLine.decimal($0, digits: 3) + " of raw" } ?? ""
      table.add("\u{A0} " + name, ProgressLine.grouped(Int64(bytes)), share, raw)
    }
    for component in components where component.bytes > 0 {
      add(String(component.name.map { $0 == "_" ? " " : $0 }), component.bytes)
    }
    add("total", all)
    if bytesWithoutStories < all { add("without the stories", bytesWithoutStories) }
    var costs = TextTable(.left, .right, .left)
    func cost(_ what: String, _ value: Double?, _ unit: String) {
      if let value { costs.add("\u{A0} " + what, ProgressLine.decimal(value, digits: 2), unit) }
    }
    cost("a posting", bitsPerPosting, "bits")
    cost("a position", bitsPerPosition, "bits")
    cost("a term", bytesPerTerm, "bytes")
    cost("a story stored", bytesPerStory, "bytes")
    return SafeText.line(title) + ", " + Quantity.count(stories, "story", "stories") + "\n" + table.text + costs.text
  }

  /// The figures as members of a JSON object.
  fileprivate var jsonMembers: [JSONValue.Member] {
    func number(_ key: String, _ value: Double?) -> JSONValue.Member {
      .init(key: key, value: value.map { .double($0) } ?? .null)
    }
    return [
      .init(key: "stories", value: .integer(Int64(stories))), .init(key: "terms", value: .integer(Int64(terms))),
      .init(key: "postings", value: .integer(Int64(postings))), .init(key: "tokens", value: .integer(Int64(tokens))),
      .init(key: "bytes", value: .integer(Int64(bytes))),
      .init(key: "bytesWithoutStories", value: .integer(Int64(bytesWithoutStories))),
      .init(key: "rawBytes", value: .integer(Int64(rawBytes))),
      .init(
        key: "components",
        value: .object(components.map { .init(key: $0.name, value: .integer(Int64($0.bytes))) })),
      number("shareOfRaw", shareOfRaw(bytes)), number("bitsPerPosting", bitsPerPosting),
      number("bitsPerPosition", bitsPerPosition), number("bytesPerTerm", bytesPerTerm),
      number("bytesPerStory", bytesPerStory),
    ]
  }
}

extension JSONValue.Member {
  fileprivate static func file(_ name: String) -> JSONValue.Member {
    .init(key: "file", value: .string(name))
  }
}
