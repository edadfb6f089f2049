import ArgumentParser
import Moonwire

/// `moonwire stats`: how much is in the archive.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Show how much is in the index.",
    discussion: """
      --files shows what each of the index's files is made of and what a posting, a position, a term and a story cost. \
      Raw is the size of the stored stories before compression.
      """)

  @Flag(help: "Show the parts of each file.")
  var files = false

  @OptionGroup var form: FormOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let statistics = try place.archive().statistics()
    var output = StandardOutput()
    if files {
      try output.write(form.json ? statistics.filesJSON.line + "\n" : statistics.filesText)
    } else {
      try output.write(form.json ? statistics.json.line + "\n" : statistics.text)
    }
    try output.flush()
  }
}

extension ArchiveStatistics {
  /// The figures for people: counts, then what else there is to say.
  var text: String {
    var counts = TextTable(.left, .right)
    counts.add("stories", ProgressLine.grouped(Int64(stories)))
    counts.add("passages", ProgressLine.grouped(Int64(passages)))
    counts.add("words", ProgressLine.grouped(Int64(tokens)))
    if earlierVersions > 0 { counts.add("earlier versions", ProgressLine.grouped(Int64(earlierVersions))) }
    if deleted > 0 { counts.add("deleted, not merged away yet", ProgressLine.grouped(Int64(deleted))) }
    counts.add("segments", ProgressLine.grouped(Int64(segments)))
    counts.add("size", Quantity.bytes(Int64(bytes)))
    for component in components where component.bytes > 0 {
      let name = String(component.name.map { $0 == "_" ? " " : $0 })
      counts.add("\u{A0} " + name, Quantity.bytes(Int64(component.bytes)))
    }
    var facts = TextTable(.left, .left)
    if let dates {
      facts.add("from", dates.lowerBound.dayDescription)
      facts.add("to", dates.upperBound.dayDescription)
    }
    facts.add("generation", String(generation))
    facts.add("analyzer", analyzer)
    return counts.text + "\n" + facts.text
  }

  /// The figures as JSON.
  var json: JSONValue {
    [
      "schema": jsonSchema, "stories": .integer(Int64(stories)), "earlierVersions": .integer(Int64(earlierVersions)),
      "deleted": .integer(Int64(deleted)),
      "passages": .integer(Int64(passages)), "tokens": .integer(Int64(tokens)),
      "postings": .integer(Int64(postings)), "terms": .integer(Int64(terms)),
      "segments": .integer(Int64(segments)), "bytes": .integer(Int64(bytes)),
      "components": .object(components.map { .init(key: $0.name, value: .integer(Int64($0.bytes))) }),
      "oldest": dates.map { .string($0.lowerBound.description) } ?? .null,
      "newest": dates.map { .string($0.upperBound.description) } ?? .null,
      "generation": .integer(Int64(generation)), "analyzer": .string(analyzer),
    ]
  }
}
