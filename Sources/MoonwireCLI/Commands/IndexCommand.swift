import ArgumentParser
import Moonwire

/// `moonwire index PATH|URL|-…`: reads feeds and indexes their stories.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Read feeds and index their stories.",
    discussion: """
      Takes files, folders (with all that is in them), addresses, and - for standard input. Stories that are there \
      already and have not changed are left alone. Subscriptions do not change: see 'moonwire add'.
      """)

  @Argument(help: ArgumentHelp("Files, folders, http(s) addresses, or - for standard input.", valueName: "source"))
  var sources: [String]

  @OptionGroup var form: FormOptions
  @OptionGroup var telling: ProgressOptions
  @OptionGroup var fetch: FetchOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    Interruption.listen()
    let start = ContinuousClock.now
    let home = place.archiveHome()
    let writer = try IndexWriter(directory: home.indexDirectory, holder: Surroundings.holder("index"))
    var options = Ingest.Options(fetcher: try fetch.fetcher(place.archiveHome()))
    options.home = home.filesRoot
    let progress = ProgressBox("Indexing", isQuiet: telling.quiet)
    defer { progress.finish() }
    var stories = 0
    let summary = try Ingest(into: writer, now: .now, options: options).run(sources) { feed, done, known in
      stories += feed.stories.total
      progress.update(done: done, total: known, isBytes: false, stories: stories)
      return !progress.isInterrupted()
    }
    progress.finish()

    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try RunReport(
      feeds: summary.feeds, stories: summary.stories, passedOver: summary.passedOver, problems: summary.problems
    ).print(json: form.json, isQuiet: telling.quiet, seconds: seconds)
    if let trouble = summary.trouble { throw CommandFailure(ExitStatus(trouble), nil) }
  }
}
