import Corpus
import FeedFetching

extension FeedState {
  /// Puts the next look off to so many seconds from now, where the list of subscriptions asks for that and the schedule says
  /// sooner. Rounded down to the minute, as the schedule does.
  mutating func waitAtLeast(_ seconds: Int?, from now: Timestamp) {
    guard let seconds else { return }
    let asked = min(seconds, Self.longestWait)
    let exact = now.secondsSince1970 + Int64(asked)
    let wanted = Timestamp(secondsSince1970: exact - exact % 60)
    guard nextDue.map({ $0 < wanted }) ?? true else { return }
    nextDue = wanted
    interval = asked
    dueReason = .subscription
  }

  /// Dates further off are taken for those of a wrong clock.
  private static let longestWait = 7 * 86_400

  /// The state without what it says of the last body, for an index that has lost the stories of it: the feed is asked for
  /// its body, and at once where nothing was wrong with it.
  func forgettingBody(at now: Timestamp) -> FeedState {
    var state = self
    state.validators = nil
    state.bodyHash = nil
    state.lastBody = nil
    if failures == 0, let nextDue, nextDue > now { state.nextDue = now }
    return state
  }
}
