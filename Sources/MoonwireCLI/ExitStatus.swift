/// How the program ends, by the numbers of `sysexits.h`: 0 and 1 answer the question, from 64 up it is trouble.
///
/// docs/OPERATIONS.md has the table for users.
enum ExitStatus: Int32 {
  /// Found, or done.
  case success = 0
  /// Nothing found; nothing went wrong.
  case nothingFound = 1
  /// EX_USAGE: the command line makes no sense.
  case usage = 64
  /// EX_DATAERR: the input is no feed, or the index is damaged.
  case data = 65
  /// EX_NOINPUT: a file, folder or index is not there or may not be read.
  case noInput = 66
  /// EX_UNAVAILABLE: no feed could be reached at all.
  case unavailable = 69
  /// EX_SOFTWARE: a fault of ours.
  case software = 70
  /// EX_CANTCREAT: the index or home cannot be made.
  case cannotCreate = 73
  /// EX_IOERR: reading or writing failed.
  case inputOutput = 74
  /// EX_TEMPFAIL: another run is writing, or some feeds did not answer; try later.
  case temporary = 75
}

/// A command that cannot go on, or that has nothing to show: one sentence for standard error and the status to end
/// with.
struct CommandFailure: Error, Equatable {
  /// What the program ends with.
  var status: ExitStatus
  /// What went wrong, without "moonwire:" before it or a full stop after it; nil where all has been said already.
  var sentence: String?

  /// A failure with its sentence.
  init(_ status: ExitStatus, _ sentence: String?) {
    self.status = status
    self.sentence = sentence
  }
}
