import ArgumentParser
import Moonwire

/// How long merges may take: a number with s, m or h behind it, seconds without.
struct MergeTime: ExpressibleByArgument, Equatable {
  /// The time in seconds.
  var seconds: Double

  init?(argument: String) {
    var digits = argument[...]
    var unit = 1.0
    switch digits.last {
    case "s": digits.removeLast()
    case "m":
      digits.removeLast()
      unit = 60
    case "h":
      digits.removeLast()
      unit = 3600
    default: break
    }
    guard let number = Double(digits), number >= 0, number <= 1e6 else { return nil }
    seconds = number * unit
  }

  /// The budget by the machine's clock.
  var budget: MergeBudget {
    let start = ContinuousClock.now
    return MergeBudget(seconds: seconds) { (ContinuousClock.now - start) / .seconds(1) }
  }
}
