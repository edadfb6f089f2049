import Corpus
import TestSupport
import Testing

@testable import InvertedIndex

/// Revisions that have another headline and another name than what they revise, and only their address in common.
@Suite struct LinkedVersionsTests {
  private static let day: Int64 = 1_615_248_000
  private static let feed = "https://wire.example/feed"

  private static func story(
    _ id: String, _ title: String, link: String, hours: Int64 = 0, feed: String = LinkedVersionsTests.feed
  ) -> Story {
    var story = Story(
      identity: StoryIdentity(feed: feed, id: id), title: title, text: "Text of \(id), which is like no other.",
      firstSeen: Timestamp(secondsSince1970: day + hours * 3600))
    story.published = story.firstSeen
    story.link = link
    story.annotateWireCopy()
    return story
  }

  /// The identities of each chain of versions.
  private func chains(_ snapshot: IndexSnapshot) throws -> Set<Set<String>> {
    var chains: [StoryKey: Set<String>] = [:]
    for segment in snapshot.segments {
      for document in 0..<segment.documentCount where segment.isLive(document) {
        let story = try segment.story(of: document).story
        let chain = segment.versionEntry(of: document)?.version.chain ?? story.identity.key
        chains[chain, default: []].insert(story.identity.feed + " " + story.identity.id)
      }
    }
    return Set(chains.values)
  }

  private func index(_ stories: [Story], commits: Bool) throws -> Set<Set<String>> {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    for run in commits ? stories.map({ [$0] }) : [stories] {
      let writer = try IndexWriter(directory: path)
      for story in run { try writer.put(story) }
      try writer.commit()
    }
    #expect(try IndexCheck.run(directory: path).faults == [])
    return try chains(try IndexSnapshot(directory: path))
  }

  private static func permutations(_ count: Int) -> [[Int]] {
    count == 0
      ? [[]]
      : permutations(count - 1).flatMap { order in
        (0...order.count).map { Array(order[..<$0]) + [count - 1] + Array(order[$0...]) }
      }
  }

  @Test(
    "an update with a longer headline is of the story at its address, in whatever order they come",
    arguments: permutations(4))
  func everyOrder(order: [Int]) throws {
    let stories = [
      Self.story("1", "Rocket reaches orbit on second try", link: "https://wire.example/a/2101"),
      Self.story(
        "2", "UPDATE 1-Rocket reaches orbit on second try, booster lost",
        link: "http://www.wire.example/a/2101/?utm_source=x",
        hours: 2),
      Self.story(
        "3", "CORRECTED: Second try: rocket in orbit, booster lost", link: "https://wire.example/a/2101", hours: 4),
      // Another story at that address.
      Self.story("4", "UPDATE 3-Parliament votes about whales", link: "https://wire.example/a/2101", hours: 3),
    ]
    let expected: Set<Set<String>> = [
      Set(["1", "2", "3"].map { Self.feed + " " + $0 }), [Self.feed + " 4"],
    ]
    for commits in [false, true] {
      #expect(try index(order.map { stories[$0] }, commits: commits) == expected, "order \(order), commits \(commits)")
    }
  }

  @Test(
    "a page that many stories share, another feed, another week and a story without a mark tell nothing",
    arguments: [
      ("https://wire.example/live", LinkedVersionsTests.feed, "UPDATE 1-", 2),
      ("https://wire.example/", LinkedVersionsTests.feed, "UPDATE 1-", 2),
      ("https://wire.example/a/7#post-2", LinkedVersionsTests.feed, "UPDATE 1-", 2),
      ("https://wire.example/a/7", "https://other.example/feed", "UPDATE 1-", 2),
      ("https://wire.example/a/7", LinkedVersionsTests.feed, "UPDATE 1-", 24 * 5),
      ("https://wire.example/a/7", LinkedVersionsTests.feed, "", 2),
    ] as [(String, String, String, Int64)])
  func strangers(link: String, feed: String, mark: String, hours: Int64) throws {
    let first = Self.story(
      "1", "Crew opens the hatch", link: link.contains("#") ? "https://wire.example/a/7#post-1" : link)
    let second = Self.story("2", mark + "Crew opens the hatch and goes in", link: link, hours: hours, feed: feed)
    for order in [[first, second], [second, first]] {
      for commits in [false, true] {
        #expect(try index(order, commits: commits).count == 2)
      }
    }
  }

  @Test("chains are those that comparing all pairs would find", arguments: UInt64(0)..<24)
  func allPairs(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    // Far from half: two words of one headline may have the same bit.
    let topics = [
      "rocket reaches orbit early", "parliament debates whales loudly", "volcano covers harbour slowly",
      "glacier loses kilometre yearly", "tunnel opens tomorrow morning",
    ]
    let additions = ["", " again", " tonight", " finally"]
    let links = ["https://wire.example/a/1", "https://wire.example/a/2", "https://wire.example/news", ""]
    let marks = ["", "", "UPDATE 1-", "CORRECTED: ", "REFILE: "]
    struct Made {
      var story: Story
      var headline: String
      var isRevision: Bool
      var hours: Int64
    }
    let made = (0..<14).map { number in
      let headline = generator.element(topics) + generator.element(additions)
      let mark = generator.element(marks)
      let hours = Int64(generator.integer(0..<200))
      return Made(
        story: Self.story("\(number)", mark + headline, link: generator.element(links), hours: hours),
        headline: headline,
        isRevision: !mark.isEmpty, hours: hours)
    }
    // The oracle: all pairs, then what hangs together.
    var group = Array(made.indices)
    for first in made.indices {
      for second in made.indices where second > first {
        let (one, other) = (made[first], made[second])
        let apart = abs(one.hours - other.hours)
        let words = (Set(one.headline.split(separator: " ")), Set(other.headline.split(separator: " ")))
        let common = words.0.intersection(words.1).count
        let isLike =
          one.story.link == other.story.link && one.story.link.contains("/a/") && apart <= 72
          && common * 2 >= min(words.0.count, words.1.count)
        guard one.isRevision || other.isRevision, (one.headline == other.headline && apart <= 336) || isLike else {
          continue
        }
        let (from, to) = (group[second], group[first])
        for place in group.indices where group[place] == from { group[place] = to }
      }
    }
    var expected: [Int: Set<String>] = [:]
    for place in made.indices { expected[group[place], default: []].insert(Self.feed + " \(place)") }
    var order = made.map(\.story)
    for place in order.indices.reversed() { order.swapAt(place, generator.integer(0..<place + 1)) }
    for commits in [false, true] {
      #expect(try index(order, commits: commits) == Set(expected.values), "seed \(seed), commits \(commits)")
    }
  }
}
