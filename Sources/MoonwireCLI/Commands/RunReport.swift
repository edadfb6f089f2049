import Moonwire

/// What a run that brings stories in says at its end: a line for each problem on standard error, the figures on
/// standard output.
struct RunReport {
  /// Feeds read; nil where the input was no feed.
  var feeds: Int?
  /// Stories by what they did to the index.
  var stories: StoryCounts
  /// Files or records without anything to index.
  var passedOver: Int
  /// What went wrong.
  var problems: [Problem]
  /// Subscribed feeds that were left alone.
  var notDue = 0
  /// Whether merges were put off for want of time.
  var mergesPutOff = false

  /// Says it.
  func print(json: Bool, isQuiet: Bool = false, seconds: Double) throws {
    for problem in problems { complain(problem.description + RunReport.count(problem.failures)) }
    var output = StandardOutput()
    if json {
      try output.write(line: self.json)
    } else if !isQuiet, feeds != 0 || stories.total > 0 || problems.isEmpty {
      try output.write(figures(seconds: seconds) + "\n")
    }
    try output.flush()
  }

  /// " (5 times in a row)"; nothing for the first time.
  static func count(_ failures: Int?) -> String {
    guard let failures, failures > 1 else { return "" }
    return " (\(failures) times in a row)"
  }

  /// "14 feeds, 56 stories: 56 new, 0 changed; 3 files passed over; 0.1 s".
  func figures(seconds: Double) -> String {
    let brought =
      (feeds.map { Quantity.count($0, "feed", "feeds") + ", " } ?? "")
      + "\(Quantity.count(stories.total, "story", "stories")): \(ProgressLine.grouped(Int64(stories.added))) new, "
      + "\(ProgressLine.grouped(Int64(stories.updated))) changed"
    var parts = [brought]
    if passedOver > 0 {
      parts.append(
        (feeds == nil
          ? Quantity.count(passedOver, "empty record", "empty records")
          : Quantity.count(passedOver, "other file", "other files")) + " passed over")
    }
    if notDue > 0 { parts.append(Quantity.count(notDue, "feed", "feeds") + " not due") }
    if mergesPutOff { parts.append("merging put off") }
    parts.append(Quantity.time(seconds))
    return parts.joined(separator: "; ")
  }

  /// The figures as one line of JSON.
  var json: JSONValue {
    [
      "schema": jsonSchema, "feeds": feeds.map { .integer(Int64($0)) } ?? .null,
      "new": .integer(Int64(stories.added)), "changed": .integer(Int64(stories.updated)),
      "unchanged": .integer(Int64(stories.unchanged)), "passedOver": .integer(Int64(passedOver)),
      "notDue": .integer(Int64(notDue)), "mergesPutOff": .boolean(mergesPutOff),
      "problems": .array(
        problems.map {
          [
            "source": .string($0.source), "message": .string($0.message),
            "status": .integer(Int64(ExitStatus($0.trouble).rawValue)),
          ]
        }),
    ]
  }
}

extension ExitStatus {
  /// What a run that met this trouble ends with.
  init(_ trouble: Trouble) {
    self =
      switch trouble {
      case .noInput: .noInput
      case .badData: .data
      case .temporary: .temporary
      }
  }
}
