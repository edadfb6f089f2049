import ArgumentParser

/// Measures indexing and searching over a JSON Lines corpus, and prints one JSON object on the last line of standard
/// output, as the harness that measures other engines expects.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moonwire-bench",
    abstract: "Measure Moonwire's indexing, queries and reading of feeds.",
    subcommands: [
      IndexBench.self, QueryBench.self, TimelineBench.self, FeedsBench.self, FetchBench.self,
      FetchBenchUpdate.self, FetchBenchServer.self,
    ])
}
