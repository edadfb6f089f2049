import ArgumentParser
import Moonwire

/// `moonwire check`: reads every byte of the index and reports every fault.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read every byte of the index and report every fault.",
    discussion: "Exit status: 0 the index is whole, 65 it is damaged.")

  @OptionGroup var form: FormOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let report = try IndexCheck.run(directory: place.archiveHome().indexDirectory)
    var output = StandardOutput()
    if form.json {
      try output.write(line: report.json)
    } else {
      for fault in report.faults { try output.write(SafeText.line(fault) + "\n") }
      let faults = report.faults.isEmpty ? "no faults" : Quantity.count(report.faults.count, "fault", "faults")
      try output.write(
        "\(faults) in \(Quantity.count(report.files, "file", "files")), \(Quantity.bytes(Int64(report.bytes))), "
          + Quantity.count(report.stories, "story", "stories") + "\n")
    }
    try output.flush()
    if !report.faults.isEmpty { throw CommandFailure(.data, nil) }
  }
}

extension IndexCheck.Report {
  /// The report as one line of JSON.
  var json: JSONValue {
    [
      "schema": jsonSchema, "generation": .integer(Int64(generation)), "files": .integer(Int64(files)),
      "bytes": .integer(Int64(bytes)), "stories": .integer(Int64(stories)), "terms": .integer(Int64(terms)),
      "postings": .integer(Int64(postings)), "faults": .array(faults.map { .string($0) }),
    ]
  }
}
