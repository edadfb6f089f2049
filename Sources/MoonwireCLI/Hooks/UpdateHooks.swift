import Moonwire

/// The hooks around an update: `hooks/pre-update` before anything is asked, `hooks/post-update` when new stories are in.
struct UpdateHooks: Sendable {
  /// The folder of the hooks.
  let folder: String
  /// What they find in their environment.
  let variables: [(name: String, value: String)]
  /// The time of each, in seconds.
  let seconds: Int

  /// The hooks of a home.
  init(_ home: ArchiveHome, seconds: Int) {
    folder = home.hooksDirectory
    variables = [("MOONWIRE_HOME", home.path), ("MOONWIRE_INDEX", home.indexDirectory)]
    self.seconds = seconds
  }

  /// Runs `pre-update`, where there is one.
  ///
  /// - Throws: `CommandFailure` with EX_TEMPFAIL where it does not end well: nothing is to be asked then.
  func before(due: Int) throws {
    guard let hook = Hook("pre-update", in: folder) else { return }
    do throws(Hook.Failure) {
      try hook.run(
        input: [], variables: variables + [("MOONWIRE_DUE", String(due))], seconds: seconds,
        isStopped: { Interruption.isWanted })
    } catch {
      throw CommandFailure(.temporary, "\(hook.sentence(error)); nothing was asked")
    }
  }

  /// Runs `post-update`, where there is one and there are new stories: their keys are on its standard input, one a line. The
  /// run is over by then and the index is free, so the hook may search, show and delete.
  ///
  /// - Returns: What went wrong; nil where nothing did.
  func after(_ summary: UpdateSummary) -> Problem? {
    guard !summary.newStories.isEmpty, let hook = Hook("post-update", in: folder) else { return nil }
    let keys = summary.newStories.map { $0.description + "\n" }.joined()
    let counts = [
      ("MOONWIRE_NEW", String(summary.stories.added)), ("MOONWIRE_CHANGED", String(summary.stories.updated)),
    ]
    // A run that was interrupted still tells the hook what is new: nobody else will.
    let wasInterrupted = Interruption.isWanted
    do throws(Hook.Failure) {
      try hook.run(
        input: Array(keys.utf8), variables: variables + counts, seconds: seconds,
        isStopped: { !wasInterrupted && Interruption.isWanted })
      return nil
    } catch {
      return Problem(source: "hook", message: "the stories are in, but \(hook.sentence(error))", trouble: .temporary)
    }
  }
}
