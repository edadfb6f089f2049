import ArgumentParser
import Moonwire

/// What indexing may take of the machine.
struct IndexingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Memory that indexing may take, in megabytes.", valueName: "MB"))
  var memory = 300

  @Option(
    help: ArgumentHelp("Threads to index with; the index is the same whatever their number.", valueName: "number"))
  var threads = 2

  func validate() throws {
    guard (16...1_000_000).contains(memory) else { throw ValidationError("--memory is from 16 to 1000000 megabytes") }
    guard (1...64).contains(threads) else { throw ValidationError("--threads is from 1 to 64") }
  }

  /// The options of a writer.
  var writerOptions: IndexWriterOptions {
    var options = IndexWriterOptions()
    options.memory = memory * 1_000_000
    options.threads = threads
    return options
  }
}
