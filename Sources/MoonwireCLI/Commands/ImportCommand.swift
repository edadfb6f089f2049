import ArgumentParser
import Moonwire

/// `moonwire import FILE.jsonl[.gz]|-`: indexes stories from JSON Lines.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Index stories from JSON Lines.",
    discussion: """
      Each line is an object with id, title, text, date, link, language and feed, all optional but text or title. \
      Files may be compressed with gzip; - is standard input.
      """)

  @Argument(help: ArgumentHelp("A JSON Lines file, plain or gzip, or - for standard input.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp("The feed of records that name none; by default the file's name.", valueName: "name"))
  var feed: String?

  @Option(help: ArgumentHelp("Put off what merging would take longer ('90s', '5m').", valueName: "duration"))
  var mergeBudget: MergeTime?

  @OptionGroup var indexing: IndexingOptions
  @OptionGroup var form: FormOptions
  @OptionGroup var telling: ProgressOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    Interruption.listen()
    let start = ContinuousClock.now
    let reader = try JSONLinesReader(path: file)
    var options = indexing.writerOptions
    options.mergeBudget = mergeBudget?.budget
    let writer = try IndexWriter(
      directory: place.archiveHome().indexDirectory, options: options, holder: Surroundings.holder("import"))
    let progress = ProgressBox("Importing", isQuiet: telling.quiet)
    defer { progress.finish() }
    let size = Folder.size(ofFile: file)
    let summary = try JSONLinesImporter(collection: feed, path: file, now: .now).run(reader, into: writer) {
      progress.update(done: $0, total: size, isBytes: true, stories: $1)
      return !progress.isInterrupted()
    }
    progress.finish()

    let seconds = (ContinuousClock.now - start) / .seconds(1)
    var report = RunReport(
      feeds: nil, stories: summary.stories, passedOver: summary.emptyRecords, problems: problems(summary))
    report.mergesPutOff = summary.mergesPutOff
    try report.print(json: form.json, isQuiet: telling.quiet, seconds: seconds)
    if let trouble = summary.trouble { throw CommandFailure(ExitStatus(trouble), nil) }
  }

  private func problems(_ summary: JSONLinesImporter.Summary) -> [Problem] {
    let source = file == "-" ? "standard input" : file
    var problems = summary.faults.map {
      Problem(source: source, message: "line \($0.line) is \($0.fault)", trouble: .badData)
    }
    let others = summary.faultyLines - summary.faults.count
    if others > 0 {
      problems.append(
        Problem(
          source: source, message: "and " + Quantity.count(others, "more bad line", "more bad lines"),
          trouble: .badData)
      )
    }
    if let error = summary.brokenOff {
      problems.append(Problem(error, source: source))
    }
    if let problem = summary.indexProblem { problems.append(problem) }
    return problems
  }
}
