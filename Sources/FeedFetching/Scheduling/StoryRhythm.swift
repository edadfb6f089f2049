#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How often a feed has something new: stories counted over the time that was watched, both fading with age.
///
/// New stories are taken for a Poisson process, whose rate is estimated as stories / seconds; what lies `memory` back
/// counts 1/e of what is new. Nothing is known at first, so the estimate begins as if a quarter of a day had brought 24
/// stories: a new feed is asked often, and one that stays silent is asked less and less.
public struct StoryRhythm: Equatable, Sendable {
  /// Stories, faded.
  public private(set) var stories: Double
  /// Seconds watched, faded; 0 where nothing has been watched.
  public private(set) var seconds: Double

  /// How fast the past fades: two weeks, so that a weekend does not turn everything.
  static let memory = 14.0 * 86400
  private static let firstStories = 24.0
  private static let firstSeconds = 21600.0

  /// Nothing is known, or what was stored.
  public init(stories: Double = 0, seconds: Double = 0) {
    self.stories = stories
    self.seconds = seconds
  }

  /// Notes that time has passed between two good looks. Clocks that ran backwards count as none.
  mutating func watch(seconds passed: Int64) {
    if seconds == 0 { (stories, seconds) = (StoryRhythm.firstStories, StoryRhythm.firstSeconds) }
    let passed = Double(min(max(0, passed), 365 * 86400))
    let left = exp(-passed / StoryRhythm.memory)
    stories *= left
    seconds = seconds * left + StoryRhythm.memory * (1 - left)
  }

  /// Notes stories that were new at the last look.
  mutating func count(_ new: Int) {
    stories += Double(min(max(0, new), 10_000))
  }

  /// Seconds after which something new is to be expected as likely as not (ln 2 / rate); nil where nothing is known.
  var evenChance: Int? {
    guard seconds > 0 else { return nil }
    guard stories > 1e-6 else { return Int.max }
    return Int(min(0.693_147 * seconds / stories, 1e12))
  }
}
