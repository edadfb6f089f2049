import TestSupport
import Testing

@testable import Corpus

/// Holds what is cut against a reading of the rule that is as simple as it is slow: every segment of every story is looked
/// for in every other story.
@Suite struct FeedBoilerplateOracleTests {
  /// A feed of made-up words, in which some endings come often, some seldom.
  private func feed(_ generator: inout SeededGenerator) -> [Story] {
    let endings = [
      "tell a friend", "all rights kept", "more news here", "join us", "seen elsewhere first", "good night",
    ]
    let shares = endings.map { _ in Int.random(in: 0...100, using: &generator) }
    let count = Int.random(in: 4...30, using: &generator)
    return (0..<count).map { number in
      var lines = (0..<Int.random(in: 3...6, using: &generator)).map { line in
        (0..<8).map { "w\(number)n\(line)m\($0)" }.joined(separator: " ")
      }
      for (ending, share) in zip(endings, shares) where Int.random(in: 1...100, using: &generator) <= share {
        lines.append(ending)
      }
      if Bool.random(using: &generator) { lines.append("own ending \(number)") }
      return Story(
        identity: StoryIdentity(feed: "f", id: "\(number)"), title: "Headline number \(number) of all",
        text: lines.joined(separator: "\n"), firstSeen: Timestamp(secondsSince1970: 0))
    }
  }

  /// Lines that stand among the last ones of more than three stories in ten, at least of four, of eight and more.
  private func tail(_ stories: [Story]) -> [Int] {
    let lines = stories.map { $0.text.split(separator: "\n").map(String.init) }
    // Nothing is looked for where no end comes twice.
    let lasts = Dictionary(lines.map { ($0.last?.split(separator: " ").suffix(2) ?? [], 1) }, uniquingKeysWith: +)
    return lines.map { own in
      guard stories.count >= 8, lasts.values.contains(where: { $0 >= 2 }) else { return own.count }
      var count = own.count
      while count > 1 {
        let line = own[count - 1]
        let holders = lines.count { $0.contains(line) }
        guard holders >= 4, holders * 10 > stories.count * 3 else { break }
        count -= 1
      }
      return count
    }
  }

  @Test(arguments: 1...300)
  func agrees(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var stories = feed(&generator)
    let expected = tail(stories)
    FeedBoilerplate.cut(from: &stories)
    let given = stories.map { story in
      String(decoding: Array(story.text.utf8)[story.body], as: UTF8.self).split(separator: "\n").count
    }
    #expect(given == expected, "seed \(seed)")
  }

  @Test(arguments: 1...100)
  func orderDoesNotMatter(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var stories = feed(&generator)
    var shuffled = stories.shuffled(using: &generator)
    FeedBoilerplate.cut(from: &stories)
    FeedBoilerplate.cut(from: &shuffled)
    let bodies = Dictionary(uniqueKeysWithValues: shuffled.map { ($0.identity.id, $0.body) })
    #expect(stories.allSatisfy { bodies[$0.identity.id] == $0.body }, "seed \(seed)")
  }

  /// Any bytes, any bodies: no trap, and a body within the one that was.
  @Test(arguments: 1...60)
  func anyTextsAreTaken(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pieces = ["a", " ", "\n", ".", "。", "年", "ж", "\u{301}", "🚀", "tell a friend", "’", "5", "\u{0}", "ไทย"]
    var stories = (0..<Int.random(in: 8...40, using: &generator)).map { number in
      let text = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }.joined()
      var story = Story(
        identity: StoryIdentity(feed: "f", id: "\(number)"), title: text.count % 2 == 0 ? "a a" : "", text: text,
        firstSeen: Timestamp(secondsSince1970: 0))
      if number % 3 == 0 { story.annotateWireCopy() }
      return story
    }
    let before = stories
    FeedBoilerplate.cut(from: &stories)
    for (old, new) in zip(before, stories) {
      #expect(new.body.lowerBound >= old.body.lowerBound && new.body.upperBound <= old.body.upperBound, "seed \(seed)")
      #expect(old.body.isEmpty || !new.body.isEmpty || old.text.allSatisfy(\.isWhitespace), "seed \(seed)")
    }
  }
}
